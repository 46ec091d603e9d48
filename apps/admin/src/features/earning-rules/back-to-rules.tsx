/** From a page about the rules back to their list. */
import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';

export function BackToRules() {
  const { t } = useTranslation('earning-rules');
  const { href } = useBrand();
  return (
    <Button
      component={Link}
      href={href('/earning-rules')}
      variant="default"
      leftSection={<IconArrowLeft size={18} aria-hidden />}
    >
      {t('nav.back')}
    </Button>
  );
}
