/** Sends a receipt by scanner, camera or gallery, and shows what became of those sent before. */
import { RefusalError } from '@regulars/client/call';
import type { MyReceipt } from '@regulars/contracts';
import { useFormatting } from '@regulars/ui/formatting.tsx';
import { useRef } from 'react';
import { Icon } from '../../app/parts/icon.tsx';
import { ButtonRow, Row, Section } from '../../app/parts/list.tsx';
import { MainButton } from '../../app/parts/main-button.tsx';
import { Empty, FailedPart, ProblemNote } from '../../app/parts/problem-screen.tsx';
import { Screen } from '../../app/parts/screen.tsx';
import { RowSkeletons } from '../../app/parts/skeleton.tsx';
import { telegram } from '../../telegram.ts';
import { sayWhen } from '../../words/dates.ts';
import { useWords } from '../../words/words.tsx';
import './receipts.css';
import { type SentReceipt, useReceipts, useSendReceipt } from './use-receipts.ts';

export function ReceiptsScreen() {
  const { t } = useWords();
  const list = useReceipts();
  const sending = useSendReceipt();
  const isFull = list.first?.leftToday === 0;
  const scan = async () => {
    const text = await telegram.scanQr(t('receipts.scanCaption'));
    if (text) sending.mutate({ kind: 'code', text });
  };
  return (
    <Screen title={t('receipts.title')}>
      <Sending sending={sending} />
      <Section
        footer={
          list.first &&
          (isFull
            ? t('receipts.fullToday')
            : t('receipts.terms', { days: list.first.windowDays, left: list.first.leftToday }))
        }
      >
        <PhotoRow
          icon="camera"
          title={t('receipts.camera')}
          hasCamera
          isDisabled={isFull || sending.isPending}
          onSend={sending.mutate}
        />
        <PhotoRow
          icon="picture"
          title={t('receipts.gallery')}
          isDisabled={isFull || sending.isPending}
          onSend={sending.mutate}
        />
      </Section>
      <ReceiptList list={list} />
      {telegram.canScanQr() && (
        <MainButton
          text={t('receipts.scan')}
          onPress={() => void scan()}
          isLoading={sending.isPending}
          isEnabled={!isFull}
        />
      )}
    </Screen>
  );
}

function Sending({ sending }: { sending: ReturnType<typeof useSendReceipt> }) {
  const { t } = useWords();
  const { error, data, isPending } = sending;
  if (isPending) {
    return (
      <p className="receipt-outcome" role="status">
        {t('receipts.sending')}
      </p>
    );
  }
  if (error) {
    return error instanceof RefusalError ? (
      <ProblemNote error={error} title={error.problem.title} />
    ) : (
      <ProblemNote error={error} />
    );
  }
  if (!data) return null;
  return (
    <p className={`receipt-outcome receipt-${data.state}`} role="status">
      <Icon name={icons[data.state]} />
      <span>{data.explanation}</span>
    </p>
  );
}

interface PhotoRowProps {
  icon: 'camera' | 'picture';
  title: string;
  hasCamera?: boolean;
  isDisabled: boolean;
  onSend: (sent: SentReceipt) => void;
}

function PhotoRow({ icon, title, hasCamera = false, isDisabled, onSend }: PhotoRowProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <ButtonRow icon={icon} title={title} isDisabled={isDisabled} onPress={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-label={title}
        hidden
        {...(hasCamera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const photo = event.target.files?.[0];
          event.target.value = '';
          if (photo) onSend({ kind: 'photo', photo });
        }}
      />
    </>
  );
}

function ReceiptList({ list }: { list: ReturnType<typeof useReceipts> }) {
  const { t } = useWords();
  if (list.isPending) {
    return (
      <div className="section-body" aria-busy="true">
        <RowSkeletons count={4} />
      </div>
    );
  }
  if (list.isError && list.receipts.length === 0) {
    return <FailedPart error={list.error} title={t('receipts.failed')} onRetry={() => void list.refetch()} />;
  }
  if (list.receipts.length === 0) {
    return <Empty title={t('receipts.emptyTitle')} text={t('receipts.empty')} drawing="cup" />;
  }
  return (
    <Section header={t('receipts.sent')}>
      {list.receipts.map((receipt) => (
        <ReceiptRow key={receipt.id} receipt={receipt} />
      ))}
      {list.hasNextPage && (
        <ButtonRow
          title={t('receipts.more')}
          isDisabled={list.isFetchingNextPage}
          onPress={() => void list.fetchNextPage()}
        />
      )}
    </Section>
  );
}

const icons = { checking: 'hourglass', waiting: 'hourglass', approved: 'check', refused: 'alert' } as const;
const tones = { checking: 'quiet', waiting: 'quiet', approved: 'accent', refused: 'danger' } as const;

function ReceiptRow({ receipt }: { receipt: MyReceipt }) {
  const { t, language } = useWords();
  const { money, count } = useFormatting();
  const { state, totalMinor, purchasedAt, sentAt, points } = receipt;
  const sum = totalMinor === null ? t('receipts.photo') : money(totalMinor);
  return (
    <Row
      icon={icons[state]}
      tone={tones[state]}
      title={`${sum} · ${t(`receipts.state.${state}`)}`}
      subtitle={
        <>
          <span className="receipt-explanation">{receipt.explanation}</span>
          <span className="receipt-when">{sayWhen(purchasedAt ?? sentAt, language)}</span>
        </>
      }
      after={points > 0 ? <span className="receipt-points">+{count(points)}</span> : undefined}
    />
  );
}
