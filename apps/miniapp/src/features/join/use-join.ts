/** Joining: keeps the choices and the effect's key over retries and reloads, then hands over to the home screen. */
import { newIdempotencyKey, RefusalError } from '@regulars/client/call';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { isPassing, useApi } from '../../app/api.tsx';
import { dropDraft, readDraft, writeDraft } from '../../app/draft.ts';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';

interface JoinDraft {
  isMarketingGranted: boolean;
  idempotencyKey: string;
}

const draftName = 'join';
const quickRetries = 2;
const mutationKey = ['join'];

export function useJoin() {
  const { session, brand, setState } = useApi();
  const { language } = useWords();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [draft, setDraft] = useState<JoinDraft>(() => readDraft(draftName, isJoinDraft) ?? newDraft(false));
  const [isOutdated, setOutdated] = useState(false);

  /** Another choice is another effect, so it gets its own key. */
  const setMarketing = (isMarketingGranted: boolean) => {
    const next = newDraft(isMarketingGranted);
    setDraft(next);
    writeDraft(draftName, next);
  };

  const mutation = useMutation({
    mutationKey,
    mutationFn: () => {
      setOutdated(false);
      writeDraft(draftName, draft);
      return session.call(
        'join',
        {
          params: { slug: session.slug },
          body: {
            rules: { granted: true, version: brand.documents.rules },
            marketing: { granted: draft.isMarketingGranted, version: brand.documents.marketing },
            language,
            zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          },
        },
        { idempotencyKey: draft.idempotencyKey },
      );
    },
    retry: (failures, error) => failures < quickRetries && isPassing(error),
    retryDelay: 600,
    onSuccess: (member) => {
      dropDraft(draftName);
      telegram.haptic('success');
      telegram.askWriteAccess();
      navigate('/', { replace: true, state: { joined: true } });
      setState({ kind: 'ready', brand, member });
    },
    onError: async (error) => {
      telegram.haptic('error');
      if (!(error instanceof RefusalError) || error.code !== 'version_conflict') return;
      setMarketing(draft.isMarketingGranted);
      setState(await session.exchange());
      setOutdated(true);
    },
  });

  return {
    brand,
    isMarketingGranted: draft.isMarketingGranted,
    setMarketing,
    join: () => {
      // A second tap comes before the button is drawn anew.
      if (client.isMutating({ mutationKey }) === 0) mutation.mutate();
    },
    isJoining: mutation.isPending || mutation.isSuccess,
    isOutdated,
    error: isOutdated ? null : mutation.error,
  };
}

function newDraft(isMarketingGranted: boolean): JoinDraft {
  return { isMarketingGranted, idempotencyKey: newIdempotencyKey() };
}

function isJoinDraft(value: unknown): value is JoinDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'isMarketingGranted' in value &&
    typeof value.isMarketingGranted === 'boolean' &&
    'idempotencyKey' in value &&
    typeof value.idempotencyKey === 'string'
  );
}
