/** Who works here and with which role, and who is invited. */
import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { Page } from '../../app/parts/page.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { InvitationsTable } from './invitations-table.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { StaffTable } from './staff-table.tsx';

export function StaffPage() {
  const { t } = useTranslation('staff');
  const { may } = useBrand();
  const [isInviting, inviting] = useDisclosure(false);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        may('staff.write') && (
          <Button leftSection={<IconUserPlus size={16} />} onClick={inviting.open}>
            {t('invite.action')}
          </Button>
        )
      }
    >
      <Stack gap="lg">
        <Surface padded={false}>
          <StaffTable />
        </Surface>
        <Surface padded={false} title={t('invitations.title')} lead={t('invitations.lead')}>
          <InvitationsTable />
        </Surface>
      </Stack>
      <InviteDialog opened={isInviting} onClose={inviting.close} />
    </Page>
  );
}
