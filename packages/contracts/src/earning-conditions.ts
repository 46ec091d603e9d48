/** When an earning rule pays: a tree of conditions as data, bounded in depth and size. */
import { z } from 'zod';
import { amountMinorOrZero, calendarDate, id, language, points, timeOfDay } from './primitives.ts';

/** Groups inside groups: deeper than this nobody could read. */
const deepestCondition = 5;
const mostConditions = 50;

const count = z.int().min(0).max(1_000_000);
const days = z.int().min(0).max(36_500);
const word = z.string().trim().min(1).max(100);
const wordList = z.array(word).min(1).max(100);

/** Which lines of a purchase are meant: every part that is given must hold; letter case does not matter. */
export const lineFilter = z
  .strictObject({
    categories: wordList.optional(),
    skus: wordList.optional(),
    /** The name contains one of these. */
    names: wordList.optional(),
    exceptCategories: wordList.optional(),
    exceptSkus: wordList.optional(),
    exceptNames: wordList.optional(),
    /** True: only lines with a discount of their own; false: only those without. */
    discounted: z.boolean().optional(),
  })
  .refine((filter) => Object.values(filter).some((part) => part !== undefined), 'name at least one part');
export type LineFilter = z.infer<typeof lineFilter>;

/** How many, how much of, or whether all lines match. At least one line must match in any case. */
const linesTest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('any') }),
  z.strictObject({ kind: z.literal('all') }),
  withRange(z.strictObject({ kind: z.literal('quantity'), ...range(count) })),
  /** Sum of the lines' prices after discounts, in minor units. */
  withRange(z.strictObject({ kind: z.literal('sum'), ...range(amountMinorOrZero) })),
  /** Their part of the bill, in percent. */
  withRange(z.strictObject({ kind: z.literal('share'), ...range(z.int().min(0).max(100)) })),
]);

export const eventType = z
  .string()
  .regex(/^[a-z][a-z0-9_.]{0,63}$/, 'lower-case letters, digits, dots and underscores, as in video.watched');

/** A single question; ranges include both ends. Dates, weekdays and hours are those of the brand's zone. */
const earningFact = z.discriminatedUnion('kind', [
  /** The bill before points and after discounts, or the money paid after points. */
  withRange(
    z.strictObject({ kind: z.literal('total'), of: z.enum(['bill', 'paid']), ...range(amountMinorOrZero) }),
  ),
  z.strictObject({ kind: z.literal('lines'), filter: lineFilter, test: linesTest }),
  /** At least `quantity` matching goods within the last days, this purchase and today included. */
  z.strictObject({
    kind: z.literal('bought'),
    filter: lineFilter,
    quantity: z.int().min(1).max(10_000),
    days: z.int().min(1).max(92),
  }),
  /** Points spent on this very purchase; a maximum of 0 means none. */
  withRange(z.strictObject({ kind: z.literal('redeemed'), ...range(points) })),
  z.strictObject({ kind: z.literal('shop'), shopIds: z.array(id).min(1).max(200) }),
  /** How the order came, in the till's own words, as in `delivery`. */
  z.strictObject({ kind: z.literal('channel'), channels: z.array(word).min(1).max(20) }),
  /** 1 is Monday, 7 is Sunday. */
  z.strictObject({ kind: z.literal('weekday'), weekdays: z.array(z.int().min(1).max(7)).min(1).max(7) }),
  /** From the first minute of `from` up to, not including, `until`; past midnight when `until` is earlier. */
  z
    .strictObject({ kind: z.literal('hours'), from: timeOfDay, until: timeOfDay })
    .refine(({ from, until }) => from !== until, { message: 'must differ from the start', path: ['until'] }),
  z
    .strictObject({
      kind: z.literal('dates'),
      from: calendarDate.optional(),
      to: calendarDate.optional(),
    })
    .refine(({ from, to }) => from !== undefined || to !== undefined, 'give a first or a last day')
    .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
      message: 'is before the first day',
      path: ['to'],
    }),
  /** Whole days since joining; the day of joining is 0. */
  withRange(z.strictObject({ kind: z.literal('membership'), ...range(days) })),
  /** Around the birthday; both 0 is the day itself. */
  z.strictObject({
    kind: z.literal('birthday'),
    daysBefore: z.int().min(0).max(60),
    daysAfter: z.int().min(0).max(60),
  }),
  z.strictObject({ kind: z.literal('language'), languages: z.array(language).min(1).max(2) }),
  /** Where the person came from when joining. */
  z.strictObject({ kind: z.literal('source'), sources: z.array(word).min(1).max(50) }),
  /** Which purchase of the customer this is: 1 is the first. `every` asks for each n-th. */
  z
    .strictObject({
      kind: z.literal('purchaseNumber'),
      min: z.int().min(1).max(1_000_000).optional(),
      max: z.int().min(1).max(1_000_000).optional(),
      every: z.int().min(2).max(1_000).optional(),
    })
    .refine(({ min, max, every }) => (min ?? max ?? every) !== undefined, 'give a number')
    .refine(isOrdered, { message: 'is less than the minimum', path: ['max'] }),
  /** Money the customer paid before this purchase, less refunds. */
  withRange(z.strictObject({ kind: z.literal('spent'), ...range(amountMinorOrZero) })),
  /** The customer did this before, or within the last days. */
  z.strictObject({
    kind: z.literal('event'),
    type: eventType,
    days: z.int().min(1).max(3_650).optional(),
  }),
  /** A property of the event that the rule is about. */
  z
    .strictObject({
      kind: z.literal('property'),
      name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'letters, digits and underscores'),
      equals: z.union([z.string().max(200), z.number(), z.boolean()]).optional(),
      min: z.number().optional(),
      max: z.number().optional(),
    })
    .refine(
      ({ equals, min, max }) => (equals ?? min ?? max) !== undefined,
      'give a value, a minimum or a maximum',
    )
    .refine(isOrdered, { message: 'is less than the minimum', path: ['max'] }),
  z.strictObject({ kind: z.literal('tier'), tierIds: z.array(id).min(1).max(20) }),
  z.strictObject({ kind: z.literal('segment'), segmentIds: z.array(id).min(1).max(20) }),
]);
export type EarningFact = z.infer<typeof earningFact>;

