/** How much a rule may give: to one person in a period, at once, and to everybody together. */
import { Menu, Stack, Text } from '@mantine/core';
import type { EarningLimits } from '@regulars/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { ChoiceField, CountField, GroupProblem } from './fields.tsx';
import { emptyNumber, type RuleDraft } from './rule-draft.ts';
import { AddButton, RemoveButton } from './row-buttons.tsx';
import { useRowKeys } from './use-row-keys.ts';

type PersonLimit = NonNullable<EarningLimits['person']>[number];
type Period = PersonLimit['period'];
const periods = ['day', 'week', 'month', 'year', 'ever'] as const satisfies readonly Period[];
const shared = ['eventPoints', 'totalPoints', 'totalTimes'] as const;
type SharedLimit = (typeof shared)[number];

interface LimitsFieldsProps {
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
}

export function LimitsFields({ draft: { limits }, onChange }: LimitsFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const person = limits.person ?? [];
  const rows = useRowKeys(person.length);
  const set = (next: EarningLimits) => onChange({ limits: next });
  const setPerson = (list: PersonLimit[]) => {
    const { person: _, ...rest } = limits;
    set(list.length === 0 ? rest : { ...rest, person: list });
  };
  const drop = (name: SharedLimit) => () => {
    const { [name]: _, ...rest } = limits;
    set(rest);
  };
  const isNone = person.length === 0 && shared.every((name) => limits[name] === undefined);
  return (
    <Surface title={t('limits.title')} lead={t(isNone ? 'limits.none' : 'limits.lead')}>
      <Stack gap="sm">
        {person.map((limit, index) => (
          <PersonRow
            key={rows.keys[index]}
            value={limit}
            path={`limits.person.${index}`}
            taken={person.map(({ period }) => period)}
            onChange={(next) => setPerson(person.map((one, at) => (at === index ? next : one)))}
            onRemove={() => {
              rows.forget(index);
              setPerson(person.filter((_, at) => at !== index));
            }}
          />
        ))}
        {shared.map((name) => {
          const value = limits[name];
          return value === undefined ? null : (
            <SharedRow
              key={name}
              name={name}
              value={value}
              onChange={(next) => set({ ...limits, [name]: next })}
              onRemove={drop(name)}
            />
          );
        })}
        <GroupProblem path="limits.person" />
        <AddLimit
          limits={limits}
          onPerson={(limit) => setPerson([...person, limit])}
          onShared={(name) => set({ ...limits, [name]: emptyNumber })}
        />
      </Stack>
    </Surface>
  );
}

interface PersonRowProps {
  value: PersonLimit;
  path: string;
  taken: readonly Period[];
  onChange: (limit: PersonLimit) => void;
  onRemove: () => void;
}

function PersonRow({ value, path, taken, onChange, onRemove }: PersonRowProps) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const set = (name: 'points' | 'times') => (count: number) => {
    const { [name]: _, ...rest } = value;
    onChange(Number.isNaN(count) ? rest : { ...rest, [name]: count });
  };
  return (
    <LimitRow title={t('limits.person')} onRemove={onRemove}>
      <ChoiceField
        label={t('limits.period')}
        value={value.period}
        options={periods
          .filter((period) => period === value.period || !taken.includes(period))
          .map((period) => ({ value: period, label: t(`limits.periods.${period}`) }))}
        onChange={(period) => onChange({ ...value, period })}
        w={190}
      />
      <CountField
        path={`${path}.points`}
        label={t('limits.points')}
        placeholder={t('limits.any')}
        suffix={` ${format.pointsNoun(5)}`}
        w={180}
        value={value.points ?? emptyNumber}
        onChange={set('points')}
      />
      <CountField
        path={`${path}.times`}
        label={t('limits.times')}
        placeholder={t('limits.any')}
        w={130}
        value={value.times ?? emptyNumber}
        onChange={set('times')}
      />
      <GroupProblem path={path} />
    </LimitRow>
  );
}

interface SharedRowProps {
  name: SharedLimit;
  value: number;
  onChange: (value: number) => void;
  onRemove: () => void;
}

function SharedRow({ name, value, onChange, onRemove }: SharedRowProps) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  return (
    <LimitRow title={t(`limits.${name}`)} onRemove={onRemove}>
      <CountField
        path={`limits.${name}`}
        label={t('limits.most')}
        description={t(`limits.${name}Help`)}
        {...(name === 'totalTimes' ? {} : { suffix: ` ${format.pointsNoun(5)}` })}
        className="short-input"
        value={value}
        onChange={onChange}
      />
    </LimitRow>
  );
}

interface LimitRowProps {
  title: string;
  onRemove: () => void;
  children: ReactNode;
}

function LimitRow({ title, onRemove, children }: LimitRowProps) {
  const { t } = useTranslation('earning-rules');
  return (
    <fieldset className="rule-condition" aria-label={title}>
      <div className="rule-limit-head">
        <Text fw={500} size="md">
          {title}
        </Text>
        <RemoveButton label={t('limits.remove', { title })} onClick={onRemove} />
      </div>
      <div className="rule-inline">{children}</div>
    </fieldset>
  );
}

interface AddLimitProps {
  limits: EarningLimits;
  onPerson: (limit: PersonLimit) => void;
  onShared: (name: SharedLimit) => void;
}

function AddLimit({ limits, onPerson, onShared }: AddLimitProps) {
  const { t } = useTranslation('earning-rules');
  const taken = (limits.person ?? []).map(({ period }) => period);
  // Most often it is points a month, then times a day.
  const free = (['month', 'day', 'week', 'year', 'ever'] as const).find((one) => !taken.includes(one));
  const left = shared.filter((name) => limits[name] === undefined);
  if (!free && left.length === 0) return null;
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <AddButton label={t('limits.add')} />
      </Menu.Target>
      <Menu.Dropdown>
        {free && <Menu.Item onClick={() => onPerson({ period: free })}>{t('limits.person')}</Menu.Item>}
        {left.map((name) => (
          <Menu.Item key={name} onClick={() => onShared(name)}>
            {t(`limits.${name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
