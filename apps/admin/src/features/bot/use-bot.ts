/** The connected bot: its state and checks, connecting by token, checking again, disconnecting. */
import type { Bot } from '@regulars/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { publicBrandKey, useBrand } from '../../app/brand.tsx';

const botKey = (slug: string) => ['bot', slug];

export function useBot() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: botKey(slug),
    queryFn: ({ signal }) => call('getBot', { params: { slug } }, { signal }),
  });
}

export function useBotActions() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const keep = (bot: Bot) => {
    client.setQueryData(botKey(slug), bot);
    return client.invalidateQueries({ queryKey: publicBrandKey(slug) });
  };
  return {
    connect: useMutation({
      mutationFn: (token: string) => call('connectBot', { params: { slug }, body: { token } }),
      onSuccess: keep,
    }),
    check: useMutation({
      mutationFn: () => call('checkBot', { params: { slug } }),
      onSuccess: keep,
    }),
    disconnect: useMutation({
      mutationFn: () => call('disconnectBot', { params: { slug } }),
      onSuccess: () => client.invalidateQueries({ queryKey: botKey(slug) }),
    }),
  };
}
