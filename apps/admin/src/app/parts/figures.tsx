/** A few numbers beside each other, each under its name. */
import { SimpleGrid, type SimpleGridProps, Text } from '@mantine/core';

interface FiguresProps {
  figures: readonly { label: string; value: string; isBad?: boolean }[];
  cols?: NonNullable<SimpleGridProps['cols']>;
}

const usualCols = { base: 2, xs: 3, md: 6 };

export function Figures({ figures, cols = usualCols }: FiguresProps) {
  return (
    <SimpleGrid cols={cols}>
      {figures.map(({ label, value, isBad = false }) => (
        <div key={label}>
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          <Text size="xl" fw={600} className="figures" {...(isBad ? { c: 'var(--text-loss)' } : {})}>
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}
