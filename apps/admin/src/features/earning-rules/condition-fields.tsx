/** When a rule pays: conditions one below the other, with groups for those who need "either" or "except". */
import { Box, Group, Menu, Stack, Text } from '@mantine/core';
import type { EarningCondition } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { ChoiceField, GroupProblem } from './fields.tsx';
import { FactFields } from './fact-fields.tsx';
import {
  asGroup,
  type ConditionGroup,
  type FactKind,
  isGroup,
  newFact,
  type RuleDraft,
} from './rule-draft.ts';
import { AddButton, RemoveButton } from './row-buttons.tsx';
import { mayAsk } from './rule-problems.ts';
import { useRowKeys } from './use-row-keys.ts';

/** In the order of the menu; a segment cannot be chosen here yet. */
const factGroups = {
  time: ['hours', 'weekday', 'dates'],
  purchase: ['total', 'lines', 'bought', 'purchaseNumber', 'redeemed', 'shop', 'channel'],
  person: ['membership', 'birthday', 'spent', 'tier', 'event', 'language', 'source'],
  event: ['property'],
} as const satisfies Record<string, readonly FactKind[]>;
const groupNames = ['time', 'purchase', 'person', 'event'] as const;
/** What most rules ask, a click away. */
const quickKinds = ['hours', 'weekday', 'total'] as const;
/** The contract's limit of groups inside groups. */
const deepest = 5;

type Trigger = RuleDraft['trigger']['kind'];

interface ConditionFieldsProps {
  draft: RuleDraft;
  onChange: (part: Partial<RuleDraft>) => void;
}

