/** Says an earning rule, and why it paid what it paid, in a sentence; free of zod, so that web apps may import it. */
import type { EarningCondition, EarningFact, LineFilter } from './earning-conditions.ts';
import type { EarningReason } from './earning-outcomes.ts';
import type { EarningPhrases, Ends, ReasonWords } from './earning-phrases.ts';
import type { EarningRuleSettings } from './earning-rules.ts';
import { english } from './earning-words.en.ts';
import { russian } from './earning-words.ru.ts';
import { formatCount, formatMoney, formatPoints, type PointsName } from './points.ts';
import type { Language, Localized } from './primitives.ts';

export interface EarningWordsBrand {
  currency: string;
  pointsName: PointsName;
  /** IANA zone: for instants. */
  zone: string;
  /** Names of shops, tiers and segments by id, as far as they are known. */
  names?: Readonly<Record<string, string | Localized>>;
}

const phrases: Record<Language, EarningPhrases> = { ru: russian, en: english };

/** "5% back on coffee from 8 to 11, at most 300 points a month". */
export function describeEarningRule(
  rule: EarningRuleSettings,
  brand: EarningWordsBrand,
  language: Language,
): string {
  const say = phrases[language];
  const { near, clauses } = conditionParts(rule.conditions, brand, language);
  const first = [effectWords(rule, brand, language), ...near].join(' ');
  const parts = [first, ...clauses, ...triggerParts(rule, language)];
  const { limits } = rule;
  const points = (count: number) => genitivePoints(count, brand, language);
  if (limits.eventPoints !== undefined) parts.push(say.limitEvent(points(limits.eventPoints)));
  for (const limit of limits.person ?? []) {
    if (limit.points !== undefined) parts.push(say.limitPoints(points(limit.points), limit.period));
    if (limit.times !== undefined) parts.push(say.limitTimes(limit.times, limit.period));
  }
  if (limits.totalPoints !== undefined) parts.push(say.limitPoints(points(limits.totalPoints), null));
  if (limits.totalTimes !== undefined) parts.push(say.limitTimes(limits.totalTimes, null));
  if (rule.activationDelayDays > 0) parts.push(say.delay(rule.activationDelayDays));
  if (rule.expiry.kind !== 'never') parts.push(say.expiry(rule.expiry));
  if (rule.startsAt !== null || rule.endsAt !== null) {
    parts.push(
      say.span({
        min: instantWords(rule.startsAt, brand, language),
        max: instantWords(rule.endsAt, brand, language),
      }),
    );
  }
  return parts.join(', ');
}

/** One condition or group of them, as a phrase that follows what the rule pays. */
export function describeEarningCondition(
  condition: EarningCondition,
  brand: EarningWordsBrand,
  language: Language,
): string {
  switch (condition.kind) {
    case 'all':
      return condition.of.map((part) => describeEarningCondition(part, brand, language)).join(', ');
    case 'any':
      return phrases[language].any(
        condition.of.map((part) => describeEarningCondition(part, brand, language)),
      );
    case 'not':
      return phrases[language].not(describeEarningCondition(condition.of, brand, language));
    default:
      return factWords(condition, brand, language);
  }
}

/** Why a rule paid what it paid, as a sentence without a full stop. `ruleName` names the rule by its id. */
export function describeEarningReason(
  reason: EarningReason,
  brand: EarningWordsBrand,
  language: Language,
  ruleName: (ruleId: string) => string | null = () => null,
): string {
  return phrases[language].reason(reasonWords(reason, brand, language, ruleName));
}

