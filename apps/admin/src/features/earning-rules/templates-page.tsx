/** Whole programmes to start from: what each does, in words; taken as drafts that somebody looks at first. */
import { Badge, Button, Group, List, Skeleton, Text, Title } from '@mantine/core';
import type { EarningTemplate } from '@regulars/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { Page } from '../../app/parts/page.tsx';
import { useNotify } from '../../app/parts/refusal.ts';
import { LoadError } from '../../app/parts/states.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { BackToRules } from './back-to-rules.tsx';
import { sentence } from './summary-panel.tsx';
import { useEarningRules, useEarningTemplates, useRuleActions } from './use-earning-rules.ts';

export function TemplatesPage() {
  const { t } = useTranslation('earning-rules');
  const { data, error, refetch } = useEarningTemplates();
  return (
    <Page title={t('templates.title')} lead={t('templates.lead')} actions={<BackToRules />}>
      {error && !data ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="rule-templates" aria-busy={!data}>
          {data
            ? data.items.map((template) => <TemplateCard key={template.key} template={template} />)
            : ['a', 'b', 'c', 'd'].map((key) => <Skeleton key={key} h={280} radius="lg" />)}
        </div>
      )}
    </Page>
  );
}

function TemplateCard({ template }: { template: EarningTemplate }) {
  const { t } = useTranslation('earning-rules');
  const { language } = useFormat();
  const { may } = useBrand();
  const taking = useTaking(template);
  return (
    <article className="surface rule-template" aria-labelledby={`template-${template.key}`}>
      <Title order={2} id={`template-${template.key}`}>
        {template.title[language]}
      </Title>
      <Text size="md">{template.text[language]}</Text>
      <div>
        <Text size="sm" c="dimmed" mb={4}>
          {t('templates.rules', { count: template.rules.length })}
        </Text>
        <List size="sm" spacing={6}>
          {template.rules.map(({ settings, summary }) => (
            <List.Item key={settings.name}>
              <Text span fw={500} inherit>
                {settings.name}:
              </Text>{' '}
              {sentence(summary[language])}
            </List.Item>
          ))}
        </List>
      </div>
      <Advice template={template} />
      {may('programme.write') && (
        <Button mt="auto" variant="light" loading={taking.isRunning} onClick={() => void taking.run()}>
          {t('templates.take', { count: template.rules.length })}
        </Button>
      )}
    </article>
  );
}

function useTaking({ key }: EarningTemplate) {
  const { t } = useTranslation('earning-rules');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const notify = useNotify();
  const actions = useRuleActions();
  const [isRunning, setRunning] = useState(false);
  async function run() {
    setRunning(true);
    try {
      const drafts = await actions.takeTemplate(key);
      notify.done(t('templates.taken', { count: drafts.length }));
      navigate(href('/earning-rules?state=draft'));
    } catch (error) {
      setRunning(false);
      notify.problem(error);
    }
  }
  return { run, isRunning };
}

/** What the template wants of the terms and the programme, which taking it does not touch. */
function Advice({ template: { policy, programme } }: { template: EarningTemplate }) {
  const { t } = useTranslation('earning-rules');
  const { data } = useEarningRules();
  const wishes = [
    ...(data && data.policy !== policy ? [t(`templates.policy.${policy}`)] : []),
    ...(programme.redeemCapPercent === undefined
      ? []
      : [t('templates.cap', { percent: programme.redeemCapPercent })]),
    ...(programme.expiry?.kind === 'months'
      ? [t('templates.expiry', { count: programme.expiry.months })]
      : []),
    ...(programme.inactivityMonths ? [t('templates.inactivity', { count: programme.inactivityMonths })] : []),
    ...(programme.redemptionsPerDay
      ? [t('templates.redemptions', { count: programme.redemptionsPerDay })]
      : []),
  ];
  if (wishes.length === 0) return null;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {t('templates.also')}
      </Text>
      <Group gap={6}>
        {wishes.map((wish) => (
          <Badge key={wish} variant="light" color="gray" tt="none" fw={500} className="rule-part">
            {wish}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
