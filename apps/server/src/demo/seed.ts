/** `node apps/server/src/demo/seed.ts`: the demo brand with months of history. Says what is needed to sign in, as one line of JSON. */
import { demoStaff, zerno } from '@regulars/prisma/seed/zerno';
import { readConfig } from '../config.ts';
import { createDeps } from '../create-deps.ts';
import type { Deps } from '../deps.ts';
import { manualClock } from '../platform/clock.ts';
import { prepareQueue } from '../platform/queue.ts';
import { connectDemoBot, openBrand, raiseTerms } from './brand.ts';
import { createChance } from './chance.ts';
import { historyDays, liveThrough } from './history.ts';
import { invitePeople } from './people.ts';
import { sendReceipts } from './receipts.ts';
import { openRewards } from './rewards.ts';
import { setUpRules } from './rules.ts';
import { fillSandbox } from './sandbox.ts';
import { setUpTiers } from './tiers.ts';
import { createDemoApiKey, createTeam, demoApiKey, demoPassword } from './team.ts';

const memberCount = 180;
const seedOfChance = 2026;
const dayMilliseconds = 86_400_000;

const now = new Date();
const clock = manualClock(new Date(now.getTime() - (historyDays + 1) * dayMilliseconds));
const deps: Deps = { ...createDeps(readConfig()), clock };
try {
  const { sandboxUrl } = deps.config.telegram;
  if (sandboxUrl) await fillSandbox(sandboxUrl);
  const known = await deps.db.prisma.brand.findUnique({ where: { slug: zerno.slug } });
  if (!known) await createDemo();
  const owner = demoStaff[0];
  const said = {
    brandSlug: zerno.slug,
    botToken: zerno.bot.token,
    apiKey: demoApiKey(deps),
    admin: { email: owner.email, password: demoPassword },
  };
  console.log(JSON.stringify(said));
} finally {
  await deps.live.close();
  await deps.db.close();
}

async function createDemo(): Promise<void> {
  const brand = await openBrand(deps);
  await createTeam(deps, brand.id);
  await createDemoApiKey(deps, brand.id);
  await raiseTerms(deps, brand.id);
  await setUpRules(deps, brand.id);
  // Saving levels leaves work for the queue.
  await prepareQueue(deps);
  await setUpTiers(deps, brand.id);
  const chance = createChance(seedOfChance);
  const people = invitePeople(chance, memberCount, historyDays);
  const eachMorning = openRewards(deps, brand.id);
  await liveThrough({ deps, clock, chance, brand, shopIds: brand.shopIds, now, eachMorning }, people);
  await sendReceipts({ deps, clock, now }, brand.id);
  // What is long past must not be told to anyone now.
  await deps.db.prisma.outbox.deleteMany({ where: { brandId: brand.id } });
  if (deps.config.telegram.sandboxUrl) await connectDemoBot(deps, brand.id);
}
