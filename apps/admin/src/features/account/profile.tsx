/** The person's own name, e-mail and language of the admin. */
import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useStaff } from '../../app/session.tsx';
import { LanguageSwitch } from '../../app/shell/language-switch.tsx';

export function Profile() {
  const { t } = useTranslation('account');
  const { name, email } = useStaff();
  return (
    <Surface title={t('profile.title')}>
      <Stack gap="md" maw={360}>
        <Fact label={t('profile.name')} value={name} />
        <Fact label={t('profile.email')} value={email} />
        <div>
          <Text size="sm" fw={500} mb={4}>
            {t('profile.language')}
          </Text>
          <LanguageSwitch saved />
        </div>
      </Stack>
    </Surface>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="md">{value}</Text>
    </div>
  );
}
