/** Sharing the phone: Telegram's signed answer goes to the server; where none comes, the bot's message may do. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { memberKey, memberQuery, useApi } from '../../app/api.tsx';
import type { Member } from '../../app/boot.ts';
import { telegram } from '../../telegram.ts';

export type PhoneOutcome = 'added' | 'declined' | 'unanswered' | 'unavailable';

const answerTimeoutMs = 60_000;
const pollMs = 1500;
const botGraceMs = 12_000;

export function usePhone() {
  const { session } = useApi();
  const queryClient = useQueryClient();

  const share = async (): Promise<PhoneOutcome> => {
    const answer = await telegram.requestPhone(answerTimeoutMs);
    if (answer.kind === 'declined' || answer.kind === 'unavailable') return answer.kind;
    if (answer.kind === 'signed') {
      const member = await session.call('shareContact', {
        params: { slug: session.slug },
        body: { contact: answer.contact },
      });
      queryClient.setQueryData(memberKey, member);
      return 'added';
    }
    return waitForBot();
  };

  /** The contact may have gone to the bot as a message, which the server takes the phone from. */
  const waitForBot = async (): Promise<PhoneOutcome> => {
    const endsAt = Date.now() + botGraceMs;
    while (Date.now() < endsAt) {
      const member: Member = await queryClient.fetchQuery({ ...memberQuery(session), staleTime: 0 });
      if (member.phone) return 'added';
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    return 'unanswered';
  };

  return useMutation({
    mutationFn: share,
    onSuccess: (outcome) => telegram.haptic(outcome === 'added' ? 'success' : 'warning'),
    onError: () => telegram.haptic('error'),
  });
}
