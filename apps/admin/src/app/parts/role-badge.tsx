/** A staff role as a small badge in words. */
import { Badge } from '@mantine/core';
import type { Role } from '@regulars/contracts/permissions';
import { useTranslation } from 'react-i18next';

export function RoleBadge({ role }: { role: Role }) {
  const { t } = useTranslation('app');
  return (
    <Badge variant={role === 'owner' ? 'filled' : 'default'} radius="sm" tt="none" fw={500} miw="max-content">
      {t(`role.${role}`)}
    </Badge>
  );
}
