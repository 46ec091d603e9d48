/** What is about to change the balance: a debt, points held for a purchase or on the way, points that expire next. */
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { useMember } from '../../app/api.tsx';
import type { Member } from '../../app/boot.ts';
import { Row, Section } from '../../app/parts/list.tsx';
import { sayLastDay, sayWhen } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';

export function Upcoming() {
  const member = useMember();
  const { wallet, debtPoints, nextExpiry } = member;
  if (wallet.pending <= 0 && wallet.held <= 0 && debtPoints <= 0 && !nextExpiry) return null;
  return (
    <Section>
      {debtPoints > 0 && <DebtRow debtPoints={debtPoints} />}
      {wallet.held > 0 && <HeldRow heldPoints={wallet.held} />}
      {wallet.pending > 0 && <PendingRow member={member} />}
      {nextExpiry && <ExpiryRow expiry={nextExpiry} />}
    </Section>
  );
}

function DebtRow({ debtPoints }: { debtPoints: number }) {
  const { t } = useWords();
  const { points } = useFormatting();
  return (
    <Row
      icon="alert"
      tone="danger"
      title={t('home.debt', { points: points(debtPoints) })}
      subtitle={t('home.debtText')}
    />
  );
}

function HeldRow({ heldPoints }: { heldPoints: number }) {
  const { t } = useWords();
  const { points } = useFormatting();
  return (
    <Row icon="clock" title={t('home.held', { points: points(heldPoints) })} subtitle={t('home.heldText')} />
  );
}

function PendingRow({ member: { wallet, nextActivation } }: { member: Member }) {
  const { t, language } = useWords();
  const { points } = useFormatting();
  const date = nextActivation && sayWhen(nextActivation.expiresAt, language);
  const isAll = nextActivation?.points === wallet.pending;
  return (
    <Row
      icon="clock"
      title={t('home.pending', { points: points(wallet.pending) })}
      subtitle={
        date &&
        (isAll
          ? t('home.pendingLater', { date })
          : t('home.pendingWhen', { soon: points(nextActivation.points), date }))
      }
    />
  );
}

function ExpiryRow({ expiry }: { expiry: NonNullable<Member['nextExpiry']> }) {
  const { t, language } = useWords();
  const { points } = useFormatting();
  return (
    <Row
      icon="hourglass"
      tone="warning"
      title={t('home.expiry', {
        count: expiry.points,
        points: points(expiry.points),
        date: sayLastDay(expiry.expiresAt, language),
      })}
      subtitle={t(expiry.isByInactivity ? 'home.inactivityText' : 'home.expiryText')}
    />
  );
}
