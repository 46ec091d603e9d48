/** The text in force of one legal document. */
import type { DocumentKind } from '@regulars/contracts';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../app/api.tsx';

const kinds: readonly string[] = ['rules', 'privacy', 'marketing'] satisfies DocumentKind[];

export function isDocumentKind(value: string | undefined): value is DocumentKind {
  return value !== undefined && kinds.includes(value);
}

export function useDocument(kind: DocumentKind) {
  const { session } = useApi();
  return useQuery({
    queryKey: ['document', kind],
    queryFn: ({ signal }) =>
      session.call('getDocument', { params: { slug: session.slug, kind } }, { signal }),
    staleTime: 300_000,
  });
}
