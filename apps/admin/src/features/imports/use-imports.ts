/** Imports: the list, one of them as it goes, and what can be done with it. */
import type { CallInput, CallOutput } from '@regulars/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../app/api.ts';
import { useBrand } from '../../app/brand.tsx';
import { useCursorList } from '../../app/parts/use-list.ts';

export type ImportView = CallOutput<'listImports'>['items'][number];
export type ImportDetails = CallOutput<'getImport'>;
export type ImportKind = ImportView['kind'];
export type Mapping = ImportDetails['mapping'];
export type Counts = NonNullable<ImportView['check']>;

const lookAgainMilliseconds = 1_000;
const pageSize = 30;
/** A hundred megabytes over a slow line. */
const uploadMilliseconds = 15 * 60_000;

const rootKey = (slug: string) => ['imports', slug] as const;

export function isUnderWay({ state }: Pick<ImportView, 'state'>): boolean {
  return state === 'checking' || state === 'running';
}

export function useImports() {
  const { slug } = useBrand();
  return useCursorList([...rootKey(slug), 'list'], (cursor, signal) =>
    call(
      'listImports',
      { params: { slug }, query: { limit: pageSize, ...(cursor ? { cursor } : {}) } },
      { signal },
    ),
  );
}

export function useImport(id: string) {
  const { slug } = useBrand();
  return useQuery({
    queryKey: [...rootKey(slug), 'one', id],
    queryFn: ({ signal }) => call('getImport', { params: { slug, id } }, { signal }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? lookAgainMilliseconds : false),
  });
}

export function useUpload() {
  const { slug } = useBrand();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, file }: { kind: ImportKind; file: File }) => {
      const body = new FormData();
      body.set('file', file);
      const input = { params: { slug }, query: { kind }, body };
      return call('uploadImport', input, { timeoutMs: uploadMilliseconds });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: rootKey(slug) }),
  });
}

export function useImportActions(id: string) {
  const { slug } = useBrand();
  const client = useQueryClient();
  const at = { params: { slug, id } };
  const show = (details: ImportDetails) => {
    client.setQueryData([...rootKey(slug), 'one', id], details);
    return client.invalidateQueries({ queryKey: [...rootKey(slug), 'list'] });
  };
  return {
    map: useMutation({
      mutationFn: (body: CallInput<'mapImport'>['body']) => call('mapImport', { ...at, body }),
      onSuccess: show,
    }),
    run: useMutation({ mutationFn: () => call('runImport', at), onSuccess: show }),
    cancel: useMutation({ mutationFn: () => call('cancelImport', at), onSuccess: show }),
    remove: useMutation({
      mutationFn: () => call('deleteImport', at),
      onSuccess: () => client.invalidateQueries({ queryKey: [...rootKey(slug), 'list'] }),
    }),
  };
}
