/** What a coupon gives: a gift, a discount or a free thing, from what bill, on which goods, and beside what else. */
import { Checkbox, NumberInput, SegmentedControl, Select, Stack, TagsInput } from '@mantine/core';
import type { LineFilter } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { discountKinds, type TermsDraft, typedNumber } from './terms-draft.ts';

export interface TermsFieldsProps {
  value: TermsDraft;
  onChange: (terms: TermsDraft) => void;
  problems: Readonly<Record<string, string>>;
  /** Where the terms stand in what is sent, as in `terms`. */
  path: string;
}

export function TermsFields(props: TermsFieldsProps) {
  const { value, onChange, problems, path } = props;
  const { t } = useTranslation('coupons');
  const set = (part: Partial<TermsDraft>) => onChange({ ...value, ...part });
  const hasGoods = value.kind === 'percent' || value.kind === 'amount' || value.kind === 'freeItem';
  return (
    <Stack gap="md">
      <Select
        label={t('terms.kind')}
        data={discountKinds.map((kind) => ({ value: kind, label: t(`terms.kinds.${kind}`) }))}
        value={value.kind}
        onChange={(chosen) => {
          const kind = discountKinds.find((one) => one === chosen);
          if (kind) set({ kind, goods: kind === 'freeItem' ? (value.goods ?? {}) : value.goods });
        }}
        allowDeselect={false}
        w={320}
      />
      <DiscountFields {...props} />
      {hasGoods && <Goods value={value} onChange={set} problem={problems[`${path}.lines`]} />}
      <MoneyInput
        label={t('terms.minTotal')}
        description={t('terms.minTotalHelp')}
        placeholder={t('terms.any')}
        w={240}
        value={value.minTotal}
        onChange={(minTotal) => set({ minTotal: typedNumber(minTotal) })}
        error={problems[`${path}.minTotalMinor`]}
      />
      {(['withPoints', 'withCoupons', 'returnsOnRefund'] as const).map((name) => (
        <Checkbox
          key={name}
          label={t(`terms.${name}`)}
          checked={value[name]}
          onChange={(event) => set({ [name]: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  );
}

function DiscountFields({ value, onChange, problems, path }: TermsFieldsProps) {
  const { t } = useTranslation('coupons');
  const set = (part: Partial<TermsDraft>) => onChange({ ...value, ...part });
  const problem = (name: string) => problems[`${path}.discount.${name}`];
  const most = (
    <MoneyInput
      label={t('terms.most')}
      placeholder={t('terms.any')}
      w={240}
      value={value.most}
      onChange={(typed) => set({ most: typedNumber(typed) })}
      error={problem('maxDiscountMinor')}
    />
  );
  switch (value.kind) {
    case 'gift':
      return null;
    case 'percent':
      return (
        <>
          <NumberInput
            label={t('terms.percent')}
            suffix="%"
            min={0}
            max={100}
            decimalScale={2}
            hideControls
            w={240}
            value={value.percent}
            onChange={(typed) => set({ percent: typedNumber(typed) })}
            error={problem('basisPoints') && t('problem.percent')}
          />
          {most}
        </>
      );
    case 'amount':
      return (
        <MoneyInput
          label={t('terms.amount')}
          w={240}
          value={value.amount}
          onChange={(typed) => set({ amount: typedNumber(typed) })}
          error={problem('amountMinor') && t('problem.amount')}
        />
      );
    case 'freeItem':
      return (
        <>
          <NumberInput
            label={t('terms.quantity')}
            min={1}
            max={100}
            allowDecimal={false}
            w={240}
            value={value.quantity}
            onChange={(typed) => set({ quantity: typedNumber(typed) })}
            error={problem('quantity')}
          />
          {most}
        </>
      );
    case 'freeDelivery':
      return most;
  }
}

const lists = ['categories', 'names', 'skus'] as const;

interface GoodsProps {
  value: TermsDraft;
  onChange: (part: Partial<TermsDraft>) => void;
  problem: string | undefined;
}

function Goods({ value: { kind, goods }, onChange, problem }: GoodsProps) {
  const { t } = useTranslation('coupons');
  const setList = (name: (typeof lists)[number], words: string[]) => {
    const { [name]: _, ...rest }: LineFilter = goods ?? {};
    onChange({ goods: words.length === 0 ? rest : { ...rest, [name]: words } });
  };
  return (
    <Stack gap="sm">
      {kind !== 'freeItem' && (
        <SegmentedControl
          aria-label={t('terms.goods')}
          w="fit-content"
          data={[
            { value: 'bill', label: t('terms.wholeBill') },
            { value: 'goods', label: t('terms.someGoods') },
          ]}
          value={goods ? 'goods' : 'bill'}
          onChange={(choice) => onChange({ goods: choice === 'goods' ? {} : null })}
        />
      )}
      {goods &&
        lists.map((name, index) => (
          <TagsInput
            key={name}
            label={t(`terms.${name}`)}
            value={[...(goods[name] ?? [])]}
            onChange={(words) => setList(name, words)}
            splitChars={[',', ';']}
            maxTags={100}
            error={index === 0 && problem ? t('problem.goods') : null}
          />
        ))}
    </Stack>
  );
}
