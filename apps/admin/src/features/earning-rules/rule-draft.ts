/**
 * An earning rule while it is edited: the contract's own settings, where NaN stands for a number field that is
 * empty, so that a mistake has the same place in the form, in the contract's check and in the server's answer.
 */
import type { EarningCondition, EarningEffect, EarningFact, EarningRuleSettings } from '@regulars/contracts';

export type RuleDraft = EarningRuleSettings;
export type ConditionGroup = Extract<EarningCondition, { kind: 'all' | 'any' }>;
export type FactKind = EarningFact['kind'];
export type EffectKind = EarningEffect['kind'];

export const emptyNumber = Number.NaN;
const longestName = 80;
const shortestName = 6;

export function emptyRule(): RuleDraft {
  return {
    name: '',
    trigger: { kind: 'purchase' },
    conditions: { kind: 'all', of: [] },
    effect: { kind: 'percent', basisPoints: 500 },
    limits: {},
    startsAt: null,
    endsAt: null,
    activationDelayDays: 0,
    expiry: { kind: 'never' },
  };
}

/** The form always begins with a group, to which conditions are added. */
export function toDraft(settings: EarningRuleSettings): RuleDraft {
  return { ...settings, conditions: asGroup(settings.conditions) };
}

export function asGroup(condition: EarningCondition): ConditionGroup {
  return isGroup(condition) ? condition : { kind: 'all', of: [condition] };
}

export function isGroup(condition: EarningCondition): condition is ConditionGroup {
  return condition.kind === 'all' || condition.kind === 'any';
}

/** What is sent: a rule that nobody named is called by the first part of its sentence. */
export function toSettings(draft: RuleDraft, sentence: string): EarningRuleSettings {
  const name = draft.name.trim();
  return name === '' ? { ...draft, name: nameOf(sentence) } : { ...draft, name };
}

/** "5% за кофе с 8 до 11" of "5% за кофе с 8 до 11, не больше 300 баллов в месяц". */
export function nameOf(sentence: string): string {
  const clauses = sentence.replace(/[\u00a0\u202f]/g, ' ').split(', ');
  // "3%" of "3%, 5% от 2 000 ₽" would name nothing.
  const enough = clauses.findIndex(
    (_, index) => clauses.slice(0, index + 1).join(', ').length >= shortestName,
  );
  const name = clauses.slice(0, enough + 1 || clauses.length).join(', ');
  return name.charAt(0).toUpperCase() + name.slice(1, longestName);
}

/** The rule without conditions that say nothing yet, so that its sentence reads well while it is filled in. */
export function spoken(draft: RuleDraft): RuleDraft {
  return { ...draft, conditions: said(draft.conditions) ?? { kind: 'all', of: [] } };
}

function said(condition: EarningCondition): EarningCondition | null {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const of = condition.of.flatMap((part) => said(part) ?? []);
      return of.length === 0 ? null : { ...condition, of };
    }
    case 'not': {
      const of = said(condition.of);
      return of && { kind: 'not', of };
    }
    case 'lines':
    case 'bought':
      return Object.keys(condition.filter).length === 0 ? null : condition;
    default:
      return Object.values(condition).some(isBlank) || Object.keys(condition).length === 1 ? null : condition;
  }
}

function isBlank(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0);
}

/** Empty numbers are written as an ellipsis: Intl calls them "NaN" in English and "не число" in Russian. */
export function withoutNaN(sentence: string): string {
  return sentence.replace(/NaN|не\sчисло/g, '…');
}

export function newFact(kind: FactKind): EarningFact {
  switch (kind) {
    case 'total':
      return { kind, of: 'bill', min: emptyNumber };
    case 'lines':
      return { kind, filter: {}, test: { kind: 'any' } };
    case 'bought':
      return { kind, filter: {}, quantity: 3, days: 7 };
    case 'redeemed':
      return { kind, max: 0 };
    case 'shop':
      return { kind, shopIds: [] };
    case 'channel':
      return { kind, channels: [] };
    case 'weekday':
      return { kind, weekdays: [] };
    case 'hours':
      return { kind, from: '08:00', until: '11:00' };
    case 'dates':
      return { kind };
    case 'membership':
      return { kind, max: 30 };
    case 'birthday':
      return { kind, daysBefore: 3, daysAfter: 3 };
    case 'language':
      return { kind, languages: [] };
    case 'source':
      return { kind, sources: [] };
    case 'purchaseNumber':
      return { kind, max: 1 };
    case 'spent':
      return { kind, min: emptyNumber };
    case 'event':
      return { kind, type: '' };
    case 'property':
      return { kind, name: '', equals: '' };
    case 'tier':
      return { kind, tierIds: [] };
    case 'segment':
      return { kind, segmentIds: [] };
  }
}

export function newEffect(kind: EffectKind, unitMinor: number): EarningEffect {
  switch (kind) {
    case 'percent':
      return { kind, basisPoints: 500 };
    case 'perAmount':
      return { kind, points: 1, amountMinor: 100 * unitMinor };
    case 'steps':
      return {
        kind,
        by: 'bill',
        steps: [
          { fromMinor: 0, basisPoints: 300 },
          { fromMinor: 1_000 * unitMinor, basisPoints: 500 },
        ],
      };
    case 'fixed':
      return { kind, points: 50 };
    case 'perItem':
      return { kind, points: 10 };
    case 'multiplier':
      return { kind, percent: 200 };
  }
}

/** Parts of the form, as versions name what changed. */
export const ruleParts = ['name', 'trigger', 'effect', 'conditions', 'limits', 'life', 'schedule'] as const;
export type RulePart = (typeof ruleParts)[number];

export function changedParts(before: EarningRuleSettings, after: EarningRuleSettings): RulePart[] {
  return ruleParts.filter(
    (part) => JSON.stringify(partOf(before, part)) !== JSON.stringify(partOf(after, part)),
  );
}

function partOf(settings: EarningRuleSettings, part: RulePart): unknown {
  switch (part) {
    case 'conditions':
      return asGroup(settings.conditions);
    case 'life':
      return [settings.activationDelayDays, settings.expiry];
    case 'schedule':
      return [settings.startsAt, settings.endsAt];
    default:
      return settings[part];
  }
}
