/** Everyone on the staff, with the acts the reader's own role allows on them. */
import { ActionIcon, Avatar, Badge, Group, Menu, Text } from '@mantine/core';
import type { StaffMember } from '@regulars/contracts';
import { roleMayGrant } from '@regulars/contracts/permissions';
import { IconDots, IconShieldCheck, IconUserEdit, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { type Column, DataTable } from '../../app/parts/data-table.tsx';
import { RoleBadge } from '../../app/parts/role-badge.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useWholeList } from '../../app/parts/use-list.ts';
import { RoleDialog } from './role-dialog.tsx';
import { useStaffActions, useStaffList } from './use-staff-list.ts';

export function StaffTable() {
  const { t } = useTranslation('staff');
  const list = useWholeList(useStaffList());
  const { remove } = useStaffActions();
  const [changing, setChanging] = useState<StaffMember | null>(null);
  const [removing, setRemoving] = useState<StaffMember | null>(null);
  const columns = useColumns({ onChange: setChanging, onRemove: setRemoving });
  return (
    <>
      <DataTable label={t('title')} columns={columns} list={list} rowKey={({ id }) => id} empty={null} />
      {changing && <RoleDialog person={changing} onClose={() => setChanging(null)} />}
      <ConfirmDialog
        opened={removing !== null}
        title={t('remove.title', { name: removing?.name })}
        confirmLabel={t('remove.action')}
        onClose={() => setRemoving(null)}
        onConfirm={async () => removing && remove.mutateAsync(removing.id)}
      >
        {t('remove.body')}
      </ConfirmDialog>
    </>
  );
}

interface Acts {
  onChange: (person: StaffMember) => void;
  onRemove: (person: StaffMember) => void;
}

function useColumns(acts: Acts): Column<StaffMember>[] {
  const { t } = useTranslation('staff');
  const format = useFormat();
  const { may, role: mine } = useBrand();
  const mayAct = (person: StaffMember) =>
    may('staff.write') && !person.isMe && (mine === 'owner' || roleMayGrant(mine, person.role));
  return [
    { key: 'name', header: t('column.person'), render: (person) => <Person person={person} /> },
    { key: 'role', header: t('role'), render: ({ role }) => <RoleBadge role={role} /> },
    {
      key: 'twoFactor',
      header: t('column.protection'),
      render: ({ twoFactorEnabled }) => (
        <Group gap={6} wrap="nowrap" c={twoFactorEnabled ? 'var(--text-gain)' : 'dimmed'}>
          {twoFactorEnabled && <IconShieldCheck size={16} aria-hidden />}
          <Text size="sm">{t(twoFactorEnabled ? 'twoSteps' : 'passwordOnly')}</Text>
        </Group>
      ),
    },
    {
      key: 'seen',
      header: t('column.seen'),
      render: ({ lastSeenAt }) => (
        <Text size="sm" c="dimmed">
          {lastSeenAt ? format.moment(lastSeenAt) : t('never')}
        </Text>
      ),
    },
    {
      key: 'acts',
      header: '',
      align: 'right',
      width: 60,
      render: (person) => (mayAct(person) ? <PersonActs person={person} {...acts} /> : null),
    },
  ];
}

function Person({ person }: { person: StaffMember }) {
  const { t } = useTranslation('staff');
  return (
    <Group gap="sm" wrap="nowrap">
      <Avatar name={person.name} color="leaf" variant="filled" size={32} radius="xl" alt="" aria-hidden />
      <div>
        <Group gap={6}>
          <Text size="md" fw={500}>
            {person.name}
          </Text>
          {person.isMe && (
            <Badge size="sm" variant="default" tt="none">
              {t('you')}
            </Badge>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {person.email}
        </Text>
      </div>
    </Group>
  );
}

function PersonActs({ person, onChange, onRemove }: Acts & { person: StaffMember }) {
  const { t } = useTranslation('staff');
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('acts', { name: person.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserEdit size={16} />} onClick={() => onChange(person)}>
          {t('changeRole.action')}
        </Menu.Item>
        <Menu.Item
          c="var(--mantine-color-error)"
          leftSection={<IconUserMinus size={16} />}
          onClick={() => onRemove(person)}
        >
          {t('remove.action')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
