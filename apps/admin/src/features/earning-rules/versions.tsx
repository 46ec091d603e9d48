/** The versions of a rule, newest first: who, when, and what differs from the one before. */
import { Badge, Box, Button, Group, Stack, Text } from '@mantine/core';
import type { EarningRuleSettings, Localized } from '@regulars/contracts';
import { useTranslation } from 'react-i18next';
import { Surface } from '../../app/parts/surface.tsx';
import { useFormat } from '../../app/parts/use-format.ts';
import { changedParts } from './rule-draft.ts';

export interface RuleVersion {
  version: number;
  settings: EarningRuleSettings;
  summary: Localized;
  savedAt: string;
  savedBy: string | null;
}

interface VersionsProps {
  versions: readonly RuleVersion[];
  /** Undefined for those who may only look. */
  onTake: ((settings: EarningRuleSettings) => void) | undefined;
}

export function Versions({ versions, onTake }: VersionsProps) {
  const { t } = useTranslation('earning-rules');
  return (
    <Surface title={t('versions.title')} lead={t('versions.lead')}>
      <Stack gap="md" component="ol" className="rule-versions" aria-label={t('versions.title')}>
        {versions.map((version, index) => (
          <Version
            key={version.version}
            version={version}
            before={versions[index + 1]}
            onTake={index === 0 ? undefined : onTake}
          />
        ))}
      </Stack>
    </Surface>
  );
}

interface VersionProps {
  version: RuleVersion;
  before: RuleVersion | undefined;
  onTake: VersionsProps['onTake'];
}

function Version({ version, before, onTake }: VersionProps) {
  const { t } = useTranslation('earning-rules');
  const format = useFormat();
  const parts = before ? changedParts(before.settings, version.settings) : [];
  return (
    <Box component="li">
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
        <Stack gap={4} miw={0}>
          <Group gap="xs">
            <Text fw={500} size="md">
              {t('versions.number', { number: version.version })}
            </Text>
            {parts.map((part) => (
              <Badge
                key={part}
                size="sm"
                variant="light"
                color="gray"
                tt="none"
                fw={500}
                className="rule-part"
              >
                {t(`versions.parts.${part}`)}
              </Badge>
            ))}
          </Group>
          <Text size="md">
            <Changes
              before={before?.summary[format.language] ?? null}
              after={version.summary[format.language]}
            />
          </Text>
          {before && before.settings.name !== version.settings.name && (
            <Text size="sm" c="dimmed">
              {t('versions.renamed', { before: before.settings.name, after: version.settings.name })}
            </Text>
          )}
          <Text size="sm" c="dimmed">
            {format.moment(version.savedAt)} · {version.savedBy ?? t('versions.system')}
          </Text>
        </Stack>
        {onTake && (
          <Button size="xs" variant="default" flex="none" onClick={() => onTake(version.settings)}>
            {t('versions.take')}
          </Button>
        )}
      </Group>
    </Box>
  );
}

/** The sentence clause by clause: new ones marked, gone ones struck through behind it. */
function Changes({ before, after }: { before: string | null; after: string }) {
  if (before === null) return after;
  const was = before.split(', ');
  const is = after.split(', ');
  const gone = was.filter((clause) => !is.includes(clause));
  return (
    <>
      {is.map((clause, index) => (
        <span key={clause}>
          {index > 0 && ', '}
          {was.includes(clause) ? clause : <ins>{clause}</ins>}
        </span>
      ))}
      {gone.length > 0 && (
        <>
          {' '}
          <del>{gone.join(', ')}</del>
        </>
      )}
    </>
  );
}
