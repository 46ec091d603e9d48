/** Staff and the API key of the demo. */
import { scopes } from '@regulars/contracts';
import { demoStaff } from '@regulars/prisma/seed/zerno';
import type { Deps } from '../deps.ts';
import { tokenHash } from '../platform/secrets.ts';
import { addMembership, createAccount, readyAccount } from '../staff/accounts.ts';

/** Known to everyone who has read this line: a demo must never hold real people. */
export const demoPassword = 'coffee-and-beans';

export async function createTeam(deps: Deps, brandId: string): Promise<void> {
  for (const person of demoStaff) {
    const account = await readyAccount({
      name: person.name,
      email: person.email,
      language: person.language,
      password: demoPassword,
      isOperator: person.role === 'owner',
    });
    await deps.db.prisma.$transaction(async (tx) => {
      const userId = await createAccount(tx, deps.random, account);
      const shopIds = 'shop' in person ? [await shopId(deps, brandId, person.shop)] : [];
      const { role } = person;
      await addMembership(tx, deps.random, { brandId, userId, role, shopIds, now: deps.clock.now() });
    });
  }
}

/** The same secret at every start of one installation, so that it can be told again without being stored. */
export function demoApiKey(deps: Deps): string {
  return `rk_${deps.secrets.derive('demo-api-key').toString('base64url')}`;
}

export async function createDemoApiKey(deps: Deps, brandId: string): Promise<void> {
  const secret = demoApiKey(deps);
  await deps.db.prisma.apiKey.create({
    data: {
      brandId,
      id: deps.random.id(),
      name: 'Касса на Покровке',
      prefix: secret.slice(0, 10),
      keyHash: tokenHash(secret),
      scopes: [...scopes],
      shopId: await shopId(deps, brandId, 'Зерно на Покровке'),
      createdAt: deps.clock.now(),
    },
  });
}

async function shopId(deps: Deps, brandId: string, name: string): Promise<string> {
  const { id } = await deps.db.prisma.shop.findFirstOrThrow({ where: { brandId, name } });
  return id;
}
