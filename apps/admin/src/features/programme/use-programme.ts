/** The programme in force, its versions, saving a new one, and what a purchase would give under a draft. */
import type { ProgrammeSettings } from '@regulars/contracts';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { publicBrandKey, useBrand } from '../../app/brand.tsx';

export function useProgramme() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['programme', slug, 'current'],
    queryFn: ({ signal }) => call('getProgramme', { params: { slug } }, { signal }),
    // The editor keeps its own draft: a silent refetch must not change what it started from.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });
}

export function useProgrammeVersions() {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['programme', slug, 'versions'],
    queryFn: ({ signal }) => call('listProgrammeVersions', { params: { slug } }, { signal }),
  });
}

export function useSaveProgramme() {
  const { slug } = useBrand();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { baseVersion: number; settings: ProgrammeSettings }) =>
      call('saveProgramme', { params: { slug }, body }),
    onSuccess: async (saved) => {
      client.setQueryData(['programme', slug, 'current'], saved);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['programme', slug, 'versions'] }),
        client.invalidateQueries({ queryKey: publicBrandKey(slug) }),
      ]);
    },
  });
}

/** `settings` is null while the draft is not valid: then the last answer stays. */
export function useProgrammePreview(settings: ProgrammeSettings | null, totalMinor: number) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: ['programme', slug, 'preview', settings, totalMinor],
    queryFn: ({ signal }) => {
      if (!settings) throw new Error('a preview needs valid settings');
      return call('previewProgramme', { params: { slug }, body: { settings, totalMinor } }, { signal });
    },
    enabled: settings !== null && totalMinor > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
