/** A page that is not there, or not for this person, with a way home. */
import { Button, Center } from '@mantine/core';
import { IconCompass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { EmptyState } from '../parts/states.tsx';

export function NotFound({ title, lead }: { title: string; lead: string }) {
  const { t } = useTranslation('app');
  return (
    <Center mih="60dvh">
      <EmptyState
        icon={IconCompass}
        title={title}
        action={
          <Button component={Link} href="/" variant="default">
            {t('notFound.home')}
          </Button>
        }
      >
        {lead}
      </EmptyState>
    </Center>
  );
}
