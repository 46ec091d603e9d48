/** A page that is not there, or not for this person, with a way home. */
import { Button, Center, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

export function NotFound({ title, lead }: { title: string; lead: string }) {
  const { t } = useTranslation('app');
  return (
    <Center mih="60dvh">
      <Stack align="center" gap={6} px="lg" ta="center">
        <ThemeIcon size={48} radius="xl" variant="default" c="dimmed" mb={6}>
          <IconCompass size={24} stroke={1.6} />
        </ThemeIcon>
        <Title order={1}>{title}</Title>
        <Text c="dimmed" size="md" maw={420}>
          {lead}
        </Text>
        <Button component={Link} href="/" variant="default" mt="sm">
          {t('notFound.home')}
        </Button>
      </Stack>
    </Center>
  );
}
