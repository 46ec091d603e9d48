/** What came of the sale, over the whole screen: green with the figures, red with the reason, grey while waiting. */
import { Button, Group, Loader, Modal, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { RefusalError } from '@regulars/client';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { chime, useSound } from './chime.ts';
import { SoldFigures } from './sold-figures.tsx';
import type { SaleState } from './use-sale.ts';

const settleMilliseconds = 700;

interface ResultScreenProps {
  state: SaleState;
  receipt: string;
  onClose: () => void;
  onTryAgain: () => void;
  onOtherCustomer: () => void;
}

export function ResultScreen(props: ResultScreenProps) {
  const { state, onClose } = props;
  const { isOn } = useSound();
  const { phase } = state;
  useEffect(() => {
    if (isOn && (phase === 'sold' || phase === 'refused')) chime(phase);
  }, [isOn, phase]);
  // The first try is quick as a rule: the button tells of it, the screen only of a wait.
  const isShown = phase !== 'idle' && !(phase === 'sending' && state.attempt === 1);
  const isOver = phase === 'sold' || phase === 'refused';
  const closeByKey = useSettled(isOver, onClose);
  return (
    <Modal.Root opened={isShown} onClose={closeByKey} fullScreen transitionProps={{ duration: 0 }}>
      <Modal.Content radius={0} role="alertdialog">
        <Modal.Body p={0}>
          {/* A click with a pointer is meant; one that a key makes has no detail. */}
          <Screen {...props} onClose={({ detail }) => (detail > 0 ? onClose() : closeByKey())} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A key pressed twice, or a scanner's own Enter, must not close what nobody has seen yet. */
function useSettled(isOver: boolean, act: () => void): () => void {
  const settledAt = useRef(Infinity);
  useEffect(() => {
    settledAt.current = isOver ? performance.now() + settleMilliseconds : Infinity;
  }, [isOver]);
  return () => {
    if (performance.now() >= settledAt.current) act();
  };
}

interface ScreenProps extends Omit<ResultScreenProps, 'onClose'> {
  onClose: (click: { detail: number }) => void;
}

function Screen({ state, receipt, onClose, onTryAgain, onOtherCustomer }: ScreenProps) {
  const { t } = useTranslation('till');
  const textOf = useRefusalText();
  if (state.phase === 'sold') {
    return (
      <Tone tone="sold" icon={<IconCheck size={64} stroke={2.2} />} title={t('sold.title')}>
        <SoldFigures result={state.result} customer={state.customer} />
        <Button size="xl" h={64} variant="white" color="dark" data-autofocus onClick={onClose} miw={280}>
          {t('sold.next')}
        </Button>
        <PurchaseLink id={state.result.id} />
      </Tone>
    );
  }
  if (state.phase === 'refused') {
    return (
      <Tone tone="refused" icon={<IconX size={64} stroke={2.2} />} title={t('refused.title')}>
        <Text size="xl" maw={560}>
          {isReceiptTaken(state.error) ? t('refused.receiptTaken', { receipt }) : textOf(state.error)}
        </Text>
        <Text size="md">{t('refused.nothing')}</Text>
        <Group justify="center">
          <Button size="xl" h={64} variant="white" color="dark" data-autofocus onClick={onClose}>
            {t('refused.back')}
          </Button>
          <Button size="xl" h={64} variant="outline" color="white" onClick={onOtherCustomer}>
            {t('ring.other')}
          </Button>
        </Group>
      </Tone>
    );
  }
  if (state.phase === 'unknown') {
    return (
      <Tone tone="refused" icon={<IconAlertTriangle size={64} stroke={1.8} />} title={t('unknown.title')}>
        <Text size="xl" maw={600}>
          {t('unknown.lead', { receipt })}
        </Text>
        <Button size="xl" h={64} variant="white" color="dark" data-autofocus onClick={onTryAgain}>
          {t('retry')}
        </Button>
        <ReceiptLink receipt={receipt} />
      </Tone>
    );
  }
  if (state.phase === 'idle') return null;
  return (
    <Tone tone="waiting" icon={<Loader color="white" size={56} />} title={t('waiting.title')}>
      <Text size="xl" maw={560}>
        {t('waiting.lead')}
      </Text>
      <Text size="md">{t('waiting.attempt', { number: state.attempt })}</Text>
      <ReceiptLink receipt={receipt} />
    </Tone>
  );
}

interface ToneProps {
  tone: 'sold' | 'refused' | 'waiting';
  icon: ReactNode;
  title: string;
  children: ReactNode;
}

function Tone({ tone, icon, title, children }: ToneProps) {
  return (
    <div className="till-result" data-tone={tone} data-testid="result">
      <div className="till-pop" aria-hidden>
        {icon}
      </div>
      <Modal.Title component="h2" fz="xl" fw={600} c="white">
        {title}
      </Modal.Title>
      {children}
    </div>
  );
}

function PurchaseLink({ id }: { id: string | null }) {
  const { t } = useTranslation('till');
  const { href } = useBrand();
  if (!id) return null;
  return (
    <Button component={Link} href={href(`/purchases/${id}`)} variant="transparent" c="white" td="underline">
      {t('sold.open')}
    </Button>
  );
}

function ReceiptLink({ receipt }: { receipt: string }) {
  const { t } = useTranslation('till');
  const { href } = useBrand();
  return (
    <Button
      component={Link}
      href={href(`/purchases?q=${encodeURIComponent(receipt)}`)}
      variant="transparent"
      c="white"
      td="underline"
    >
      {t('unknown.look')}
    </Button>
  );
}

/** The server speaks of it in the words of its API. */
function isReceiptTaken(error: unknown): boolean {
  return error instanceof RefusalError && error.code === 'external_id_conflict';
}