export type EarningCondition =
  | { kind: 'all'; of: EarningCondition[] }
  | { kind: 'any'; of: EarningCondition[] }
  | { kind: 'not'; of: EarningCondition }
  | EarningFact;

const inner = z.lazy((): z.ZodType<EarningCondition> => conditionTree);
const conditionTree: z.ZodType<EarningCondition> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all'), of: z.array(inner).max(mostConditions) }),
  z.strictObject({ kind: z.literal('any'), of: z.array(inner).min(1).max(mostConditions) }),
  z.strictObject({ kind: z.literal('not'), of: inner }),
  earningFact,
]);

/** All of nothing holds always. */
export const earningCondition = conditionTree.superRefine((condition, context) => {
  const size = measure(condition);
  if (size.depth > deepestCondition)
    context.addIssue({ code: 'custom', message: `has more than ${deepestCondition} levels of groups` });
  if (size.conditions > mostConditions)
    context.addIssue({ code: 'custom', message: `has more than ${mostConditions} conditions` });
});

/** The parts inside a group; a single question has none. */
export function partsOf(condition: EarningCondition): readonly EarningCondition[] {
  if (condition.kind === 'all' || condition.kind === 'any') return condition.of;
  return condition.kind === 'not' ? [condition.of] : [];
}

function measure(condition: EarningCondition): { depth: number; conditions: number } {
  const inner = partsOf(condition).map(measure);
  return {
    depth: inner.length === 0 ? 0 : 1 + Math.max(...inner.map(({ depth }) => depth)),
    conditions: inner.reduce((sum, { conditions }) => sum + conditions, 1),
  };
}

function range<Value extends z.ZodType<number>>(value: Value) {
  return { min: value.optional(), max: value.optional() };
}

/** A range with at least one end. */
function withRange<Schema extends z.ZodType<{ min?: number | undefined; max?: number | undefined }>>(
  schema: Schema,
): Schema {
  return schema
    .refine(({ min, max }) => (min ?? max) !== undefined, 'give a minimum or a maximum')
    .refine(isOrdered, { message: 'is less than the minimum', path: ['max'] });
}

function isOrdered({ min, max }: { min?: number | undefined; max?: number | undefined }): boolean {
  return min === undefined || max === undefined || min <= max;
}
