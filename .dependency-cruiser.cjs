// Who may import whom: the table of docs and architecture, as rules. `pnpm imports` checks it.

/** Slices of the server that every slice may use; `audit` writes who changed what, `shops` says where. */
const everySliceMayUse = ['platform', 'brands', 'customers', 'shops', 'audit', 'words'];

/** Slices that move points or show balances: the ledger's door is open to them. */
const usesLedger = [
  'coupons',
  'rewards',
  'tiers',
  'brands',
  'customers',
  'purchases',
  'earning',
  'imports',
  'exports',
  'demo',
];

/** Slices that write to a person first. */
const usesMessaging = [
  'coupons',
  'tiers',
  'customers',
  'purchases',
  'ledger',
  'programme',
  'bot',
  'receipts',
  'demo',
];

/** What one slice may use beyond that. */
const alsoMayUse = {
  purchases: ['earning', 'programme', 'tiers', 'coupons', 'cards', 'idempotency'],
  // A brand is made with its first programme version.
  brands: ['programme', 'earning', 'receipts'],
  programme: ['earning'],
  // Days of the zone, and which lines are meant.
  coupons: ['earning'],
  // What is bought is a coupon; some tiers only may buy.
  rewards: ['coupons', 'earning', 'tiers'],
  // Days of the zone and the life of gifts.
  tiers: ['earning'],
  // What a point is worth when rules are tried out, and the page that shows the base rule.
  earning: ['programme'],
  // Joining gives the welcome bonus that the programme in force names.
  // A merged record hands its purchases over.
  customers: ['programme', 'purchases', 'earning', 'receipts', 'tiers', 'coupons'],
  // When points that come in by themselves start and end; what a hold says of its coupons.
  ledger: ['earning', 'coupons'],
  // When points end is the ledger's formula, and the reminder's question.
  messaging: ['ledger'],
  // Paid by rules, by the value of a point; photos come by the bot.
  receipts: ['earning', 'programme', 'bots'],
  // Balances, history and the catalogue come in through the slices that own them.
  imports: ['earning', 'programme', 'tiers', 'rewards'],
  // Every list goes out by the filters of its own slice.
  exports: ['rewards', 'webhooks'],
  broadcasts: ['segments'],
  automations: ['segments'],
  inapp: ['segments'],
  surveys: ['segments'],
  // Fills a fresh database through the same functions that the routes call.
  demo: ['.*'],
};

const server = '^apps/server/src';
const tests = '[.]test[.]tsx?$|/testing/';

function sliceRules() {
  const named = new Set([...usesLedger, ...usesMessaging, ...Object.keys(alsoMayUse)]);
  const rules = [...named].map((slice) => {
    const allowed = [slice, ...everySliceMayUse, ...(alsoMayUse[slice] ?? [])];
    if (usesLedger.includes(slice)) allowed.push('ledger');
    if (usesMessaging.includes(slice)) allowed.push('messaging');
    return {
      name: `slice-${slice}`,
      comment: `The slice ${slice} may import ${allowed.slice(1).join(', ')} and no other slice.`,
      severity: 'error',
      from: { path: `${server}/${slice}/`, pathNot: tests },
      to: { path: `${server}/[^/]+/`, pathNot: `${server}/(${allowed.join('|')})/` },
    };
  });
  return [
    ...rules,
    {
      name: 'slice-other',
      comment: 'A slice may import platform, brands and customers; more is granted by name in this file.',
      severity: 'error',
      from: { path: `${server}/(?!platform/|words/|${[...named].join('/|')}/)([^/]+)/`, pathNot: tests },
      to: { path: `${server}/[^/]+/`, pathNot: `${server}/($1|${everySliceMayUse.join('|')})/` },
    },
  ];
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Types may point back at each other: nothing of them is left when the program runs.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere, or to a package that package.json does not name.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: `${server}/(platform|words)/`, pathNot: tests },
      to: { path: `${server}/(?!platform/|words/)[^/]+/` },
    },
    ...sliceRules(),
    {
      name: 'slices-do-not-import-the-programs',
      comment: 'app, bot, jobs and main put the slices together, so no slice may lean on them.',
      severity: 'error',
      from: { path: `${server}/[^/]+/`, pathNot: [tests, `${server}/demo/`] },
      to: { path: `${server}/(app|bot|jobs|main)[.]ts$` },
    },
    {
      name: 'routes-are-mounted-by-app-only',
      severity: 'error',
      from: { pathNot: [`${server}/app[.]ts$`, tests] },
      to: { path: `${server}/.*[.]routes[.]ts$` },
    },
    {
      name: 'web-apps-never-import-the-server',
      severity: 'error',
      from: { path: '^(apps/(miniapp|admin)|packages/(client|ui))/' },
      to: {
        path: '^(apps/(server|sandbox)|prisma|packages/config)/',
        pathNot: '^packages/config/vitest[.]ts$',
      },
    },
    {
      name: 'apps-stand-apart',
      severity: 'error',
      from: { path: '^apps/(miniapp|admin|sandbox|server)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/sandbox/src/(control/|sandbox[.]ts$)'] },
    },
    {
      name: 'product-knows-no-sandbox',
      comment: 'The sandbox is Telegram to the server; only its tests may drive it.',
      severity: 'error',
      from: { path: '^(apps/server|apps/miniapp|apps/admin)/', pathNot: [tests, `${server}/demo/`] },
      to: { path: '^apps/sandbox/' },
    },
    {
      name: 'contracts-stand-alone',
      severity: 'error',
      from: { path: '^packages/contracts/' },
      to: { path: '^(apps|prisma|packages/(?!contracts/))' },
    },
    {
      name: 'packages-do-not-import-apps',
      severity: 'error',
      from: { path: '^(packages|prisma)/', pathNot: [tests] },
      to: { path: '^apps/' },
    },
    {
      name: 'one-door-to-telegram-in-the-mini-app',
      severity: 'error',
      from: { path: '^apps/miniapp/', pathNot: '^apps/miniapp/src/telegram[.]ts$' },
      to: { path: '(^|/)@telegram-apps/' },
    },
    {
      name: 'zod-stays-on-the-server',
      comment: 'The Mini App has a budget; schemas are checked by the server, types come for free.',
      severity: 'error',
      from: { path: '^apps/miniapp/' },
      to: { path: '(^|/)zod(/|$)' },
    },
    {
      name: 'database-only-on-the-server',
      severity: 'error',
      from: { path: '^(apps/(?!server/)|packages/(?!config/))', pathNot: '^apps/e2e/' },
      to: { path: '^prisma/' },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript API for other tools, so swc does the reading.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(apps|packages)/[^/]+/(dist|test-results|playwright-report)/|^prisma/generated/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
