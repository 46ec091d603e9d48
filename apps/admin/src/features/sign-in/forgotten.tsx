/** What to do about a forgotten password or a lost phone: there are no letters, people help each other. */
import { Button, Code, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyAction } from '../../app/parts/secret-box.tsx';

const command = 'pnpm staff:reset-link you@example.com';

export function Forgotten({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('sign-in');
  return (
    <Stack gap="lg">
      <List type="ordered" size="md" spacing="sm">
        <List.Item>{t('forgotten.ask')}</List.Item>
        <List.Item>{t('forgotten.link')}</List.Item>
        <List.Item>{t('forgotten.code')}</List.Item>
      </List>
      <Stack gap="xs" className="quiet-box">
        <Text size="sm" fw={500}>
          {t('forgotten.aloneTitle')}
        </Text>
        <Text size="sm">{t('forgotten.alone')}</Text>
        <Code px="sm" py={8} fz="sm" style={{ wordBreak: 'break-word' }}>
          {command}
        </Code>
        <CopyAction value={command} />
      </Stack>
      <Button variant="default" size="md" onClick={onBack} autoFocus>
        {t('forgotten.back')}
      </Button>
    </Stack>
  );
}
