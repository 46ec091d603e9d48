/** The page of one rule, new or kept: its builder, what may be done with it, and its versions. */
import { Box, Grid, Group, Skeleton, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { Page } from '../../app/parts/page.tsx';
import { LoadError } from '../../app/parts/states.tsx';
import { RuleActions } from './rule-actions.tsx';
import { RuleForm } from './rule-form.tsx';
import { emptyRule } from './rule-draft.ts';
import { StateBadge } from './state-badge.tsx';
import { useEarningRule } from './use-earning-rules.ts';
import { useRuleEditor } from './use-rule-editor.ts';
import { Versions } from './versions.tsx';

export function NewRulePage() {
  const { t } = useTranslation('earning-rules');
  const { href } = useBrand();
  const [, navigate] = useLocation();
  const [settings] = useState(emptyRule);
  const editor = useRuleEditor({
    origin: { id: null, version: 0, settings },
    onCreated: (id) => navigate(href(`/earning-rules/${id}`), { replace: true }),
  });
  return (
    <Page title={t('editor.newTitle')} lead={t('editor.newLead')}>
      <RuleForm editor={editor} rule={null} />
    </Page>
  );
}

export function RulePage({ id }: { id: string }) {
  const { t } = useTranslation('earning-rules');
  const { data, error, refetch } = useEarningRule(id);
  if (data) return <KeptRule rule={data} />;
  return (
    <Page title={t('editor.title')}>
      {error ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : (
        <Grid gap="lg" aria-busy>
          <Grid.Col span={{ base: 12, sm: 7, lg: 8 }}>
            <Stack gap="lg">
              <Skeleton h={110} radius="lg" />
              <Skeleton h={240} radius="lg" />
              <Skeleton h={180} radius="lg" />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 5, lg: 4 }}>
            <Skeleton h={240} radius="lg" />
          </Grid.Col>
        </Grid>
      )}
    </Page>
  );
}

type Rule = NonNullable<ReturnType<typeof useEarningRule>['data']>;

function KeptRule({ rule }: { rule: Rule }) {
  const { t } = useTranslation('earning-rules');
  const { may, href } = useBrand();
  const [, navigate] = useLocation();
  const editor = useRuleEditor({ origin: rule, onCreated: () => undefined });
  return (
    <Page
      title={rule.settings.name}
      lead={
        <Group gap="xs" component="span">
          <StateBadge state={rule.state} />
          {t('version', { number: rule.version })}
        </Group>
      }
      actions={
        <RuleActions
          rule={rule}
          isHeld={editor.isDirty}
          onGone={() => navigate(href('/earning-rules'), { replace: true })}
        />
      }
    >
      <RuleForm editor={editor} rule={rule} />
      {rule.state !== 'draft' && (
        <Box mt="lg">
          <Versions
            versions={rule.versions}
            onTake={may('programme.write') && rule.state !== 'ended' ? editor.take : undefined}
          />
        </Box>
      )}
    </Page>
  );
}
