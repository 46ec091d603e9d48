/** Keys of tills and shops: reading, making, revoking. */
import type { Scope } from '@regulars/contracts/permissions';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';

const keysKey = (slug: string) => ['api-keys', slug];

export function useApiKeys() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: keysKey(slug),
    queryFn: ({ signal }) => call('listApiKeys', { params: { slug } }, { signal }),
  });
}

export function useApiKeyActions() {
  const { slug } = useBrand();
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: keysKey(slug) });
  return {
    create: useMutation({
      mutationFn: (body: { name: string; scopes: Scope[]; shopId?: string }) =>
        call('createApiKey', { params: { slug }, body }),
      onSuccess,
    }),
    revoke: useMutation({
      mutationFn: (id: string) => call('revokeApiKey', { params: { slug, id } }),
      onSuccess,
    }),
  };
}
