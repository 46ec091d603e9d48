/** The brand's settings and documents: reading, saving, the logo, and publishing a document. */
import type { BrandSettings, DocumentKind, Localized } from '@regulars/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, meKey } from '../../app/api.ts';
import { publicBrandKey, useBrand } from '../../app/brand.tsx';

const settingsKey = (slug: string) => ['brand', slug, 'settings'];

export function useBrandSettings() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: settingsKey(slug),
    queryFn: ({ signal }) => call('getBrandSettings', { params: { slug } }, { signal }),
    refetchOnWindowFocus: false,
  });
}

/** The look is shown all over the admin, so all that carries it is asked again. */
function useRefreshLook() {
  const { slug } = useBrand();
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: settingsKey(slug) }),
      client.invalidateQueries({ queryKey: publicBrandKey(slug) }),
      client.invalidateQueries({ queryKey: meKey }),
    ]);
}

export function useSaveBrandSettings() {
  const { slug } = useBrand();
  const refresh = useRefreshLook();
  return useMutation({
    mutationFn: (body: BrandSettings) => call('saveBrandSettings', { params: { slug }, body }),
    onSuccess: refresh,
  });
}

export function useUploadLogo() {
  const { slug } = useBrand();
  const refresh = useRefreshLook();
  return useMutation({
    mutationFn: (file: File) => {
      const body = new FormData();
      body.set('file', file);
      const input = { params: { slug }, body };
      return call('uploadBrandLogo', input);
    },
    onSuccess: refresh,
  });
}

export function usePublishDocument(kind: DocumentKind) {
  const { slug } = useBrand();
  const refresh = useRefreshLook();
  return useMutation({
    mutationFn: (text: Localized) => call('publishDocument', { params: { slug, kind }, body: { text } }),
    onSuccess: refresh,
  });
}
