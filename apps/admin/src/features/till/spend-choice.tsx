/** How many points to spend: none, as many as the programme allows, or one's own number. */
import { NumberInput, SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import type { Draft } from './draft.ts';
import type { useBill } from './use-bill.ts';

interface SpendChoiceProps {
  draft: Draft;
  bill: ReturnType<typeof useBill>;
  onChange: (part: Partial<Draft>) => void;
}

export function SpendChoice({ draft, bill, onChange }: SpendChoiceProps) {
  const { t } = useTranslation('till');
  const format = useFormat();
  const { public: brand } = useBrand();
  const worth = format.money(bill.maxPoints * (brand?.pointValueMinor ?? 0));
  const { spend } = draft;
  function choose(kind: string) {
    if (kind === 'own') onChange({ spend: { kind: 'own', text: '' } });
    else onChange({ spend: { kind: kind === 'max' ? 'max' : 'none' } });
  }
  return (
    <>
      <Text size="md" fw={500} mb={6} id="spend-label">
        {t('spend.title')}
      </Text>
      <SegmentedControl
        fullWidth
        size="md"
        aria-labelledby="spend-label"
        value={spend.kind}
        onChange={choose}
        data={[
          { value: 'none', label: t('spend.none') },
          { value: 'max', label: t('spend.max') },
          { value: 'own', label: t('spend.own') },
        ]}
      />
      <Text size="sm" c="dimmed" mt={6}>
        {bill.plain
          ? bill.maxPoints > 0
            ? t('spend.upTo', { points: format.points(bill.maxPoints), worth })
            : t('spend.nothing')
          : t('spend.later')}
      </Text>
      {spend.kind === 'own' && (
        <NumberInput
          mt="sm"
          size="md"
          label={t('spend.ownLabel')}
          autoFocus
          allowDecimal={false}
          allowNegative={false}
          hideControls
          inputMode="numeric"
          thousandSeparator={'\u202f'}
          value={spend.text}
          onChange={(value) => onChange({ spend: { kind: 'own', text: String(value) } })}
          error={bill.isOverLimit ? t('spend.over', { points: format.points(bill.maxPoints) }) : null}
        />
      )}
    </>
  );
}
