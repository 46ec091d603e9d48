/** People on the staff and invitations: reading, inviting, changing roles, removing, revoking. */
import type { Role } from '@regulars/contracts/permissions';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, meKey } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';

const staffKey = (slug: string) => ['staff', slug];
const invitationsKey = (slug: string) => ['invitations', slug];

export function useStaffList() {
  const { slug, may } = useBrand();
  return useQuery({
    queryKey: staffKey(slug),
    queryFn: ({ signal }) => call('listStaff', { params: { slug } }, { signal }),
    enabled: may('staff.read'),
  });
}

export function useInvitations() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: invitationsKey(slug),
    queryFn: ({ signal }) => call('listInvitations', { params: { slug } }, { signal }),
  });
}

export function useStaffActions() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const refreshStaff = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: staffKey(slug) }),
      client.invalidateQueries({ queryKey: meKey }),
    ]);
  const refreshInvitations = () => client.invalidateQueries({ queryKey: invitationsKey(slug) });
  return {
    changeRole: useMutation({
      mutationFn: ({ id, role }: { id: string; role: Role }) =>
        call('changeStaffRole', { params: { slug, id }, body: { role } }),
      onSuccess: refreshStaff,
    }),
    setShops: useMutation({
      mutationFn: ({ id, shopIds }: { id: string; shopIds: string[] }) =>
        call('setStaffShops', { params: { slug, id }, body: { shopIds } }),
      onSuccess: refreshStaff,
    }),
    remove: useMutation({
      mutationFn: (id: string) => call('removeStaff', { params: { slug, id } }),
      onSuccess: refreshStaff,
    }),
    makeResetLink: useMutation({
      mutationFn: (id: string) => call('makeStaffResetLink', { params: { slug, id } }),
    }),
    dropTwoSteps: useMutation({
      mutationFn: (id: string) => call('resetStaffTwoFactor', { params: { slug, id } }),
      onSuccess: refreshStaff,
    }),
    invite: useMutation({
      mutationFn: ({ role, email, shopIds }: { role: Role; email: string; shopIds: string[] }) =>
        call('inviteStaff', { params: { slug }, body: { role, shopIds, ...(email ? { email } : {}) } }),
      onSuccess: refreshInvitations,
    }),
    revoke: useMutation({
      mutationFn: (id: string) => call('revokeInvitation', { params: { slug, id } }),
      onSuccess: refreshInvitations,
    }),
  };
}