export function ConditionFields({ draft, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('earning-rules');
  const trigger = draft.trigger.kind;
  const root = asGroup(draft.conditions);
  return (
    <Surface title={t('when.title')} lead={t(root.of.length === 0 ? 'when.always' : 'when.lead')}>
      <Stack gap="sm">
        {root.of.length > 1 && (
          <GroupKind value={root.kind} onChange={(kind) => onChange({ conditions: { ...root, kind } })} />
        )}
        <Members
          group={root}
          path="conditions"
          depth={1}
          trigger={trigger}
          onChange={(conditions) => onChange({ conditions: conditions.of.length ? conditions : everything })}
        />
        <GroupProblem path="conditions" />
      </Stack>
    </Surface>
  );
}

const everything: ConditionGroup = { kind: 'all', of: [] };

interface MembersProps {
  group: ConditionGroup;
  path: string;
  depth: number;
  trigger: Trigger;
  onChange: (group: ConditionGroup) => void;
}

function Members({ group, path, depth, trigger, onChange }: MembersProps) {
  const rows = useRowKeys(group.of.length);
  const replace = (index: number) => (next: EarningCondition) =>
    onChange({ ...group, of: group.of.map((part, at) => (at === index ? next : part)) });
  const remove = (index: number) => () => {
    rows.forget(index);
    onChange({ ...group, of: group.of.filter((_, at) => at !== index) });
  };
  return (
    <>
      {group.of.map((part, index) => (
        <Condition
          key={rows.keys[index]}
          value={part}
          path={`${path}.of.${index}`}
          depth={depth}
          trigger={trigger}
          onChange={replace(index)}
          onRemove={remove(index)}
        />
      ))}
      <AddCondition
        trigger={trigger}
        depth={depth}
        onAdd={(condition) => onChange({ ...group, of: [...group.of, condition] })}
      />
    </>
  );
}

interface ConditionProps {
  value: EarningCondition;
  path: string;
  depth: number;
  trigger: Trigger;
  onChange: (condition: EarningCondition) => void;
  onRemove: () => void;
}

/** A question or a group of them; either may be turned round with "except". */
function Condition({ value, path, depth, trigger, onChange, onRemove }: ConditionProps) {
  const { t } = useTranslation('earning-rules');
  const isExcept = value.kind === 'not';
  const inner = isExcept ? value.of : value;
  const innerPath = isExcept ? `${path}.of` : path;
  const setInner = (next: EarningCondition) => onChange(isExcept ? { kind: 'not', of: next } : next);
  const title = t(isGroup(inner) ? 'when.group' : `fact.${inner.kind}.title`);
  return (
    <Box component="fieldset" className="rule-condition" aria-label={title}>
      <Group gap="xs" wrap="nowrap" align="center">
        <ChoiceField
          label={t('when.sense')}
          isLabelHidden
          value={isExcept ? 'except' : 'if'}
          options={(['if', 'except'] as const).map((sense) => ({ value: sense, label: t(`when.${sense}`) }))}
          onChange={(sense) => onChange(sense === 'except' ? { kind: 'not', of: inner } : inner)}
          w={104}
        />
        <Text fw={500} size="md" flex={1}>
          {title}
        </Text>
        <RemoveButton label={t('when.remove', { title })} onClick={onRemove} />
      </Group>
      {isGroup(inner) ? (
        <Stack gap="sm" className="rule-group">
          <GroupKind value={inner.kind} onChange={(kind) => setInner({ ...inner, kind })} />
          <Members
            group={inner}
            path={innerPath}
            depth={depth + (isExcept ? 2 : 1)}
            trigger={trigger}
            onChange={setInner}
          />
          <GroupProblem path={`${innerPath}.of`} />
        </Stack>
      ) : inner.kind === 'not' ? (
        <Condition
          value={inner}
          path={innerPath}
          depth={depth + 1}
          trigger={trigger}
          onChange={setInner}
          onRemove={onRemove}
        />
      ) : (
        <FactFields value={inner} path={innerPath} onChange={setInner} />
      )}
      <GroupProblem path={innerPath} />
    </Box>
  );
}

interface GroupKindProps {
  value: ConditionGroup['kind'];
  onChange: (kind: ConditionGroup['kind']) => void;
}

function GroupKind({ value, onChange }: GroupKindProps) {
  const { t } = useTranslation('earning-rules');
  return (
    <ChoiceField
      label={t('when.kind')}
      isLabelHidden
      value={value}
      options={(['all', 'any'] as const).map((kind) => ({ value: kind, label: t(`when.kinds.${kind}`) }))}
      onChange={onChange}
      w={280}
    />
  );
}

interface AddConditionProps {
  trigger: Trigger;
  depth: number;
  onAdd: (condition: EarningCondition) => void;
}

function AddCondition({ trigger, depth, onAdd }: AddConditionProps) {
  const { t } = useTranslation('earning-rules');
  const isTop = depth === 1;
  const quick = isTop ? quickKinds.filter((kind) => mayAsk(trigger, kind)) : [];
  return (
    <Group gap="xs">
      {quick.map((kind) => (
        <AddButton key={kind} label={t(`fact.${kind}.title`)} onClick={() => onAdd(newFact(kind))} />
      ))}
      <Menu position="bottom-start" shadow="md" width={270}>
        <Menu.Target>
          <AddButton label={t(isTop ? 'when.addMore' : 'when.add')} />
        </Menu.Target>
        <Menu.Dropdown mah={380} style={{ overflowY: 'auto' }}>
          {groupNames.map((name) => {
            const kinds = factGroups[name].filter((kind) => mayAsk(trigger, kind));
            return kinds.length === 0 ? null : (
              <Box key={name} role="group" aria-label={t(`when.menu.${name}`)}>
                <Menu.Label>{t(`when.menu.${name}`)}</Menu.Label>
                {kinds.map((kind) => (
                  <Menu.Item key={kind} onClick={() => onAdd(newFact(kind))}>
                    {t(`fact.${kind}.title`)}
                  </Menu.Item>
                ))}
              </Box>
            );
          })}
          {depth + 1 <= deepest && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => onAdd({ kind: 'any', of: [] })}>{t('when.addGroup')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
