/** What the purchase would give: the sum, what could be spent, and every rule's yes or no with its reason. */
import { Alert, Box, Group, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core';
import type { SimulationResult } from '@regulars/contracts';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useRefusalText } from '../../app/parts/refusal.ts';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import type { Trial } from './simulation-draft.ts';

interface SimulationAnswerProps {
  answer: SimulationResult | undefined;
  error: unknown;
  /** Not yet the answer to what stands in the form. */
  isStale: boolean;
  isIncomplete: boolean;
  trial: Trial | undefined;
}

export function SimulationAnswer(props: SimulationAnswerProps) {
  const { answer, error, isStale, isIncomplete, trial } = props;
  const { t } = useTranslation('earning-rules');
  const textOf = useRefusalText();
  return (
    <section aria-label={t('answer.title')}>
      <Surface title={t('answer.title')}>
        {isIncomplete && (
          <Text size="sm" c="dimmed" mb="sm" role="status">
            {t('answer.incomplete')}
          </Text>
        )}
        {error ? (
          <Alert color="red" variant="light" role="alert">
            {textOf(error)}
          </Alert>
        ) : answer ? (
          <Box aria-live="polite" aria-busy={isStale} style={{ opacity: isStale ? 0.6 : 1 }}>
            <Totals answer={answer} />
            <Stack component="ul" gap="sm" mt="lg" className="rule-list" aria-label={t('answer.rules')}>
              {answer.rules.map((rule, index) => (
                <RuleAnswer
                  key={rule.ruleId ?? `trial-${index}`}
                  rule={rule}
                  isTrial={
                    trial !== undefined &&
                    rule.reason.code !== 'tier_multiplied' &&
                    trial.ruleId === rule.ruleId
                  }
                />
              ))}
            </Stack>
            {answer.rules.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('answer.noRules')}
              </Text>
            )}
          </Box>
        ) : (
          <Stack gap="sm">
            <Skeleton h={36} w={160} />
            <Skeleton h={16} />
            <Skeleton h={16} />
            <Skeleton h={64} radius="md" />
          </Stack>
        )}
      </Surface>
    </section>
  );
}

function Totals({ answer }: { answer: SimulationResult }) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const rows = [
    [t('answer.total'), format.money(answer.totalMinor)],
    ...(answer.redeemedPoints > 0 ? [[t('answer.redeemed'), format.points(answer.redeemedPoints)]] : []),
    [t('answer.paid'), format.money(answer.paidMinor)],
    [t('answer.maxRedeem'), format.points(answer.maxRedeemPoints)],
    [t('policy.label'), t(`policy.${answer.policy}.title`)],
  ];
  return (
    <>
      <Text
        fz={28}
        fw={600}
        lh={1.25}
        className="figures"
        c={answer.earnedPoints > 0 ? 'var(--text-gain)' : 'dimmed'}
        data-earned={answer.earnedPoints}
      >
        {answer.earnedPoints > 0
          ? `+${format.points(answer.earnedPoints)}`
          : t('answer.nothing', { noun: format.pointsNoun(5) })}
      </Text>
      {rows.map(([label, value]) => (
        <Group key={label} justify="space-between" gap="sm" py={2} align="baseline" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          <Text size="sm" fw={500} className="figures" ta="right">
            {value}
          </Text>
        </Group>
      ))}
    </>
  );
}

interface RuleAnswerProps {
  rule: SimulationResult['rules'][number];
  isTrial: boolean;
}

function RuleAnswer({ rule, isTrial }: RuleAnswerProps) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const isYes = rule.points > 0;
  const Mark = isYes ? IconCheck : IconX;
  return (
    <Box component="li" className="rule-answer" data-answer={isYes ? 'yes' : 'no'}>
      <ThemeIcon
        size={24}
        radius="xl"
        variant="light"
        color={isYes ? 'leaf' : 'gray'}
        role="img"
        aria-label={t(isYes ? 'answer.yes' : 'answer.no')}
      >
        <Mark size={16} />
      </ThemeIcon>
      <Stack gap={2} flex={1} miw={0}>
        <Text size="md" fw={500}>
          {rule.reason.code === 'tier_multiplied' ? rule.reason.name[format.language] : rule.name}
          {isTrial && (
            <Text span inherit c="dimmed" fw={400}>
              {' '}
              {t('answer.trial')}
            </Text>
          )}
        </Text>
        <Text size="sm">{rule.words[format.language]}</Text>
        {isYes && rule.rawPoints > rule.points && (
          <Text size="sm" c="dimmed">
            {t('answer.raw', { points: format.points(rule.rawPoints) })}
          </Text>
        )}
        {rule.activeFrom !== null && (
          <Text size="sm" c="dimmed">
            {t('answer.from', { when: format.day(rule.activeFrom) })}
            {', '}
            {rule.expiresAt === null
              ? t('answer.forever')
              : t('answer.until', { when: format.lastDay(rule.expiresAt) })}
          </Text>
        )}
      </Stack>
      <Text size="md" fw={600} className="figures" c={isYes ? 'var(--text-gain)' : 'dimmed'}>
        {isYes ? `+${format.count(rule.points)}` : '0'}
      </Text>
    </Box>
  );
}
