/** The phone row: shares the number through Telegram and says what came of it. */
import { useMember } from '../../app/api.tsx';
import { ButtonRow, Row, Section } from '../../app/parts/list.tsx';
import { ProblemNote } from '../../app/parts/problem-screen.tsx';
import { useWords, type WordKey } from '../../words/words.tsx';
import { type PhoneOutcome, usePhone } from './use-phone.ts';

const outcomeWords: Record<PhoneOutcome, WordKey> = {
  added: 'profile.phoneAdded',
  declined: 'profile.phoneDeclined',
  unanswered: 'profile.phoneUnanswered',
  unavailable: 'profile.phoneUnavailable',
};

export function PhoneSection() {
  const { t } = useWords();
  const { phone } = useMember();
  const { mutate, isPending, data, error } = usePhone();
  return (
    <>
      <Section footer={<span role="status">{t(data ? outcomeWords[data] : 'profile.phoneWhy')}</span>}>
        {phone ? (
          <Row title={t('profile.phone')} after={sayPhone(phone)} />
        ) : (
          <ButtonRow
            icon="phone"
            title={isPending ? t('profile.phoneWaiting') : t('profile.phoneShare')}
            isDisabled={isPending}
            onPress={() => mutate()}
          />
        )}
      </Section>
      {error && <ProblemNote error={error} />}
    </>
  );
}

/** Russian numbers in the groups in which people read them: +7 916 123-45-01; others as they are. */
function sayPhone(phone: string): string {
  return phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7\u00a0$1\u00a0$2-$3-$4');
}
