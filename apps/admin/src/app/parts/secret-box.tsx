/** A secret or link that is shown only now: mono text, a copy button that says "copied", and a warning. */
import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconEyeOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface SecretBoxProps {
  label: string;
  value: string;
  /** What to do with it and that it is not shown again. */
  note?: string;
}

export function SecretBox({ label, value, note }: SecretBoxProps) {
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="xs" wrap="nowrap" align="stretch">
        <Code flex={1} px="sm" py={8} fz="sm" style={{ wordBreak: 'break-all', alignSelf: 'center' }}>
          {value}
        </Code>
        <CopyAction value={value} />
      </Group>
      {note && (
        <Alert
          color="yellow"
          variant="light"
          icon={<IconEyeOff size={18} />}
          py="xs"
          c="var(--mantine-color-text)"
        >
          {note}
        </Alert>
      )}
    </Stack>
  );
}

export function CopyAction({ value }: { value: string }) {
  const { t } = useTranslation('app');
  return (
    <CopyButton value={value} timeout={2000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        >
          {copied ? t('copied') : t('copy')}
        </Button>
      )}
    </CopyButton>
  );
}