function reasonWords(
  reason: EarningReason,
  brand: EarningWordsBrand,
  language: Language,
  ruleName: (ruleId: string) => string | null,
): ReasonWords {
  switch (reason.code) {
    case 'condition_not_met':
      return {
        code: reason.code,
        condition: describeEarningCondition(reason.condition, brand, language),
        actual: actualWords(reason.condition, reason.actual, brand, language),
      };
    case 'not_started':
      return { code: reason.code, at: instantWords(reason.startsAt, brand, language) ?? '' };
    case 'over':
      return { code: reason.code, at: instantWords(reason.endsAt, brand, language) ?? '' };
    case 'outranked':
      return { code: reason.code, byName: ruleName(reason.byRuleId) };
    case 'tier_multiplied':
      return {
        code: reason.code,
        times: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(reason.percent / 100),
      };
    case 'person_points_trimmed':
    case 'person_points_reached':
      return {
        code: reason.code,
        limit: formatPoints(reason.limit, brand.pointsName, language),
        period: reason.period,
      };
    case 'person_times_reached':
      return { code: reason.code, limit: String(reason.limit), period: reason.period };
    case 'total_times_reached':
      return { code: reason.code, limit: String(reason.limit), period: null };
    case 'total_points_trimmed':
    case 'total_points_reached':
      return {
        code: reason.code,
        limit: formatPoints(reason.limit, brand.pointsName, language),
        period: null,
      };
    case 'event_points_exceeded':
      return { code: reason.code, limit: genitivePoints(reason.limit, brand, language), period: null };
    default:
      return { code: reason.code };
  }
}

/** What was found, in the unit of the question. */
function actualWords(
  condition: EarningCondition,
  actual: number | null,
  brand: EarningWordsBrand,
  language: Language,
): string | null {
  if (actual === null) return null;
  const isMoney =
    condition.kind === 'total' ||
    condition.kind === 'spent' ||
    (condition.kind === 'lines' && condition.test.kind === 'sum');
  if (isMoney) return formatMoney(actual, brand.currency, language);
  const isShare = condition.kind === 'lines' && condition.test.kind === 'share';
  return isShare ? `${actual}%` : new Intl.NumberFormat(language).format(actual);
}

function effectWords(
  { effect, trigger }: EarningRuleSettings,
  brand: EarningWordsBrand,
  language: Language,
): string {
  const say = phrases[language];
  const points = (count: number) => formatPoints(count, brand.pointsName, language);
  switch (effect.kind) {
    case 'percent':
      return say.percent(percentWords(effect.basisPoints, language), goodsWords(effect.lines, language));
    case 'perAmount':
      return say.perAmount(
        points(effect.points),
        formatMoney(effect.amountMinor, brand.currency, language),
        goodsWords(effect.lines, language),
      );
    case 'steps':
      return say.steps(
        effect.steps.map(({ fromMinor, basisPoints }) => ({
          percent: percentWords(basisPoints, language),
          from: fromMinor === 0 ? null : formatMoney(fromMinor, brand.currency, language),
        })),
        effect.by,
        goodsWords(effect.lines, language),
      );
    case 'fixed':
      return say.fixed(points(effect.points), trigger);
    case 'perItem':
      return say.perItem(points(effect.points), goodsWords(effect.lines, language));
    case 'multiplier':
      return say.multiplier(
        effect.percent / 100,
        language === 'ru' ? brand.pointsName.ru.many : brand.pointsName.en.other,
        goodsWords(effect.lines, language),
      );
  }
}

/** "coffee, tea"; null for everything. */
export function goodsWords(filter: LineFilter | undefined, language: Language): string | null {
  if (!filter) return null;
  return phrases[language].goods({
    only: [...(filter.categories ?? []), ...(filter.skus ?? [])],
    named: filter.names ?? [],
    except: [...(filter.exceptCategories ?? []), ...(filter.exceptSkus ?? []), ...(filter.exceptNames ?? [])],
    discounted: filter.discounted,
  });
}

/** Times of day and days stand right behind what is paid; other conditions are clauses of their own. */
function conditionParts(conditions: EarningCondition, brand: EarningWordsBrand, language: Language) {
  const parts = conditions.kind === 'all' ? conditions.of : [conditions];
  const isNear = ({ kind }: EarningCondition) => kind === 'hours' || kind === 'weekday';
  const words = (list: readonly EarningCondition[]) =>
    list.map((part) => describeEarningCondition(part, brand, language)).filter((text) => text !== '');
  return { near: words(parts.filter(isNear)), clauses: words(parts.filter((part) => !isNear(part))) };
}

function triggerParts({ trigger, effect }: EarningRuleSettings, language: Language): string[] {
  if (trigger.kind === 'receipt' && effect.kind !== 'fixed') return [phrases[language].receiptTrigger];
  if (trigger.kind !== 'birthday') return [];
  return [phrases[language].birthdayTrigger(trigger.daysBefore, trigger.filledDaysBefore) ?? []].flat();
}

type RangedFact = { min?: number | undefined; max?: number | undefined };

