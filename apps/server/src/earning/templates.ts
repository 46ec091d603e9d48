/** Whole programmes to start from, as data: their rules become drafts that staff look at before anything pays. */
import {
  type ConflictPolicy,
  currencyDigits,
  type EarningRule,
  type EarningRuleSettings,
  type EarningTemplate,
  type ExpiryRule,
  type Language,
  type Localized,
  type ProgrammeSettings,
} from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import type { BrandStaffCaller } from '../platform/callers.ts';
import { Refusal } from '../platform/refusal.ts';
import { createRules } from './rules.ts';
import { earningWordsBrand, summarize } from './rule-view.ts';

interface Template {
  key: string;
  title: Localized;
  text: Localized;
  policy: ConflictPolicy;
  programme: Partial<ProgrammeSettings>;
  /** `money` turns whole units of the brand's currency into minor ones. */
  rules(money: (units: number) => number): TemplateRule[];
}

type TemplateRule = Omit<Partial<EarningRuleSettings>, 'name'> & { name: Localized } & Pick<
    EarningRuleSettings,
    'effect'
  >;

const purchases: Localized = { ru: 'Покупки', en: 'Purchases' };
const never: ExpiryRule = { kind: 'never' };

const templates: readonly Template[] = [
  {
    key: 'gift-and-percent',
    title: { ru: '200 баллов новичку и 5% назад', en: '200 points for newcomers and 5% back' },
    text: {
      ru: 'Подарок приходит с первой покупкой, потратить его можно со следующей. 5% с каждой покупки, не больше трёх начислений и двух списаний в день. Баллами платят до 30% чека, а сгорают они после полугода без покупок.',
      en: 'The gift comes with the first purchase and can be spent from the next one. 5% back on every purchase, at most three times a day, and points are spent at most twice a day. They pay up to 30% of a bill and lapse after half a year without a purchase.',
    },
    policy: 'all',
    programme: { redeemCapPercent: 30, inactivityMonths: 6, redemptionsPerDay: 2 },
    rules: () => [
      {
        name: { ru: 'Подарок новичку', en: 'Newcomer gift' },
        conditions: { kind: 'all', of: [{ kind: 'purchaseNumber', max: 1 }] },
        effect: { kind: 'fixed', points: 200 },
        limits: { person: [{ period: 'ever', times: 1 }] },
      },
      {
        name: purchases,
        effect: { kind: 'percent', basisPoints: 500 },
        limits: { person: [{ period: 'day', times: 3 }] },
      },
    ],
  },
  {
    key: 'growing-percent',
    title: { ru: '3, 5 и 7% по сумме покупок', en: '3, 5 and 7% by what was spent' },
    text: {
      ru: 'Процент растёт с суммой прежних покупок. Начисляем с доставки (channel: delivery), кроме напитков и товаров со скидкой; в кафе баллы только тратят. Баллами платят до 20% чека.',
      en: 'The percent grows with what the customer has spent. Delivery orders earn (channel: delivery), except drinks and discounted goods; the café only spends. Points pay up to 20% of a bill.',
    },
    policy: 'best',
    programme: { redeemCapPercent: 20 },
    rules: (money) => [
      {
        name: { ru: 'Доставка', en: 'Delivery' },
        conditions: { kind: 'all', of: [{ kind: 'channel', channels: ['delivery'] }] },
        effect: {
          kind: 'steps',
          by: 'spent',
          steps: [
            { fromMinor: 0, basisPoints: 300 },
            { fromMinor: money(2_000), basisPoints: 500 },
            { fromMinor: money(5_000), basisPoints: 700 },
          ],
          lines: { exceptCategories: ['Напитки', 'Drinks'], discounted: false },
        },
      },
    ],
  },
  {
    key: 'receipt-steps-and-birthday',
    title: {
      ru: '1, 2, 3 и 5% по размеру чека и день рождения',
      en: '1, 2, 3 and 5% by the bill, and a birthday',
    },
    text: {
      ru: 'Чем больше чек, тем выше процент; баллы живут 12 месяцев. 500 баллов на день рождения действуют с третьего дня до него по третий день после, если дату указали хотя бы за неделю.',
      en: 'The larger the bill, the higher the percent; points live 12 months. 500 birthday points are valid from three days before to three days after it, if the date was filled in at least a week before.',
    },
    policy: 'all',
    programme: { expiry: { kind: 'months', months: 12, roundToMonthEnd: false } },
    rules: (money) => [
      {
        name: purchases,
        effect: {
          kind: 'steps',
          by: 'bill',
          steps: [
            { fromMinor: 0, basisPoints: 100 },
            { fromMinor: money(1_000), basisPoints: 200 },
            { fromMinor: money(3_000), basisPoints: 300 },
            { fromMinor: money(5_000), basisPoints: 500 },
          ],
        },
        expiry: { kind: 'months', months: 12, roundToMonthEnd: false },
      },
      {
        name: { ru: 'День рождения', en: 'Birthday' },
        trigger: { kind: 'birthday', daysBefore: 3, filledDaysBefore: 7 },
        effect: { kind: 'fixed', points: 500 },
        limits: { person: [{ period: 'year', times: 1 }] },
        // Three days before, the day itself and three after: six days after the first one.
        expiry: { kind: 'days', days: 6 },
      },
    ],
  },
  {
    key: 'next-day',
    title: { ru: 'Баллы со следующего дня, без скидок', en: 'Points from the next day, not on discounts' },
    text: {
      ru: '5% с товаров без скидки. Если покупку хотя бы частью оплатили баллами, она ничего не приносит. Тратить баллы можно со следующего дня.',
      en: '5% back on goods without a discount. A purchase paid even partly by points earns nothing. Points can be spent from the next day.',
    },
    policy: 'best',
    programme: {},
    rules: () => [
      {
        name: purchases,
        conditions: { kind: 'all', of: [{ kind: 'redeemed', max: 0 }] },
        effect: { kind: 'percent', basisPoints: 500, lines: { discounted: false } },
        activationDelayDays: 1,
      },
    ],
  },
  {
    key: 'coffee-challenge',
    title: {
      ru: 'Три капучино, друг, приложение и канал',
      en: 'Three cappuccinos, a friend, the app and the channel',
    },
    text: {
      ru: '50 баллов за три капучино за неделю, 100 за друга, 200 за приложение и раз в неделю 5% подписчикам канала. О друзьях, приложении и подписке сообщает ваша система через POST /v1/events.',
      en: '50 points for three cappuccinos in a week, 100 for a friend, 200 for the app, and once a week 5% back for those who follow the channel. Your system reports friends, the app and followers by POST /v1/events.',
    },
    policy: 'all',
    programme: {},
    rules: () => [
      {
        name: { ru: 'Три капучино за неделю', en: 'Three cappuccinos in a week' },
        conditions: {
          kind: 'all',
          of: [{ kind: 'bought', filter: { names: ['капучино', 'cappuccino'] }, quantity: 3, days: 7 }],
        },
        effect: { kind: 'fixed', points: 50 },
        limits: { person: [{ period: 'week', times: 1 }] },
      },
      {
        name: { ru: 'Привёл друга', en: 'A friend' },
        trigger: { kind: 'referral' },
        effect: { kind: 'fixed', points: 100 },
      },
      {
        name: { ru: 'Мобильное приложение', en: 'The mobile app' },
        trigger: { kind: 'app_install' },
        effect: { kind: 'fixed', points: 200 },
        limits: { person: [{ period: 'ever', times: 1 }] },
      },
      {
        name: { ru: 'Подписчикам канала', en: 'Channel followers' },
        conditions: { kind: 'all', of: [{ kind: 'event', type: 'subscription' }] },
        effect: { kind: 'percent', basisPoints: 500 },
        limits: { person: [{ period: 'week', times: 1 }] },
      },
    ],
  },
];

