/** A titled part of a long form. */
import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap="md" component="section">
      <Title order={2}>{title}</Title>
      {children}
    </Stack>
  );
}
