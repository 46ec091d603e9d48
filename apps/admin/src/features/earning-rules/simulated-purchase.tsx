/** The invented purchase: a sum or goods, when it happens, how it came and what of it is paid with points. */
import { SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { ShopChoice } from '../shops/shop-choice.tsx';
import { useShopOptions } from '../shops/use-shops.ts';
import { ChoiceField, CountField, MoneyField } from './fields.tsx';
import { MomentField } from './moment-field.tsx';
import { AddButton, RemoveButton } from './row-buttons.tsx';
import { emptyNumber } from './rule-draft.ts';
import { newLine, type SimulatedLine } from './simulation-draft.ts';
import type { SimulationPartProps } from './simulator.tsx';
import { useRowKeys } from './use-row-keys.ts';

export function SimulatedPurchase({ draft, onChange }: SimulationPartProps) {
  const { t } = useTranslation('earning-rules');
  return (
    <Surface title={t('simulator.purchase')}>
      <Stack gap="md">
        <SegmentedControl
          aria-label={t('simulator.bill')}
          w="fit-content"
          data={(['total', 'lines'] as const).map((value) => ({
            value,
            label: t(`simulator.bills.${value}`),
          }))}
          value={draft.bill}
          onChange={(bill) =>
            onChange(
              bill === 'lines'
                ? { bill, lines: draft.lines.length ? draft.lines : [newLine('', draft.totalMinor)] }
                : { bill: 'total' },
            )
          }
        />
        {draft.bill === 'lines' && <Lines lines={draft.lines} onChange={(lines) => onChange({ lines })} />}
        <Moment draft={draft} onChange={onChange} />
      </Stack>
    </Surface>
  );
}

function Moment({ draft, onChange }: SimulationPartProps) {
  const { t } = useTranslation('earning-rules');
  const hasShops = useShopOptions().length > 0;
  const format = useFormat();
  return (
    <div className="rule-grid">
      {draft.bill === 'total' && (
        <MoneyField
          path="purchase.totalMinor"
          label={t('simulator.total')}
          value={draft.totalMinor}
          onChange={(totalMinor) => onChange({ totalMinor })}
        />
      )}
      <MomentField
        label={t('simulator.at')}
        placeholder={t('simulator.now')}
        value={draft.at}
        onChange={(at) => onChange({ at })}
      />
      <ChoiceField
        label={t('simulator.redeem')}
        value={draft.redeem}
        options={(['none', 'max', 'points'] as const).map((value) => ({
          value,
          label: t(`simulator.redeems.${value}`),
        }))}
        onChange={(redeem) => onChange({ redeem })}
      />
      {draft.redeem === 'points' && (
        <CountField
          path="purchase.redeemPoints"
          label={t('simulator.redeemPoints')}
          suffix={` ${format.pointsNoun(draft.redeemPoints || 0)}`}
          value={draft.redeemPoints}
          onChange={(redeemPoints) => onChange({ redeemPoints })}
        />
      )}
      {hasShops && (
        <ShopChoice
          label={t('fact.shop.title')}
          placeholder={t('simulator.anyShop')}
          value={draft.shopId}
          onChange={(shopId) => onChange({ shopId })}
        />
      )}
      <TextInput
        label={t('fact.channel.label')}
        placeholder="delivery"
        value={draft.channel}
        onChange={(event) => onChange({ channel: event.currentTarget.value })}
      />
    </div>
  );
}

interface LinesProps {
  lines: readonly SimulatedLine[];
  onChange: (lines: SimulatedLine[]) => void;
}

function Lines({ lines, onChange }: LinesProps) {
  const { t } = useTranslation('earning-rules');
  const rows = useRowKeys(lines.length);
  return (
    <Stack gap="sm">
      {lines.map((line, index) => (
        <Line
          key={rows.keys[index]}
          line={line}
          index={index}
          onChange={(part) => onChange(lines.map((one, at) => (at === index ? { ...one, ...part } : one)))}
          onRemove={
            lines.length === 1
              ? undefined
              : () => {
                  rows.forget(index);
                  onChange(lines.filter((_, at) => at !== index));
                }
          }
        />
      ))}
      <AddButton
        label={t('simulator.addLine')}
        onClick={() => onChange([...lines, newLine('', emptyNumber)])}
      />
    </Stack>
  );
}

interface LineProps {
  line: SimulatedLine;
  index: number;
  onChange: (part: Partial<SimulatedLine>) => void;
  onRemove: (() => void) | undefined;
}

function Line({ line, index, onChange, onRemove }: LineProps) {
  const { t } = useTranslation('earning-rules');
  const path = `purchase.lines.${index}`;
  return (
    <fieldset className="plain-fieldset rule-inline" aria-label={t('simulator.line', { number: index + 1 })}>
      <TextInput
        label={t('simulator.category')}
        flex="1 1 90px"
        miw={0}
        value={line.category}
        onChange={(event) => onChange({ category: event.currentTarget.value })}
      />
      <TextInput
        label={t('simulator.name')}
        flex="1 1 90px"
        miw={0}
        value={line.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <CountField
        path={`${path}.quantity`}
        label={t('simulator.quantity')}
        w={64}
        value={line.quantity}
        onChange={(quantity) => onChange({ quantity })}
      />
      <MoneyField
        path={`${path}.unitPriceMinor`}
        label={t('simulator.price')}
        w={96}
        value={line.unitPriceMinor}
        onChange={(unitPriceMinor) => onChange({ unitPriceMinor })}
      />
      <MoneyField
        path={`${path}.discountMinor`}
        label={t('simulator.discount')}
        w={96}
        value={line.discountMinor}
        onChange={(discountMinor) => onChange({ discountMinor })}
      />
      {onRemove && (
        <RemoveButton label={t('simulator.removeLine', { number: index + 1 })} mt={24} onClick={onRemove} />
      )}
    </fieldset>
  );
}
