/** The person's own account: name and language, password, second step, passkeys, sessions. */
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/parts/page.tsx';
import { ChangePassword } from './change-password.tsx';
import { Passkeys } from './passkeys.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';
import { TwoSteps } from './two-steps.tsx';

export function AccountPage() {
  const { t } = useTranslation('account');
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <Profile />
        <TwoSteps />
        <Passkeys />
        <ChangePassword />
        <Sessions />
      </Stack>
    </Page>
  );
}
