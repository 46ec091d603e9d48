/** What a new brand still has to do, each step with its page; gone once all is done. */
import { Box, Progress, Stack, Text } from '@mantine/core';
import type { Today } from '@regulars/contracts';
import { IconChevronRight, IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { pageOfPath, visiblePages } from '../../app/navigation.ts';
import { Surface } from '../../app/parts/surface.tsx';

type Step = Today['checklist'][number];

const pageOfStep: Record<Step['name'], string> = {
  bot: '/settings/bot',
  programme: '/programme',
  look: '/settings/brand',
  api_key: '/settings/api-keys',
  first_member: '/settings/bot',
  first_purchase: '/till',
  team: '/settings/staff',
};

export function FirstSteps({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation('today');
  const done = steps.filter((step) => step.done).length;
  if (done === steps.length) return null;
  return (
    <Surface title={t('steps.title')} lead={t('steps.progress', { done, all: steps.length })}>
      <Progress value={(done / steps.length) * 100} size="sm" mb="sm" aria-label={t('steps.title')} />
      <Stack gap={2}>
        {steps.map((step) => (
          <StepLine key={step.name} step={step} />
        ))}
      </Stack>
    </Surface>
  );
}

function StepLine({ step }: { step: Step }) {
  const { t } = useTranslation('today');
  const { href, permissions } = useBrand();
  const page = pageOfPath(pageOfStep[step.name]);
  const isOpenToMe = page !== undefined && visiblePages(permissions).includes(page);
  const body = (
    <>
      {step.done ? (
        <IconCircleCheckFilled size={20} color="var(--text-gain)" aria-label={t('steps.done')} />
      ) : (
        <IconCircleDashed size={20} aria-label={t('steps.open')} />
      )}
      <Text size="md" flex={1} {...(step.done ? { c: 'dimmed', td: 'line-through' } : {})}>
        {t(`steps.${step.name}`)}
      </Text>
    </>
  );
  if (step.done || !isOpenToMe) return <Box className="nav-item step-line">{body}</Box>;
  return (
    <Link href={href(pageOfStep[step.name])} className="nav-item">
      {body}
      <IconChevronRight size={16} aria-hidden />
    </Link>
  );
}
