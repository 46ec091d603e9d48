/** The form of a pool, new or kept: what it is, what its coupons promise, and who may have how many. */
import { Alert, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { type Typed, typedNumber } from './terms-draft.ts';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { ShopsChoice } from '../shops/shop-choice.tsx';
import type { PoolDraft } from './pool-draft.ts';
import { ShownTextFields } from './shown-text-fields.tsx';
import { TermsFields } from './terms-fields.tsx';
import { poolKinds } from './use-coupons.ts';
import { ValidityFields } from './validity-fields.tsx';

export interface PoolFieldsProps {
  draft: PoolDraft;
  onChange: (part: Partial<PoolDraft>) => void;
  problems: Readonly<Record<string, string>>;
  isNew: boolean;
  /** False once a code was given to anybody. */
  canChangeTerms: boolean;
}

export function PoolFields(props: PoolFieldsProps) {
  const { draft, onChange, problems, isNew, canChangeTerms } = props;
  const { t } = useTranslation('coupons');
  return (
    <Stack gap="lg">
      {isNew && <KindField {...props} />}
      <Surface title={t('pool.about')}>
        <Stack gap="md">
          <TextInput
            label={t('pool.name')}
            description={t('pool.nameHelp')}
            maxLength={100}
            value={draft.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
            error={problems.name}
          />
          <ShownTextFields
            label={t('shownTitle')}
            value={draft.title}
            onChange={(title) => onChange({ title })}
            longest={120}
            error={problems.title && t('problem.title')}
          />
          <ShownTextFields
            label={t('description')}
            value={draft.description}
            onChange={(description) => onChange({ description })}
            longest={2000}
            isLong
          />
        </Stack>
      </Surface>
      <Surface title={t('terms.title')}>
        {canChangeTerms ? (
          <TermsFields
            value={draft.terms}
            onChange={(terms) => onChange({ terms })}
            problems={problems}
            path="terms"
          />
        ) : (
          <Alert variant="light">{t('terms.promised')}</Alert>
        )}
      </Surface>
      <Surface title={t('validity.title')}>
        <ValidityFields
          value={draft.validity}
          onChange={(validity) => onChange({ validity })}
          problems={problems}
          path="validity"
        />
      </Surface>
      <LimitFields {...props} />
    </Stack>
  );
}

function KindField({ draft, onChange, problems }: PoolFieldsProps) {
  const { t } = useTranslation('coupons');
  return (
    <Surface title={t('pool.kindTitle')}>
      <Stack gap="md">
        <Radio.Group
          aria-label={t('pool.kindTitle')}
          value={draft.kind}
          onChange={(chosen) => {
            const kind = poolKinds.find((one) => one === chosen);
            if (kind) onChange({ kind });
          }}
        >
          <Stack gap="sm">
            {poolKinds.map((kind) => (
              <Radio
                key={kind}
                value={kind}
                label={t(`pool.kinds.${kind}`)}
                description={t(`pool.kindHelp.${kind}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {draft.kind === 'shared' && (
          <TextInput
            label={t('pool.sharedCode')}
            placeholder="SPRING"
            maxLength={64}
            w={240}
            value={draft.sharedCode}
            onChange={(event) => onChange({ sharedCode: event.currentTarget.value })}
            error={problems.sharedCode}
          />
        )}
      </Stack>
    </Surface>
  );
}

function LimitFields({ draft, onChange, problems }: PoolFieldsProps) {
  const { t } = useTranslation('coupons');
  return (
    <Surface title={t('pool.limits')}>
      <Stack gap="md">
        <CountField
          label={t('pool.perPerson')}
          value={draft.perPersonLimit}
          onChange={(perPersonLimit) => onChange({ perPersonLimit })}
          error={problems.perPersonLimit}
        />
        {draft.kind === 'shared' && (
          <CountField
            label={t('pool.useLimit')}
            value={draft.useLimit}
            onChange={(useLimit) => onChange({ useLimit })}
            error={problems.useLimit}
          />
        )}
        <ShopsChoice
          label={t('shops')}
          description={t('shopsHelp')}
          placeholder={t('allShops')}
          value={draft.shopIds}
          onChange={(shopIds) => onChange({ shopIds })}
          error={problems.shopIds}
        />
      </Stack>
    </Surface>
  );
}

interface CountFieldProps {
  label: string;
  value: Typed;
  onChange: (count: Typed) => void;
  error: string | undefined;
}

function CountField({ label, value, onChange, error }: CountFieldProps) {
  const { t } = useTranslation('coupons');
  return (
    <NumberInput
      label={label}
      placeholder={t('pool.noLimit')}
      min={1}
      allowDecimal={false}
      w={240}
      value={value}
      onChange={(typed) => onChange(typedNumber(typed))}
      error={error}
    />
  );
}
