/** The frame of a page: title, a sentence below it, actions on the right; the title also names the tab. */
import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

interface PageProps {
  title: string;
  /** One sentence on what the page is for. */
  lead?: ReactNode;
  actions?: ReactNode;
  /** `narrow` for forms, `wide` (default) for tables and dashboards. */
  width?: 'narrow' | 'wide';
  children: ReactNode;
}

export function Page({ title, lead, actions, width = 'wide', children }: PageProps) {
  const { t } = useTranslation('app');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <Box maw={width === 'narrow' ? 780 : 1180} mx="auto" pb={80}>
      <Group justify="space-between" align="flex-start" mb="lg" gap="md">
        <Box flex="1 1 320px">
          <Title order={1} tabIndex={-1}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="md" mt={4} maw={680}>
              {lead}
            </Text>
          )}
        </Box>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
