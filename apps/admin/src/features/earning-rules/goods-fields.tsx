/** Which goods are meant: categories first; articles, names, exceptions and discounts for those who need them. */
import { Anchor, SegmentedControl, Stack } from '@mantine/core';
import type { LineFilter } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField, GroupProblem, TagsField } from './fields.tsx';

const finer = ['names', 'skus', 'exceptCategories', 'exceptNames', 'exceptSkus'] as const;
type ListName = 'categories' | (typeof finer)[number];

interface GoodsFieldsProps {
  path: string;
  value: LineFilter;
  onChange: (filter: LineFilter) => void;
}

export function GoodsFields({ path, value, onChange }: GoodsFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const isFine = value.discounted !== undefined || finer.some((name) => value[name] !== undefined);
  const [isOpen, setOpen] = useState(isFine);
  const setList = (name: ListName) => (words: string[]) => {
    const { [name]: _, ...rest } = value;
    onChange(words.length === 0 ? rest : { ...rest, [name]: words });
  };
  return (
    <Stack gap="sm">
      <TagsField
        path={`${path}.categories`}
        label={t('goods.categories')}
        description={t('goods.categoriesHelp')}
        value={value.categories}
        onChange={setList('categories')}
        withKnown
      />
      {isOpen || isFine ? (
        <div className="rule-goods">
          {finer.map((name) => (
            <TagsField
              key={name}
              path={`${path}.${name}`}
              label={t(`goods.${name}`)}
              value={value[name]}
              onChange={setList(name)}
              withKnown
            />
          ))}
          <Discounted value={value} onChange={onChange} />
        </div>
      ) : (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setOpen(true)}>
          {t('goods.more')}
        </Anchor>
      )}
      <GroupProblem path={path} />
    </Stack>
  );
}

function Discounted({ value, onChange }: Pick<GoodsFieldsProps, 'value' | 'onChange'>) {
  const { t } = useTranslation('earning-rules');
  const choices = { either: undefined, yes: true, no: false } as const;
  const names = ['either', 'no', 'yes'] as const;
  const { discounted, ...rest } = value;
  return (
    <ChoiceField
      label={t('goods.discounted')}
      value={names.find((name) => choices[name] === discounted) ?? 'either'}
      options={names.map((name) => ({ value: name, label: t(`goods.discountedChoice.${name}`) }))}
      onChange={(name) => onChange(name === 'either' ? rest : { ...rest, discounted: choices[name] })}
    />
  );
}

interface BillOrGoodsProps {
  path: string;
  /** Undefined is the whole bill. */
  value: LineFilter | undefined;
  onChange: (filter: LineFilter | undefined) => void;
  isGoodsOnly?: boolean;
}

/** The whole bill, or only some goods of it. */
export function BillOrGoods({ path, value, onChange, isGoodsOnly = false }: BillOrGoodsProps) {
  const { t } = useTranslation('earning-rules');
  return (
    <Stack gap="sm">
      {!isGoodsOnly && (
        <SegmentedControl
          aria-label={t('goods.label')}
          w="fit-content"
          data={[
            { value: 'bill', label: t('goods.bill') },
            { value: 'goods', label: t('goods.chosen') },
          ]}
          value={value ? 'goods' : 'bill'}
          onChange={(choice) => onChange(choice === 'goods' ? {} : undefined)}
        />
      )}
      {(value || isGoodsOnly) && <GoodsFields path={path} value={value ?? {}} onChange={onChange} />}
    </Stack>
  );
}
