/** The tiers of the brand, what saving them would do, one customer's tier, and what staff may do with it. */
import type { CallInput } from '@regulars/client';
import type { TierSettings } from '@regulars/contracts';
import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';

const recountPollMs = 1_500;

export function programmeQuery(slug: string) {
  return queryOptions({
    queryKey: ['tiers', slug, 'programme'],
    queryFn: ({ signal }) => call('getTierProgramme', { params: { slug } }, { signal }),
  });
}

export function useTiers() {
  const { slug, may } = useBrand();
  return useQuery({
    ...programmeQuery(slug),
    // While a change reaches everybody the numbers move.
    refetchInterval: ({ state }) => (state.data?.isRecounting ? recountPollMs : false),
    enabled: may('programme.read'),
  });
}

export function useSaveTiers() {
  const { slug } = useBrand();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<'saveTierProgramme'>['body']) =>
      call('saveTierProgramme', { params: { slug }, body }),
    onSuccess: async (saved) => {
      client.setQueryData(programmeQuery(slug).queryKey, saved);
      await client.invalidateQueries({ queryKey: ['customers', slug] });
    },
  });
}

/** `settings` is null while the draft is not valid: then the last answer stays. */
export function useTierPreview(settings: TierSettings | null) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['tiers', slug, 'preview', settings],
    queryFn: ({ signal }) => {
      if (!settings) throw new Error('a preview needs valid settings');
      return call('previewTierProgramme', { params: { slug }, body: { settings } }, { signal });
    },
    enabled: settings !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function useUploadTierPicture() {
  const { slug } = useBrand();
  return useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.set('file', file);
      const input = { params: { slug }, body };
      return call('uploadTierPicture', input);
    },
  });
}

export function useCustomerTier(id: string) {
  const { slug } = useBrand();
  return useQuery({
    // Under the customer's key: whatever changes the customer asks for it again.
    queryKey: ['customers', slug, id, 'tier'],
    queryFn: ({ signal }) => call('getCustomerTier', { params: { slug, id } }, { signal }),
  });
}

export function useTierGrant(id: string) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const refresh = () => client.invalidateQueries({ queryKey: ['customers', slug] });
  return {
    grant: useMutation({
      mutationFn: (body: CallInput<'grantTier'>['body']) => call('grantTier', { params: { slug, id }, body }),
      onSuccess: refresh,
    }),
    end: useMutation({
      mutationFn: () => call('endTierGrant', { params: { slug, id } }),
      onSuccess: refresh,
    }),
  };
}
