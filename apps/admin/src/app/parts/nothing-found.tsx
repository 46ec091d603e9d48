/** An empty result of a filtered list: names every filter that is on, each to be dropped at a tap. */
import { Button, Group } from '@mantine/core';
import { IconFilterOff, IconX } from '@tabler/icons-react';
import { EmptyState } from './states.tsx';

export interface ActiveFilter {
  label: string;
  drop: () => void;
}

interface NothingFoundProps {
  title: string;
  lead: string;
  filters: readonly ActiveFilter[];
}

export function NothingFound({ title, lead, filters }: NothingFoundProps) {
  return (
    <EmptyState
      icon={IconFilterOff}
      title={title}
      action={
        <Group gap="xs" justify="center">
          {filters.map(({ label, drop }) => (
            <Button
              key={label}
              variant="default"
              radius="xl"
              rightSection={<IconX size={14} aria-hidden />}
              onClick={drop}
            >
              {label}
            </Button>
          ))}
        </Group>
      }
    >
      {lead}
    </EmptyState>
  );
}
