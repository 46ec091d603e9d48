/** The levels from the lowest up, each with its threshold, look and what it gives. */
import {
  ActionIcon,
  Button,
  ColorInput,
  Group,
  NumberInput,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { PictureField } from './picture-field.tsx';
import { newLevel, type TierForm } from './tier-form.ts';

type Form = UseFormReturnType<TierForm>;

/** The contract's limit. */
const mostLevels = 10;

export function LevelsFields({ form }: { form: Form }) {
  const { t } = useTranslation('tiers');
  const { levels } = form.values;
  return (
    <Surface title={t('levels.title')} lead={t('levels.lead')}>
      <Stack gap="xl">
        {levels.map((level, index) => (
          <LevelFields key={level.id ?? index} form={form} index={index} />
        ))}
        {levels.length < mostLevels && (
          <Button
            variant="default"
            w="fit-content"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => form.insertListItem('levels', newLevel(levels.length))}
          >
            {t('levels.add')}
          </Button>
        )}
      </Stack>
    </Surface>
  );
}

function LevelFields({ form, index }: { form: Form; index: number }) {
  const { t } = useTranslation('tiers');
  const { language } = useFormat();
  const level = form.values.levels[index];
  const at = (field: string) => form.getInputProps(`levels.${index}.${field}`);
  const name =
    (language === 'ru' ? level?.nameRu : level?.nameEn) || t('levels.nameless', { number: index + 1 });
  return (
    <Stack gap="md" component="section" aria-label={name} className="tier-level">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} className="tier-name">
          <span className="tier-dot" style={{ background: level?.color }} aria-hidden />
          {name}
        </Text>
        {form.values.levels.length > 1 && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('levels.remove', { name })}
            onClick={() => form.removeListItem('levels', index)}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      <div className="tier-inline">
        <TextInput label={t('levels.nameRu')} w={180} {...at('nameRu')} />
        <TextInput label={t('levels.nameEn')} w={180} {...at('nameEn')} />
        <ColorInput
          label={t('levels.color')}
          w={150}
          eyeDropperButtonProps={{ 'aria-label': t('levels.pick') }}
          {...at('color')}
        />
      </div>
      <Gains form={form} index={index} />
      <div className="tier-inline">
        <Benefits label={t('levels.benefitsRu')} {...at('benefitsRu')} />
        <Benefits label={t('levels.benefitsEn')} {...at('benefitsEn')} />
      </div>
      <PictureField
        picture={level?.picture ?? null}
        onChange={(picture) => form.setFieldValue(`levels.${index}.picture`, picture)}
      />
      {form.values.atPeriodEnd !== 'keep' && form.values.periodKind !== 'ever' && (
        <Switch
          label={t('levels.lifetime')}
          {...form.getInputProps(`levels.${index}.isLifetime`, { type: 'checkbox' })}
        />
      )}
    </Stack>
  );
}

function Benefits({ label, ...input }: { label: string }) {
  const { t } = useTranslation('tiers');
  return (
    <Textarea
      label={label}
      placeholder={t('levels.benefitsPlaceholder')}
      autosize
      minRows={2}
      maxLength={500}
      className="tier-half"
      {...input}
    />
  );
}

function Gains({ form, index }: { form: Form; index: number }) {
  const { t } = useTranslation('tiers');
  const format = useFormat();
  const at = (field: string) => form.getInputProps(`levels.${index}.${field}`);
  const isFirst = form.values.levels[index]?.threshold === 0;
  return (
    <div className="tier-inline">
      {form.values.basis === 'money' ? (
        <MoneyInput label={t('levels.from')} w={180} {...at('threshold')} />
      ) : (
        <NumberInput
          label={t('levels.from')}
          w={180}
          min={0}
          allowDecimal={false}
          hideControls
          thousandSeparator={'\u202f'}
          suffix={` ${format.pointsNoun(5)}`}
          {...at('threshold')}
        />
      )}
      <NumberInput
        label={t('levels.multiplier')}
        w={180}
        min={1}
        max={10}
        step={0.1}
        decimalScale={2}
        prefix="×"
        decimalSeparator={format.language === 'ru' ? ',' : '.'}
        allowedDecimalSeparators={['.', ',']}
        {...at('multiplier')}
      />
      {!isFirst && (
        <NumberInput
          label={t('levels.gift')}
          w={180}
          min={0}
          allowDecimal={false}
          hideControls
          suffix={` ${format.pointsNoun(5)}`}
          {...at('giftPoints')}
        />
      )}
    </div>
  );
}
