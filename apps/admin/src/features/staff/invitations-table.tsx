/** Invitations, open ones first, each open one revocable. */
import { Badge, Button, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { ConfirmDialog } from '../../app/parts/confirm-dialog.tsx';
import { DataTable } from '../../app/parts/data-table.tsx';
import { RoleBadge } from '../../app/parts/role-badge.tsx';
import { EmptyState } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { useWholeList } from '../../app/parts/use-list.ts';
import { useInvitations, useStaffActions } from './use-staff-list.ts';

export function InvitationsTable() {
  const { t } = useTranslation('staff');
  const format = useFormat();
  const { may } = useBrand();
  const list = useWholeList(useInvitations());
  const { revoke } = useStaffActions();
  const [revoking, setRevoking] = useState<string | null>(null);
  return (
    <>
      <DataTable
        label={t('invitations.title')}
        list={list}
        rowKey={({ id }) => id}
        empty={
          <EmptyState icon={IconMail} title={t('invitations.none')}>
            {t('invitations.noneLead')}
          </EmptyState>
        }
        columns={[
          {
            key: 'whom',
            header: t('invitations.whom'),
            render: ({ email, invitedBy }) => (
              <>
                {email ?? t('invitations.anyone')}
                <Text size="sm" c="dimmed">
                  {t('invitations.by', { name: invitedBy })}
                </Text>
              </>
            ),
          },
          { key: 'role', header: t('role'), render: ({ role }) => <RoleBadge role={role} /> },
          {
            key: 'state',
            header: t('invitations.state'),
            render: ({ state, expiresAt }) =>
              state === 'open' ? (
                <Text size="sm">{t('invitations.until', { when: format.moment(expiresAt) })}</Text>
              ) : (
                <Badge variant="default" tt="none">
                  {t(`invitations.${state}`)}
                </Badge>
              ),
          },
          {
            key: 'revoke',
            header: '',
            align: 'right',
            render: ({ id, state }) =>
              state === 'open' && may('staff.write') ? (
                <Button size="xs" variant="default" onClick={() => setRevoking(id)}>
                  {t('invitations.revoke')}
                </Button>
              ) : null,
          },
        ]}
      />
      <ConfirmDialog
        opened={revoking !== null}
        title={t('invitations.askTitle')}
        confirmLabel={t('invitations.revoke')}
        onClose={() => setRevoking(null)}
        onConfirm={async () => revoking && revoke.mutateAsync(revoking)}
      >
        {t('invitations.askBody')}
      </ConfirmDialog>
    </>
  );
}
