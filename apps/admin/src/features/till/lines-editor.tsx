/** The bill line by line; what earns and what may be paid with points is a line's own business. */
import { ActionIcon, Button, Group, NumberInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyInput } from '../../app/parts/money-input.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { type DraftLine, emptyLine, lineTotalMinor } from './draft.ts';

interface LinesEditorProps {
  lines: DraftLine[];
  digits: number;
  onChange: (lines: DraftLine[]) => void;
}

const mostLines = 100;

export function LinesEditor({ lines, digits, onChange }: LinesEditorProps) {
  const { t } = useTranslation('till');
  const format = useFormat();
  const total = lines.reduce((sum, line) => sum + lineTotalMinor(line, digits), 0);
  function change(id: string, part: Partial<DraftLine>) {
    onChange(lines.map((line) => (line.id === id ? { ...line, ...part } : line)));
  }
  function add() {
    const last = Math.max(0, ...lines.map(({ id }) => Number(id)));
    if (lines.length < mostLines) onChange([...lines, emptyLine(String(last + 1))]);
  }
  /** In the last line Enter asks for one more; Ctrl+Enter sells. */
  function onKeyDown(event: KeyboardEvent, line: DraftLine) {
    const isText = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (event.key !== 'Enter' || !isText || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (line.id === lines.at(-1)?.id && line.price !== '') add();
  }
  return (
    <Stack gap="md">
      {lines.map((line, index) => (
        <fieldset
          key={line.id}
          className="plain-fieldset"
          aria-label={t('lines.line', { number: index + 1 })}
          onKeyDown={(event) => onKeyDown(event, line)}
        >
          <Line
            line={line}
            digits={digits}
            onChange={(part) => change(line.id, part)}
            onRemove={lines.length > 1 ? () => onChange(lines.filter(({ id }) => id !== line.id)) : null}
          />
        </fieldset>
      ))}
      <Group justify="space-between">
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
          {t('lines.add')}
        </Button>
        <Text fw={600} size="xl" className="figures">
          {format.money(total)}
        </Text>
      </Group>
    </Stack>
  );
}

interface LineProps {
  line: DraftLine;
  digits: number;
  onChange: (part: Partial<DraftLine>) => void;
  onRemove: (() => void) | null;
}

function Line({ line, digits, onChange, onRemove }: LineProps) {
  const { t } = useTranslation('till');
  const format = useFormat();
  return (
    <Stack gap={8} pb="md" style={{ borderBottom: '1px solid var(--surface-line)' }}>
      <div className="till-line">
        <TextInput
          label={t('lines.name')}
          placeholder={t('lines.namePlaceholder')}
          maxLength={200}
          autoFocus={line.name === ''}
          value={line.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <NumberInput
          label={t('lines.quantity')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          hideControls
          value={line.quantity}
          onChange={(value) => onChange({ quantity: Math.max(1, Number(value) || 1) })}
        />
        <MoneyInput
          label={t('lines.price')}
          value={line.price}
          onChange={(value) => onChange({ price: String(value) })}
        />
        <MoneyInput
          label={t('lines.discount')}
          value={line.discount}
          onChange={(value) => onChange({ discount: String(value) })}
        />
      </div>
      <Group justify="space-between" gap="sm">
        <Group gap="md">
          <Switch
            label={t('lines.earns')}
            checked={line.earns}
            onChange={(event) => onChange({ earns: event.currentTarget.checked })}
          />
          <Switch
            label={t('lines.payable')}
            checked={line.payable}
            onChange={(event) => onChange({ payable: event.currentTarget.checked })}
          />
        </Group>
        <Group gap={4}>
          <Text className="figures" fw={500}>
            {format.money(lineTotalMinor(line, digits))}
          </Text>
          {onRemove && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={38}
              aria-label={t('lines.remove', { name: line.name })}
              onClick={onRemove}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
      </Group>
    </Stack>
  );
}
