/** Opening hours day by day: several intervals, days off, and one day's hours on all others. */
import { ActionIcon, Button, Group, Stack, Switch, Text } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import type { OpeningInterval } from '@regulars/contracts';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { asEveryDay, weekdays, withInterval } from './shop-draft.ts';

interface HoursFieldsProps {
  value: OpeningInterval[];
  onChange: (hours: OpeningInterval[]) => void;
}

export function HoursFields({ value, onChange }: HoursFieldsProps) {
  const { t } = useTranslation('shops');
  return (
    <Stack gap={4}>
      {weekdays.map((weekday) => (
        <Day key={weekday} weekday={weekday} hours={value} onChange={onChange} />
      ))}
      <Group>
        <Button size="compact-sm" variant="default" onClick={() => onChange(asEveryDay(value, 1))}>
          {t('hours.asMonday')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('hours.night')}
      </Text>
    </Stack>
  );
}

interface DayProps {
  weekday: number;
  hours: OpeningInterval[];
  onChange: (hours: OpeningInterval[]) => void;
}

function Day({ weekday, hours, onChange }: DayProps) {
  const { t } = useTranslation('shops');
  const nameOf = useWeekdayName();
  const day = nameOf(weekday, 'long');
  const ofDay = hours.filter((one) => one.weekday === weekday);
  const replace = (old: OpeningInterval, part: Partial<OpeningInterval>) =>
    onChange(hours.map((one) => (one === old ? { ...one, ...part } : one)));
  return (
    <Group component="fieldset" gap="xs" className="plain-fieldset" align="flex-start" wrap="nowrap" mih={44}>
      <Switch
        w={112}
        mt={8}
        label={day}
        checked={ofDay.length > 0}
        onChange={({ currentTarget: { checked } }) =>
          onChange(checked ? withInterval(hours, weekday) : hours.filter((one) => one.weekday !== weekday))
        }
      />
      {ofDay.length === 0 && (
        <Text size="sm" c="dimmed" mt={8}>
          {t('hours.dayOff')}
        </Text>
      )}
      <Stack gap={4}>
        {ofDay.map((interval, index) => (
          <Group key={index} gap={6} wrap="nowrap">
            {(['from', 'until'] as const).map((end) => (
              <TimePicker
                key={end}
                aria-label={t(`hours.${end}`, { day })}
                hoursInputLabel={t(`hours.${end}Hour`, { day })}
                minutesInputLabel={t(`hours.${end}Minute`, { day })}
                w={84}
                value={interval[end]}
                onChange={(time) => replace(interval, { [end]: time.slice(0, 5) })}
              />
            ))}
            {index > 0 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={34}
                aria-label={t('hours.remove', { day })}
                onClick={() => onChange(hours.filter((one) => one !== interval))}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
            {index === 0 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={34}
                aria-label={t('hours.add', { day })}
                onClick={() => onChange(withInterval(hours, weekday))}
              >
                <IconPlus size={16} />
              </ActionIcon>
            )}
          </Group>
        ))}
      </Stack>
    </Group>
  );
}

/** A Monday, from which the names of the days are written. */
const mondayUtc = Date.UTC(2024, 0, 1);

export function useWeekdayName() {
  const { i18n } = useTranslation();
  return (weekday: number, style: 'short' | 'long') =>
    new Intl.DateTimeFormat(i18n.language, { weekday: style, timeZone: 'UTC' }).format(
      mondayUtc + (weekday - 1) * 86_400_000,
    );
}
