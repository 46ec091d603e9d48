/** The frame of pages before the sign-in: one card in the middle, the product's name and the language. */
import { Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../shell/language-switch.tsx';

interface DoorProps {
  title: string;
  lead?: ReactNode;
  width?: number;
  children: ReactNode;
}

export function Door({ title, lead, width = 400, children }: DoorProps) {
  const { t } = useTranslation('app');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={width} gap="lg" py="xl">
        <Group justify="space-between">
          <Group gap={10}>
            <img src="/admin/favicon.svg" alt="" width={28} height={28} />
            <Text fw={600} size="lg">
              {t('product')}
            </Text>
          </Group>
          <Box w={170}>
            <LanguageSwitch />
          </Box>
        </Group>
        <Paper className="surface" p={{ base: 'lg', sm: 'xl' }}>
          <Title order={1} mb={lead ? 4 : 'lg'}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="md" mb="lg">
              {lead}
            </Text>
          )}
          {children}
        </Paper>
      </Stack>
    </Center>
  );
}
