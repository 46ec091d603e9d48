/** How purchases earn, and the gift for joining. */
import { Group, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import type { ProgrammeForm } from './programme-form.ts';

export function EarningFields({ form }: { form: UseFormReturnType<ProgrammeForm> }) {
  const { t } = useTranslation('programme');
  const format = useFormat();
  const isPercent = form.values.effectKind === 'percent';
  return (
    <Surface title={t('earning.title')} lead={t('earning.lead')}>
      <Stack gap="lg">
        <SegmentedControl
          aria-label={t('earning.kind')}
          w="fit-content"
          data={[
            { value: 'percent', label: t('earning.percentKind') },
            { value: 'perAmount', label: t('earning.perAmountKind') },
          ]}
          {...form.getInputProps('effectKind')}
        />
        {isPercent ? (
          <NumberInput
            label={t('earning.percent')}
            description={t('earning.percentHelp')}
            suffix="%"
            min={0}
            max={100}
            decimalScale={2}
            clampBehavior="none"
            className="short-input"
            {...form.getInputProps('percent')}
          />
        ) : (
          <div>
            <Group align="flex-start" gap="sm">
              <NumberInput
                label={t('earning.perAmountPoints')}
                min={0}
                allowDecimal={false}
                w={150}
                {...form.getInputProps('perAmountPoints')}
              />
              <MoneyInput
                label={t('earning.perAmountMoney')}
                w={190}
                {...form.getInputProps('perAmountMoney')}
              />
            </Group>
            <Text size="sm" c="dimmed" mt={6}>
              {t('earning.perAmountHelp')}
            </Text>
          </div>
        )}
        <NumberInput
          label={t('earning.welcome')}
          description={t('earning.welcomeHelp')}
          suffix={` ${format.pointsNoun(Number(form.values.welcomeBonusPoints) || 0)}`}
          min={0}
          allowDecimal={false}
          className="short-input"
          {...form.getInputProps('welcomeBonusPoints')}
        />
      </Stack>
    </Surface>
  );
}
