/** A customer as a line: picture or initials, name, and what is known besides. */
import { Avatar, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface NamedCustomer {
  firstName: string | null;
  lastName: string | null;
  photoUrl?: string | null;
}

/** "Анна Лебедева", or that there is no name. */
export function useCustomerName(): (customer: NamedCustomer) => string {
  const { t } = useTranslation('app');
  return ({ firstName, lastName }) => [firstName, lastName].filter(Boolean).join(' ') || t('nameless');
}

interface CustomerNameProps {
  customer: NamedCustomer;
  note?: ReactNode;
  size?: number;
}

export function CustomerName({ customer, note, size = 34 }: CustomerNameProps) {
  const name = useCustomerName()(customer);
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      <CustomerAvatar customer={customer} size={size} />
      <div style={{ minWidth: 0 }}>
        <Text size="md" fw={500} truncate>
          {name}
        </Text>
        {note && (
          <Text size="sm" c="dimmed" truncate>
            {note}
          </Text>
        )}
      </div>
    </Group>
  );
}

export function CustomerAvatar({ customer, size = 34 }: { customer: NamedCustomer; size?: number }) {
  const initials = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return (
    <Avatar
      src={customer.photoUrl ?? null}
      name={initials}
      color="leaf"
      size={size}
      radius="xl"
      alt=""
      aria-hidden
      variant="filled"
      style={{ flex: 'none' }}
    />
  );
}
