/** The draft of one rule: its problems, its sentence in both languages, and saving it against other editors. */
import { RefusalError } from '@regulars/client';
import type { EarningRuleSettings } from '@regulars/contracts';
import { describeEarningRule } from '@regulars/contracts/earning-words';
import { type FocusEvent, type SubmitEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors, useNotify } from '../../app/parts/refusal.ts';
import { useFormat } from '../../app/parts/use-format.ts';
import { type RuleDraft, spoken, toDraft, toSettings, withoutNaN } from './rule-draft.ts';
import { type Problems, ruleProblems } from './rule-problems.ts';
import { useRuleActions, useWordsBrand } from './use-earning-rules.ts';
import { useFoundDraft, useKeptDraft } from './use-kept-draft.ts';

interface Origin {
  /** Null for a rule that is not saved yet. */
  id: string | null;
  version: number;
  settings: EarningRuleSettings;
}

interface EditorInput {
  origin: Origin;
  /** After a new rule got its id. */
  onCreated: (id: string) => void;
}

export function useRuleEditor({ origin, onCreated }: EditorInput) {
  const { t } = useTranslation('earning-rules');
  const notify = useNotify();
  const actions = useRuleActions();
  const found = useFoundDraft(origin.id, origin.version);
  const [base, setBase] = useState(() => ({ version: origin.version, draft: toDraft(origin.settings) }));
  const [draft, setDraft] = useState(found ?? base.draft);
  const [refused, setRefused] = useState<Problems>({});
  const [conflict, setConflict] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const words = useSentences(draft);
  const settings = toSettings(draft, words.own);
  const problems = ruleProblems(t, settings);
  const seen = useSeenProblems({ ...problems, ...refused });
  const isDirty = JSON.stringify(draft) !== JSON.stringify(base.draft);
  useKeptDraft(
    origin.id,
    useMemo(() => (isDirty ? { baseVersion: base.version, draft } : null), [isDirty, base.version, draft]),
  );

  function change(part: Partial<RuleDraft>) {
    setDraft((current) => ({ ...current, ...part }));
    setRefused({});
  }

  function startFrom(version: number, next: EarningRuleSettings) {
    setBase({ version, draft: toDraft(next) });
    setDraft(toDraft(next));
    setConflict(null);
    setRefused({});
    seen.hide();
  }

  async function save(version: number) {
    if (Object.keys(problems).length > 0) return seen.show();
    setSaving(true);
    try {
      if (origin.id === null) {
        onCreated((await actions.create(settings)).id);
        notify.done(t('editor.createdNote'));
        return;
      }
      const saved = await actions.save(origin.id, version, settings);
      startFrom(saved.version, saved.settings);
      notify.done(t(saved.state === 'active' ? 'editor.savedActive' : 'editor.saved'));
    } catch (error) {
      if (error instanceof RefusalError && error.code === 'version_conflict') setConflict(error.message);
      else {
        setRefused(fieldErrors(error, 'settings.'));
        seen.show();
        notify.problem(error);
      }
    }
    setSaving(false);
  }

  /** Somebody saved meanwhile: `theirs` drops this draft, `mine` saves it over theirs. */
  async function resolveConflict(choice: 'theirs' | 'mine') {
    if (origin.id === null) return;
    try {
      const latest = await actions.read(origin.id);
      if (choice === 'theirs') return startFrom(latest.version, latest.settings);
      setBase((current) => ({ ...current, version: latest.version }));
      setConflict(null);
      await save(latest.version);
    } catch (error) {
      notify.problem(error);
    }
  }

  return {
    draft,
    change,
    words,
    settings: Object.keys(problems).length === 0 ? settings : null,
    problems: seen.problems,
    onBlur: seen.onBlur,
    isDirty,
    isSaving,
    isRestored: found !== null,
    conflict,
    resolveConflict,
    discard: () => startFrom(base.version, base.draft),
    /** Puts an older version into the form, unsaved. */
    take: (older: EarningRuleSettings) => change(toDraft(older)),
    submit: (event: SubmitEvent) => {
      event.preventDefault();
      void save(base.version);
    },
  };
}

export type RuleEditor = ReturnType<typeof useRuleEditor>;

/** The rule as one types it, in both languages; `own` is the reader's. Empty until the brand's words are here. */
function useSentences(draft: RuleDraft) {
  const brand = useWordsBrand();
  const { language } = useFormat();
  return useMemo(() => {
    const rule = spoken(draft);
    const say = (language: 'ru' | 'en') =>
      brand ? withoutNaN(describeEarningRule(rule, brand, language)) : '';
    const both = { ru: say('ru'), en: say('en') };
    return { ...both, own: both[language] };
  }, [draft, brand, language]);
}

/** Problems are shown where the person has been, and everywhere once they tried to save. */
function useSeenProblems(problems: Problems) {
  const [isAll, setAll] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const shown = Object.fromEntries(Object.entries(problems).filter(([path]) => isAll || left.has(path)));
  return {
    problems: shown,
    show: () => {
      setAll(true);
      // After the fields have been marked.
      requestAnimationFrame(() => {
        document.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]')?.focus();
      });
    },
    hide: () => {
      setAll(false);
      setLeft(new Set());
    },
    onBlur: ({ target }: FocusEvent) => {
      const path = target instanceof HTMLInputElement ? target.name : '';
      if (path !== '') setLeft((current) => new Set(current).add(path));
    },
  };
}
