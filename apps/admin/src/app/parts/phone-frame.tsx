/** A phone around what a customer will see. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

export function PhoneFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="phone">
      <Text ta="center" size="sm" fw={600} pb={12} truncate>
        {title}
      </Text>
      {children}
    </div>
  );
}
