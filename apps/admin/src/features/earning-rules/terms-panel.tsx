/** What holds between the rules: which of several pays, and what all of them may give together. */
import { Button, Progress, Stack, Text } from '@mantine/core';
import type { EarningRuleList } from '@regulars/contracts';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useBrand } from '../../app/brand.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { SampleReceipt } from './sample-receipt.tsx';
import { TermsDialog } from './terms-dialog.tsx';

export function TermsPanel({ list }: { list: EarningRuleList }) {
  const { t } = useTranslation('earning-rules');
  const { may } = useBrand();
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <Surface title={t('terms.title')}>
      <Stack gap="md">
        <div>
          <Text fw={600} size="md">
            {t(`policy.${list.policy}.title`)}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`policy.${list.policy}.text`)}
          </Text>
        </div>
        <SampleReceipt list={list} />
        <Budget budget={list.budget} />
        {may('programme.write') && (
          <Button variant="default" onClick={dialog.open}>
            {t('terms.change')}
          </Button>
        )}
      </Stack>
      {isOpen && <TermsDialog list={list} onClose={dialog.close} />}
    </Surface>
  );
}

function Budget({ budget }: Pick<EarningRuleList, 'budget'>) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  if (budget === null) {
    return (
      <Text size="sm" c="dimmed">
        {t('budget.none')}
      </Text>
    );
  }
  const percent = Math.min(100, (budget.spentPoints / budget.points) * 100);
  return (
    <div>
      <Text fw={600} size="md">
        {t(`budget.${budget.period}`)}
      </Text>
      <Progress
        value={percent}
        my={6}
        color={percent >= 90 ? 'red.8' : 'leaf'}
        aria-label={t(`budget.${budget.period}`)}
      />
      <Text size="sm" c="dimmed" className="figures">
        {t('budget.spent', { spent: format.count(budget.spentPoints), all: format.points(budget.points) })}
      </Text>
    </div>
  );
}
