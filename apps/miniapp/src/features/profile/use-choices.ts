/** Choices that take effect at once: language, marketing consent and its topics; shown before the server agrees. */
import type { Language, Topic } from '@regulars/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { entriesKey, memberKey, useApi, useMember } from '../../app/api.tsx';
import type { Member } from '../../app/boot.ts';
import { telegram } from '../../telegram.ts';
import { useWords } from '../../words/words.tsx';

export type Choice =
  | { kind: 'language'; language: Language }
  | { kind: 'marketing'; granted: boolean }
  | { kind: 'topic'; topic: Topic; isOn: boolean };

export function useChoices() {
  const { session, brand } = useApi();
  const { setLanguage } = useWords();
  const queryClient = useQueryClient();
  const member = useMember();

  const save = (choice: Choice, next: Member): Promise<Member> => {
    const params = { slug: session.slug };
    switch (choice.kind) {
      case 'language':
        return session.call('updateMe', { params, body: { language: choice.language } });
      case 'topic':
        return session.call('updateMe', { params, body: { topics: next.topics } });
      case 'marketing':
        return session.call('setMyConsent', {
          params: { ...params, kind: 'marketing' },
          body: { granted: choice.granted, version: brand.documents.marketing },
        });
    }
  };

  const mutation = useMutation({
    mutationFn: ({ choice, next }: { choice: Choice; next: Member; before: Member }) => save(choice, next),
    onMutate: async ({ choice, next }) => {
      await queryClient.cancelQueries({ queryKey: memberKey });
      queryClient.setQueryData(memberKey, next);
      if (choice.kind === 'language') await setLanguage(choice.language);
    },
    onSuccess: (saved, { choice }) => {
      queryClient.setQueryData(memberKey, saved);
      // Explanations come in the reader's language, so the old ones are of no use.
      if (choice.kind === 'language') queryClient.removeQueries({ queryKey: entriesKey });
    },
    onError: (_error, { choice, before }) => {
      telegram.haptic('error');
      queryClient.setQueryData(memberKey, before);
      if (choice.kind === 'language') void setLanguage(before.language);
    },
  });

  const choose = (choice: Choice) =>
    mutation.mutate({ choice, before: member, next: withChoice(member, choice) });
  return { choose, error: mutation.error };
}

export function withChoice(member: Member, choice: Choice): Member {
  switch (choice.kind) {
    case 'language':
      return { ...member, language: choice.language };
    case 'marketing':
      return { ...member, marketingConsent: choice.granted };
    case 'topic': {
      const others = member.topics.filter((topic) => topic !== choice.topic);
      return { ...member, topics: choice.isOn ? [...others, choice.topic] : others };
    }
  }
}
