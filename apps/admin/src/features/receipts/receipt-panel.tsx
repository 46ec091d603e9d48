/** One receipt: its photo, what the code says, who sent it, what else they bought, and the two decisions. */
import { Alert, Anchor, Badge, Button, Group, Kbd, Stack, Text } from '@mantine/core';
import type { ReceiptDecision } from '@regulars/contracts';
import { currencyDigits } from '@regulars/contracts/points';
import { IconPhotoOff } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { pictureUrl, type ReceiptView, useReceipt } from './use-receipts.ts';

interface PanelProps {
  receipt: ReceiptView;
  isBusy: boolean;
  onDecide: (decision: ReceiptDecision) => void;
  onRefuse: () => void;
}

export function ReceiptPanel({ receipt, ...acts }: PanelProps) {
  const { t } = useTranslation('receipts');
  const { slug } = useBrand();
  const url = pictureUrl(slug, receipt.id);
  return (
    <Surface>
      <div className="receipt-panel">
        {receipt.hasPicture ? (
          <a href={url} target="_blank" rel="noreferrer" className="receipt-picture">
            <img src={url} alt={t('pictureOf', { name: receipt.customer.name })} />
          </a>
        ) : (
          <div className="receipt-picture receipt-no-picture">
            <IconPhotoOff size={28} stroke={1.5} aria-hidden />
            <Text size="sm">{receipt.channel === 'scan' ? t('scanned') : t('pictureGone')}</Text>
          </div>
        )}
        <Stack gap="md">
          {receipt.doubt && receipt.state === 'waiting' && (
            <Alert color="yellow" variant="light">
              <Text fw={600}>{t(`doubt.${receipt.doubt}`)}</Text>
              {t(`doubtHelp.${receipt.doubt}`)}
            </Alert>
          )}
          <Facts receipt={receipt} />
          <Around id={receipt.id} />
          <Decision receipt={receipt} {...acts} />
        </Stack>
      </div>
    </Surface>
  );
}

function Facts({ receipt }: { receipt: ReceiptView }) {
  const { t } = useTranslation('receipts');
  const { href } = useBrand();
  const format = useFormat();
  const { customer, totalMinor, purchasedAt, fiscalDrive, register, documentNumber, fiscalSign } = receipt;
  return (
    <dl className="receipt-facts">
      <Fact label={t('fact.customer')}>
        <Anchor component={Link} href={href(`/customers/${customer.id}`)} inherit>
          {customer.name || t('nobody')}
        </Anchor>
      </Fact>
      <Fact label={t('fact.sum')}>{totalMinor === null ? t('fact.unknown') : format.money(totalMinor)}</Fact>
      {purchasedAt && <Fact label={t('fact.purchasedAt')}>{format.moment(purchasedAt)}</Fact>}
      <Fact label={t('fact.sentAt')}>
        {format.moment(receipt.sentAt)}, {t(`channel.${receipt.channel}`)}
      </Fact>
      {fiscalDrive && (
        <Fact label={t('fact.register')}>
          {register === null ? t('fact.unknownRegister') : register || t('fact.known')}
          <Text size="sm" c="dimmed">
            {t('fact.code', { fn: fiscalDrive, number: documentNumber, sign: fiscalSign })}
          </Text>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A receipt of a purchase that the till told of was paid already: the person's purchases say so. */
function Around({ id }: { id: string }) {
  const { t } = useTranslation('receipts');
  const format = useFormat();
  const { data } = useReceipt(id);
  if (!data) return null;
  const { purchases, history } = data;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('around.title')}
      </Text>
      {purchases.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('around.none')}
        </Text>
      )}
      {purchases.map((purchase) => (
        <Group key={purchase.id} gap="xs">
          <Text size="sm">
            {format.moment(purchase.occurredAt)} · {format.money(purchase.totalMinor)}
          </Text>
          {purchase.isSameSum && (
            <Badge color="yellow" variant="light" tt="none">
              {t('around.same')}
            </Badge>
          )}
        </Group>
      ))}
      <Text size="sm" c="dimmed">
        {t('around.history', history)}
      </Text>
    </Stack>
  );
}

function Decision({ receipt, isBusy, onDecide, onRefuse }: PanelProps) {
  const { t } = useTranslation('receipts');
  const format = useFormat();
  const { currency } = useBrand();
  const [sum, setSum] = useState<string | number>('');
  const isOpen = receipt.state === 'waiting' || receipt.state === 'checking';
  const needsSum = receipt.totalMinor === null;
  const totalMinor = Math.round(Number(sum) * 10 ** currencyDigits(currency));
  if (receipt.state === 'approved') {
    return (
      <Text>
        {t('decided.approved', { points: format.points(receipt.points) })} <Decider receipt={receipt} />
      </Text>
    );
  }
  function approve(event: SubmitEvent) {
    event.preventDefault();
    if (needsSum && totalMinor <= 0) return;
    onDecide({
      kind: 'approve',
      ...(needsSum ? { totalMinor } : {}),
      ...(isOpen ? {} : { afterRefusal: true }),
    });
  }
  return (
    <form onSubmit={approve}>
      <Stack gap="sm">
        {receipt.refusal && (
          <Text>
            {t('decided.refused', { reason: t(`refusal.${receipt.refusal}`) })} <Decider receipt={receipt} />
            {receipt.note && (
              <Text component="span" c="dimmed" display="block">
                {receipt.note}
              </Text>
            )}
          </Text>
        )}
        {needsSum && (
          <MoneyInput
            id="receipt-sum"
            label={t('sum')}
            description={t('sumHelp')}
            value={sum}
            onChange={setSum}
            maw={220}
          />
        )}
        <Group gap="xs">
          <Button type="submit" loading={isBusy} disabled={needsSum && !(totalMinor > 0)}>
            {isOpen ? t('approve') : t('approveAfterAll')}
            {isOpen && <Kbd ml={8}>A</Kbd>}
          </Button>
          {isOpen && (
            <Button variant="default" disabled={isBusy} onClick={onRefuse}>
              {t('refuse')} <Kbd ml={8}>R</Kbd>
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

function Decider({ receipt: { decidedAt, decidedBy } }: { receipt: ReceiptView }) {
  const { t } = useTranslation('receipts');
  const format = useFormat();
  return (
    <Text component="span" c="dimmed">
      {decidedBy ?? t('decided.byRules')}
      {decidedAt ? `, ${format.moment(decidedAt)}` : ''}
    </Text>
  );
}
