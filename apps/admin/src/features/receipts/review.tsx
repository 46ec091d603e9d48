/** A list of receipts beside the one that is looked at: walked, marked and decided by mouse or by keys. */
import { Button, Checkbox, Group, Kbd, Skeleton, Stack, Text } from '@mantine/core';
import type { ReceiptDecision, ReceiptState } from '@regulars/contracts';
import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../app/parts/refusal.ts';
import { EmptyState, LoadError } from '../../app/parts/states.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { ReceiptPanel } from './receipt-panel.tsx';
import './receipts.css';
import { RefuseDialog } from './refuse-dialog.tsx';
import { type ReceiptView, useDecide, useReceipts } from './use-receipts.ts';
import { useReviewKeys } from './use-review-keys.ts';

export function Review({ state }: { state: ReceiptState }) {
  const { t } = useTranslation('receipts');
  const review = useReview(state);
  const { list, rows } = review;
  if (list.error && !list.rows) return <LoadError error={list.error} onRetry={list.retry} />;
  if (!list.rows) return <Skeleton h={420} radius="lg" />;
  if (rows.length === 0) {
    return (
      <Surface>
        <EmptyState icon={IconReceipt} title={t(`none.${state}`)}>
          {t(`noneLead.${state}`)}
        </EmptyState>
      </Surface>
    );
  }
  return (
    <div className="receipts-review">
      <Surface padded={false}>
        <ReceiptRows review={review} />
      </Surface>
      {review.current && (
        <ReceiptPanel
          key={review.current.id}
          receipt={review.current}
          isBusy={review.isBusy}
          onDecide={(decision) => void review.decide(decision)}
          onRefuse={review.askRefusal}
        />
      )}
      <RefuseDialog
        opened={review.refusing.length > 0}
        count={review.refusing.length || 1}
        onClose={review.closeRefusal}
        onRefuse={review.refuse}
      />
    </div>
  );
}

type ReviewState = ReturnType<typeof useReview>;

function useReview(state: ReceiptState) {
  const list = useReceipts(state);
  const act = useDecide();
  const { t } = useTranslation('receipts');
  const notify = useNotify();
  const [chosenId, setChosenId] = useState('');
  const [markedIds, setMarkedIds] = useState<readonly string[]>([]);
  /** What the open question is about: it stays so, whatever the list turns into meanwhile. */
  const [refusing, setRefusing] = useState<readonly string[]>([]);
  const rows = list.rows ?? [];
  const index = Math.max(
    0,
    rows.findIndex((one) => one.id === chosenId),
  );
  const current = rows[index];
  const marked = markedIds.filter((id) => rows.some((one) => one.id === id));
  const isOpen = state === 'waiting' || state === 'checking';
  const isBusy = act.one.isPending || act.many.isPending;

  const walk = (step: number) => setChosenId(rows[index + step]?.id ?? current?.id ?? '');
  const mark = (id: string) =>
    setMarkedIds(marked.includes(id) ? marked.filter((one) => one !== id) : [...marked, id]);

  const asked: readonly string[] = marked.length > 0 ? marked : current ? [current.id] : [];

  async function decide(decision: ReceiptDecision, ids = asked): Promise<void> {
    const [first] = ids;
    if (first === undefined || isBusy) return;
    const next = rows[index + 1] ?? rows[index - 1];
    try {
      if (ids.length === 1) {
        const { points } = await act.one.mutateAsync({ id: first, decision });
        notify.done(decision.kind === 'approve' ? t('done.approved', { count: points }) : t('done.refused'));
        if (first === current?.id) setChosenId(next?.id ?? '');
      } else {
        const { decidedCount, refused } = await act.many.mutateAsync({ ids: [...ids], decision });
        setMarkedIds(refused.map(({ id }) => id));
        notify.done(t('done.many', { count: decidedCount }));
        if (refused[0]) notify.warn(t('done.left', { count: refused.length, reason: refused[0].title }));
      }
      setRefusing([]);
    } catch (error) {
      notify.problem(error);
    }
  }

  function approve(): void {
    if (!current) return;
    if (marked.length === 0 && current.totalMinor === null) {
      document.querySelector<HTMLInputElement>('#receipt-sum')?.focus();
      return;
    }
    void decide({ kind: 'approve' });
  }

  const askRefusal = () => setRefusing(asked);
  useReviewKeys(
    {
      next: () => walk(1),
      previous: () => walk(-1),
      approve,
      refuse: askRefusal,
      mark: () => current && mark(current.id),
    },
    isOpen && refusing.length === 0 && rows.length > 0,
  );
  return {
    list,
    rows,
    current,
    marked,
    isOpen,
    isBusy,
    refusing,
    choose: setChosenId,
    mark,
    clearMarks: () => setMarkedIds([]),
    decide,
    approve,
    askRefusal,
    refuse: (decision: ReceiptDecision) => decide(decision, refusing),
    closeRefusal: () => setRefusing([]),
  };
}