function ends({ min, max }: RangedFact, write: (value: number) => string): Ends {
  return { min: min === undefined ? undefined : write(min), max: max === undefined ? undefined : write(max) };
}

function factWords(fact: EarningFact, brand: EarningWordsBrand, language: Language): string {
  const say = phrases[language];
  const money = (minor: number) => formatMoney(minor, brand.currency, language);
  const number = (value: number) => new Intl.NumberFormat(language).format(value);
  const known = (ids: readonly string[]) => ids.flatMap((id) => nameOf(brand.names?.[id], language) ?? []);
  switch (fact.kind) {
    case 'total':
      return say.total(fact.of, ends(fact, money));
    case 'lines': {
      const { test } = fact;
      const range = 'min' in test || 'max' in test ? test : {};
      const write = {
        any: number,
        all: number,
        quantity: number,
        sum: money,
        share: (value: number) => `${value}%`,
      };
      return say.lines(goodsWords(fact.filter, language) ?? '', test.kind, ends(range, write[test.kind]));
    }
    case 'bought':
      return say.bought(goodsWords(fact.filter, language) ?? '', fact.quantity, fact.days);
    case 'redeemed':
      return say.redeemed(
        fact.max === 0,
        ends(fact, (count) => formatPoints(count, brand.pointsName, language)),
      );
    case 'shop':
      return say.shop(known(fact.shopIds), fact.shopIds.length);
    case 'channel':
      return say.channel(fact.channels);
    case 'weekday':
      return say.weekday([...fact.weekdays].sort());
    case 'hours':
      return say.hours(hourWords(fact.from), hourWords(fact.until));
    case 'dates':
      return say.dates({
        min: fact.from === undefined ? undefined : dateWords(`${fact.from}T00:00:00Z`, 'UTC', language),
        max: fact.to === undefined ? undefined : dateWords(`${fact.to}T00:00:00Z`, 'UTC', language),
      });
    case 'membership':
      return say.membership(fact.min, fact.max);
    case 'birthday':
      return say.birthday(fact.daysBefore, fact.daysAfter);
    case 'language':
      return say.language(fact.languages);
    case 'source':
      return say.source(fact.sources);
    case 'purchaseNumber':
      return say.purchaseNumber(fact.min, fact.max, fact.every);
    case 'spent':
      return say.spent(ends(fact, money));
    case 'event':
      return say.event(fact.type, fact.days);
    case 'property':
      return say.property(
        fact.name,
        fact.equals === undefined ? undefined : String(fact.equals),
        ends(fact, number),
      );
    case 'tier':
      return say.tier(known(fact.tierIds), fact.tierIds.length);
    case 'segment':
      return say.segment(known(fact.segmentIds), fact.segmentIds.length);
  }
}

/** As after "more than": Russian then says "21 балла" and "22 баллов", with the forms it has for 2 and for 5. */
function genitivePoints(count: number, { pointsName }: EarningWordsBrand, language: Language): string {
  if (language === 'en') return formatPoints(count, pointsName, language);
  const isOne = count % 10 === 1 && count % 100 !== 11;
  return `${formatCount(count)}\u00a0${isOne ? pointsName.ru.few : pointsName.ru.many}`;
}

function nameOf(name: string | Localized | undefined, language: Language): string | undefined {
  return typeof name === 'object' ? name[language] : name;
}

/** 500 is "5%", 250 is "2,5%" in Russian and "2.5%" in English. */
function percentWords(basisPoints: number, language: Language): string {
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(basisPoints / 100)}%`;
}

/** "8" for 08:00, "8:30" for 08:30. */
function hourWords(time: string): string {
  const [hours = '', minutes = ''] = time.split(':');
  return minutes === '00' ? String(Number(hours)) : `${Number(hours)}:${minutes}`;
}

function instantWords(at: string | null, brand: EarningWordsBrand, language: Language): string | undefined {
  return at === null ? undefined : dateWords(at, brand.zone, language, true);
}

function dateWords(at: string, zone: string, language: Language, withTime = false): string {
  return new Intl.DateTimeFormat(language === 'ru' ? 'ru' : 'en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    ...(withTime ? { hour: '2-digit', minute: '2-digit' } : {}),
  })
    .format(new Date(at))
    .replace(' г.', '');
}
