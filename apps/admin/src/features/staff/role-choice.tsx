/** A role to choose, each with what it may do; only those the person may hand out. */
import { Radio, Stack } from '@mantine/core';
import { type Role, roleMayGrant, roles } from '@regulars/contracts/permissions';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';

export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const { t } = useTranslation('staff');
  const mine = useBrand().role;
  return (
    <Radio.Group
      label={t('role')}
      value={value}
      onChange={(chosen) => {
        const role = roles.find((known) => known === chosen);
        if (role) onChange(role);
      }}
    >
      <Stack gap="xs" mt={6}>
        {roles
          .filter((role) => roleMayGrant(mine, role))
          .map((role) => (
            <Radio key={role} value={role} label={t(`app:role.${role}`)} description={t(`may.${role}`)} />
          ))}
      </Stack>
    </Radio.Group>
  );
}