function ReceiptRows({ review }: { review: ReviewState }) {
  const { t } = useTranslation('receipts');
  const { rows, current, marked, isOpen, list } = review;
  return (
    <Stack gap={0}>
      {isOpen && <Bulk review={review} />}
      <ul className="receipt-rows" aria-label={t('title')}>
        {rows.map((receipt) => (
          <li
            key={receipt.id}
            className={receipt === current ? 'receipt-row receipt-row-shown' : 'receipt-row'}
          >
            {isOpen && (
              <Checkbox
                aria-label={t('mark', { name: receipt.customer.name })}
                checked={marked.includes(receipt.id)}
                onChange={() => review.mark(receipt.id)}
              />
            )}
            <button
              type="button"
              className="receipt-choice"
              aria-current={receipt === current}
              onClick={() => review.choose(receipt.id)}
            >
              <RowText receipt={receipt} />
            </button>
          </li>
        ))}
      </ul>
      {list.more && (
        <Button variant="subtle" m="sm" loading={list.more.isLoading} onClick={list.more.load}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
}

function RowText({ receipt }: { receipt: ReceiptView }) {
  const { t } = useTranslation('receipts');
  const format = useFormat();
  const { totalMinor, customer, doubt, sentAt, refusal, points, state } = receipt;
  const why =
    state === 'approved'
      ? format.points(points)
      : refusal
        ? t(`refusal.${refusal}`)
        : doubt
          ? t(`doubt.${doubt}`)
          : '';
  return (
    <>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="md" fw={600} truncate>
          {customer.name || t('nobody')}
        </Text>
        <Text size="md" fw={600} style={{ whiteSpace: 'nowrap' }}>
          {totalMinor === null ? '—' : format.money(totalMinor)}
        </Text>
      </Group>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text size="sm" c="dimmed" truncate>
          {why}
        </Text>
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {format.moment(sentAt)}
        </Text>
      </Group>
    </>
  );
}

function Bulk({ review }: { review: ReviewState }) {
  const { t } = useTranslation('receipts');
  const { marked, isBusy } = review;
  if (marked.length === 0) {
    return (
      <Text size="sm" c="dimmed" px="md" py="xs">
        <Kbd>J</Kbd> <Kbd>K</Kbd> {t('keys.walk')} · <Kbd>A</Kbd> {t('keys.approve')} · <Kbd>R</Kbd>{' '}
        {t('keys.refuse')} · <Kbd>X</Kbd> {t('keys.mark')}
      </Text>
    );
  }
  return (
    <Group gap="xs" px="md" py="xs" role="status">
      <Text size="sm" fw={500}>
        {t('marked', { count: marked.length })}
      </Text>
      <Button size="xs" loading={isBusy} onClick={() => void review.decide({ kind: 'approve' })}>
        {t('approve')}
      </Button>
      <Button size="xs" variant="default" disabled={isBusy} onClick={review.askRefusal}>
        {t('refuse')}
      </Button>
      <Button size="xs" variant="subtle" onClick={review.clearMarks}>
        {t('clear')}
      </Button>
    </Group>
  );
}
