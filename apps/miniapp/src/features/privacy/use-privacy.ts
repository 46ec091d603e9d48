/** A person's rights over their data: a copy of all of it, and erasing it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { useApi } from '../../app/api.tsx';
import { dropDraft } from '../../app/draft.ts';
import { telegram } from '../../telegram.ts';
import { handOver } from './hand-over.ts';

export function useExport() {
  const { session } = useApi();
  return useMutation({
    mutationFn: async () => {
      const data = await session.call('exportMe', { params: { slug: session.slug } });
      const text = JSON.stringify(data, null, 2);
      await handOver(text, `${session.slug}-${data.exportedAt.slice(0, 10)}.json`);
      return text;
    },
    onSuccess: () => telegram.haptic('success'),
    onError: () => telegram.haptic('error'),
  });
}

export function useErasure() {
  const { session, brand, setState } = useApi();
  const queryClient = useQueryClient();
  const [, navigate] = useLocation();
  return useMutation({
    mutationFn: () => session.call('deleteMe', { params: { slug: session.slug } }),
    onSuccess: async () => {
      telegram.haptic('success');
      dropDraft('join');
      dropDraft('profile');
      navigate('/gone', { replace: true });
      await queryClient.cancelQueries();
      setState({ kind: 'ready', brand, member: null });
    },
    onError: () => telegram.haptic('error'),
  });
}
