/** Everyone on the staff, with the acts the reader's own role allows on them. */
import { ActionIcon, Avatar, Badge, Group, Menu, Text } from '@mantine/core';
import type { StaffMember } from '@regulars/contracts';
import { roleMayGrant } from '@regulars/contracts/permissions';
import {
  IconBuildingStore,
  IconDots,
  IconKey,
  IconShieldCheck,
  IconShieldOff,
  IconUserEdit,
  IconUserMinus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { type Column, DataTable } from '../../app/parts/data-table.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { RoleBadge } from '../../app/parts/role-badge.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useWholeList } from '../../app/parts/use-list.ts';
import { ResetLinkDialog } from './reset-link-dialog.tsx';
import { useShopOptions } from '../shops/use-shops.ts';
import { RoleDialog } from './role-dialog.tsx';
import { ShopsDialog } from './shops-dialog.tsx';
import { useStaffActions, useStaffList } from './use-staff-list.ts';

export function StaffTable() {
  const { t } = useTranslation('staff');
  const list = useWholeList(useStaffList());
  const [chosen, setChosen] = useState<{ act: Act; person: StaffMember } | null>(null);
  const columns = useColumns((act, person) => setChosen({ act, person }));
  return (
    <>
      <DataTable label={t('title')} columns={columns} list={list} rowKey={({ id }) => id} empty={null} />
      {chosen && <ActDialog {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

type Act = 'changeRole' | 'shops' | 'resetLink' | 'dropTwoSteps' | 'remove';
type OnAct = (act: Act, person: StaffMember) => void;

interface ActDialogProps {
  act: Act;
  person: StaffMember;
  onClose: () => void;
}

function ActDialog({ act, person, onClose }: ActDialogProps) {
  const { t } = useTranslation('staff');
  const notify = useNotify();
  const { remove, dropTwoSteps } = useStaffActions();
  const { id, name } = person;
  switch (act) {
    case 'changeRole':
      return <RoleDialog person={person} onClose={onClose} />;
    case 'shops':
      return <ShopsDialog person={person} onClose={onClose} />;
    case 'resetLink':
      return <ResetLinkDialog person={person} onClose={onClose} />;
    case 'dropTwoSteps':
      return (
        <ConfirmDialog
          opened
          title={t('dropTwoSteps.title', { name })}
          confirmLabel={t('dropTwoSteps.action')}
          onClose={onClose}
          onConfirm={async () => {
            await dropTwoSteps.mutateAsync(id);
            notify.done(t('dropTwoSteps.done', { name }));
          }}
        >
          {t('dropTwoSteps.body')}
        </ConfirmDialog>
      );
    case 'remove':
      return (
        <ConfirmDialog
          opened
          title={t('remove.title', { name })}
          confirmLabel={t('remove.action')}
          onClose={onClose}
          onConfirm={() => remove.mutateAsync(id)}
        >
          {t('remove.body')}
        </ConfirmDialog>
      );
  }
}

function useColumns(onAct: OnAct): Column<StaffMember>[] {
  const { t } = useTranslation('staff');
  const format = useFormat();
  const { may, role: mine } = useBrand();
  const mayAct = (person: StaffMember) =>
    may('staff.write') && !person.isMe && (mine === 'owner' || roleMayGrant(mine, person.role));
  return [
    { key: 'name', header: t('column.person'), render: (person) => <Person person={person} /> },
    {
      key: 'role',
      header: t('role'),
      render: ({ role, shops }) => (
        <>
          <RoleBadge role={role} />
          {role !== 'owner' && shops.length > 0 && (
            <Text size="sm" c="dimmed" mt={4}>
              {shops.map(({ name }) => name).join(', ')}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'twoFactor',
      header: t('column.protection'),
      render: (person) => <Protection person={person} />,
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
      render: (person) => (mayAct(person) ? <PersonActs person={person} onAct={onAct} /> : null),
    },
  ];
}

function Protection({ person: { twoFactorEnabled, hasPasskey } }: { person: StaffMember }) {
  const { t } = useTranslation('staff');
  const ways = [twoFactorEnabled ? t('twoSteps') : null, hasPasskey ? t('passkey') : null].filter(Boolean);
  return (
    <Group gap={6} wrap="nowrap" c={ways.length > 0 ? 'var(--text-gain)' : 'dimmed'}>
      {ways.length > 0 && <IconShieldCheck size={16} aria-hidden style={{ flex: 'none' }} />}
      <Text size="sm">{ways.join(', ') || t('passwordOnly')}</Text>
    </Group>
  );
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

function PersonActs({ person, onAct }: { person: StaffMember; onAct: OnAct }) {
  const { t } = useTranslation('staff');
  const hasShops = useShopOptions().length > 0;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('acts', { name: person.name })}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconUserEdit size={16} />} onClick={() => onAct('changeRole', person)}>
          {t('changeRole.action')}
        </Menu.Item>
        {hasShops && person.role !== 'owner' && (
          <Menu.Item leftSection={<IconBuildingStore size={16} />} onClick={() => onAct('shops', person)}>
            {t('shops.action')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconKey size={16} />} onClick={() => onAct('resetLink', person)}>
          {t('resetLink.action')}
        </Menu.Item>
        {(person.twoFactorEnabled || person.hasPasskey) && (
          <Menu.Item leftSection={<IconShieldOff size={16} />} onClick={() => onAct('dropTwoSteps', person)}>
            {t('dropTwoSteps.action')}
          </Menu.Item>
        )}
        <Menu.Item
          c="var(--mantine-color-error)"
          leftSection={<IconUserMinus size={16} />}
          onClick={() => onAct('remove', person)}
        >
          {t('remove.action')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