export async function listTemplates(
  deps: Deps,
  brandId: string,
  language: Language,
): Promise<{ items: EarningTemplate[] }> {
  const brand = await earningWordsBrand(deps.db.prisma, brandId);
  return {
    items: templates.map(({ key, title, text, policy, programme, ...template }) => ({
      key,
      title,
      text,
      policy,
      programme,
      rules: rulesOf(template, brand.currency, language).map((settings) => ({
        settings,
        summary: summarize(settings, brand),
      })),
    })),
  };
}

/** Refuses `earning_template_not_found`. */
export async function useTemplate(
  deps: Deps,
  caller: BrandStaffCaller,
  key: string,
  language: Language,
): Promise<EarningRule[]> {
  const template = templates.find((one) => one.key === key);
  if (!template) throw new Refusal('earning_template_not_found');
  const { currency } = await earningWordsBrand(deps.db.prisma, caller.brand.id);
  return createRules(deps, caller, rulesOf(template, currency, language));
}

function rulesOf(
  template: Pick<Template, 'rules'>,
  currency: string,
  language: Language,
): EarningRuleSettings[] {
  const factor = 10 ** currencyDigits(currency);
  return template
    .rules((units) => units * factor)
    .map((rule) => ({
      trigger: { kind: 'purchase' },
      conditions: { kind: 'all', of: [] },
      limits: {},
      startsAt: null,
      endsAt: null,
      activationDelayDays: 0,
      expiry: never,
      ...rule,
      name: rule.name[language],
    }));
}
