/** A card on the canvas: optional title, sentence and corner action over its content. */
import { Box, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SurfaceProps {
  title?: ReactNode;
  lead?: ReactNode;
  action?: ReactNode;
  /** False for tables that reach to the edges. */
  padded?: boolean;
  children?: ReactNode;
}

export function Surface({ title, lead, action, padded = true, children }: SurfaceProps) {
  const hasHead = Boolean(title || action);
  return (
    <Box component="section" className={padded ? 'surface' : 'surface surface-flush'} p={padded ? 'lg' : 0}>
      {hasHead && (
        <Group
          justify="space-between"
          align="flex-start"
          wrap="nowrap"
          mb={padded ? 'md' : 0}
          {...(padded ? {} : { px: 'lg', pt: 'lg', pb: 'sm' })}
        >
          <Box>
            {title && <Title order={2}>{title}</Title>}
            {lead && (
              <Text c="dimmed" size="sm" mt={2}>
                {lead}
              </Text>
            )}
          </Box>
          {action}
        </Group>
      )}
      {children}
    </Box>
  );
}
