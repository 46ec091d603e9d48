/** One filter of a list as a chip: says its choice, opens the choices, and is taken away with one more tap. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconX } from '@tabler/icons-react';

interface FilterChipProps {
  label: string;
  /** Empty when the filter is off. */
  value: string;
  options: readonly { value: string; label: string }[];
  /** The choice that switches it off. */
  anyLabel: string;
  onChange: (value: string) => void;
}

export function FilterChip({ label, value, options, anyLabel, onChange }: FilterChipProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button
          radius="xl"
          variant={chosen ? 'light' : 'default'}
          fw={500}
          px="sm"
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {chosen ? `${label}: ${chosen.label}` : label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={chosen ? <IconX size={16} /> : <IconCheck size={16} />}
          onClick={() => onChange('')}
        >
          {anyLabel}
        </Menu.Item>
        {options.map((option) => (
          <Menu.Item
            key={option.value}
            leftSection={
              <IconCheck size={16} style={{ visibility: option.value === value ? 'visible' : 'hidden' }} />
            }
            onClick={() => onChange(option.value)}
          >
            {option.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
