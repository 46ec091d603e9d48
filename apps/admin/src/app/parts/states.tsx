/** What a part of a page shows when there is nothing (EmptyState) or something went wrong (LoadError). */
import { Alert, Button, Stack, Text, ThemeIcon } from '@mantine/core';
import { type Icon, IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from './refusal.ts';

interface EmptyStateProps {
  icon: Icon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Explains why it is empty and invites to the next step. */
export function EmptyState({ icon: IconPart, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap={6} py={48} px="lg" ta="center">
      <ThemeIcon size={48} radius="xl" variant="default" c="dimmed" mb={6}>
        <IconPart size={24} stroke={1.6} />
      </ThemeIcon>
      <Text fw={600} size="md">
        {title}
      </Text>
      {children && (
        <Text c="dimmed" size="sm" maw={420}>
          {children}
        </Text>
      )}
      {action && <div style={{ marginTop: 10 }}>{action}</div>}
    </Stack>
  );
}

/** The refusal in words and a button that tries again. */
export function LoadError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('app');
  const textOf = useRefusalText();
  return (
    <Alert color="red" variant="light" icon={<IconCloudOff size={20} />} title={t('problem.title')}>
      <Text size="sm" mb="sm">
        {textOf(error)}
      </Text>
      <Button size="xs" variant="default" onClick={onRetry}>
        {t('retry')}
      </Button>
    </Alert>
  );
}
