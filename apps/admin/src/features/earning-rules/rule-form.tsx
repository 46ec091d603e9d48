/** The builder of one rule: what gives, when, limits and dates on the left; the rule in words on the right. */
import { Alert, Anchor, Box, Button, Grid, Group, Stack, TextInput } from '@mantine/core';
import type { EarningRule } from '@regulars/contracts';
import { useDisclosure } from '@mantine/hooks';
import { IconVersions } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useBrand } from '../../app/brand.tsx';
import { SaveBar } from '../../app/parts/save-bar.tsx';
import { Surface } from '../../app/parts/surface.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { EffectFields } from './effect-fields.tsx';
import { RuleFormProvider, useProblem } from './fields.tsx';
import { LifeFields, ScheduleFields } from './life-fields.tsx';
import { LimitsFields } from './limits-fields.tsx';
import { nameOf, type RuleDraft } from './rule-draft.ts';
import { SimulatorDrawer } from './simulator-drawer.tsx';
import { SummaryPanel } from './summary-panel.tsx';
import { useKnownWords } from './use-known-words.ts';
import type { RuleEditor } from './use-rule-editor.ts';

interface RuleFormProps {
  editor: RuleEditor;
  /** Null for a rule that is not saved yet. */
  rule: EarningRule | null;
}

export function RuleForm({ editor, rule }: RuleFormProps) {
  const { draft, change } = editor;
  const { may } = useBrand();
  const [isTrying, trying] = useDisclosure(false);
  const knownWords = useKnownWords();
  const canWrite = may('programme.write') && rule?.state !== 'ended';
  const isBase = rule?.isBase ?? false;
  return (
    <RuleFormProvider value={{ problems: editor.problems, knownWords }}>
      <form onSubmit={editor.submit} onBlur={editor.onBlur} noValidate>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, sm: 7, lg: 8 }}>
            <fieldset disabled={!canWrite} className="plain-fieldset">
              <Stack gap="lg">
                <Notices editor={editor} rule={rule} canWrite={canWrite} />
                <NameField draft={draft} sentence={editor.words.own} onChange={change} />
                <EffectFields draft={draft} onChange={change} isBase={isBase} />
                <ConditionFields draft={draft} onChange={change} />
                <LimitsFields draft={draft} onChange={change} />
                <LifeFields draft={draft} onChange={change} />
                <ScheduleFields draft={draft} onChange={change} />
              </Stack>
            </fieldset>
          </Grid.Col>
          <Grid.Col span={{ base: 12, sm: 5, lg: 4 }} order={{ base: -1, sm: 0 }}>
            <Box pos="sticky" top={68}>
              <SummaryPanel
                words={editor.words}
                onTry={draft.trigger.kind === 'purchase' ? trying.open : undefined}
                canTry={editor.settings !== null}
              />
            </Box>
          </Grid.Col>
        </Grid>
        <SaveBar isDirty={editor.isDirty && canWrite} isSaving={editor.isSaving} onDiscard={editor.discard} />
      </form>
      {editor.settings && (
        <SimulatorDrawer
          opened={isTrying}
          onClose={trying.close}
          trial={{ ruleId: rule?.id ?? null, settings: editor.settings }}
        />
      )}
    </RuleFormProvider>
  );
}

interface NoticesProps extends RuleFormProps {
  canWrite: boolean;
}

function Notices({ editor, rule, canWrite }: NoticesProps) {
  const { t } = useTranslation('earning-rules');
  const { href, may } = useBrand();
  return (
    <>
      {!canWrite && (
        <Alert variant="light">{t(may('programme.write') ? 'editor.ended' : 'editor.readOnly')}</Alert>
      )}
      {editor.conflict && (
        <Alert color="yellow" variant="light" role="alert" title={t('editor.conflict')}>
          {editor.conflict}
          <Group gap="xs" mt="sm">
            {(['theirs', 'mine'] as const).map((choice) => (
              <Button
                key={choice}
                size="xs"
                variant="default"
                onClick={() => void editor.resolveConflict(choice)}
              >
                {t(`editor.${choice}`)}
              </Button>
            ))}
          </Group>
        </Alert>
      )}
      {editor.isRestored && editor.isDirty && (
        <Alert variant="light" role="status">
          {t('editor.restored')}
        </Alert>
      )}
      {rule && canWrite && rule.state !== 'draft' && (
        <Alert variant="default" icon={<IconVersions size={20} aria-hidden />}>
          {t(rule.state === 'active' ? 'editor.activeNote' : 'editor.pausedNote', {
            next: rule.version + 1,
          })}
        </Alert>
      )}
      {rule?.isBase && (
        <Alert variant="light">
          {t('editor.baseNote')}{' '}
          <Anchor component={Link} href={href('/programme')} inherit>
            {t('editor.baseLink')}
          </Anchor>
        </Alert>
      )}
    </>
  );
}

interface NameFieldProps {
  draft: RuleDraft;
  sentence: string;
  onChange: (part: Partial<RuleDraft>) => void;
}

function NameField({ draft, sentence, onChange }: NameFieldProps) {
  const { t } = useTranslation('earning-rules');
  const problem = useProblem('name');
  return (
    <Surface>
      <TextInput
        name="name"
        label={t('editor.name')}
        description={t('editor.nameHelp')}
        placeholder={nameOf(sentence)}
        maxLength={80}
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={problem}
      />
    </Surface>
  );
}
