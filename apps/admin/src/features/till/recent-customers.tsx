/** Customers served in this session of the till, to go on with at a tap. */
import { Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { CustomerName } from '../customers/customer-name.tsx';
import type { TillCustomer } from './draft.ts';
import type { RecentCustomer } from './use-draft.ts';

interface RecentCustomersProps {
  recent: RecentCustomer[];
  onChoose: (customer: TillCustomer) => void;
}

export function RecentCustomers({ recent, onChoose }: RecentCustomersProps) {
  const { t } = useTranslation('till');
  const format = useFormat();
  if (recent.length === 0) return null;
  return (
    <Surface title={t('recent.title')}>
      <Stack gap={4} mx={-8}>
        {recent.map(({ customer, at }) => (
          <UnstyledButton
            key={customer.id}
            className="nav-item"
            mih={52}
            w="100%"
            onClick={() => onChoose(customer)}
          >
            <Group justify="space-between" wrap="nowrap" w="100%">
              <CustomerName customer={customer} note={customer.phone} />
              <Text size="sm" c="dimmed">
                {format.time(at)}
              </Text>
            </Group>
          </UnstyledButton>
        ))}
      </Stack>
    </Surface>
  );
}
