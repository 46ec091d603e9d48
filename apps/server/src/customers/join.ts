/** Joining the programme: the record, both consents, the welcome bonus and the event, in one transaction. */
import type { RouteParsed, Routes } from '@regulars/contracts';
import type { Deps } from '../deps.ts';
import { payEvent, rulesAbout } from '../earning/pay-event.ts';
import { postWelcome } from '../ledger/welcome.ts';
import type { CustomerCaller } from '../platform/callers.ts';
import type { Tx } from '../platform/db.ts';
import { emit } from '../platform/events.ts';
import { Refusal } from '../platform/refusal.ts';
import { programmeInForce } from '../programme/versions.ts';
import { documentVersion, setConsent } from './consents.ts';
import { findOrCreatePerson, lastingHash } from './people.ts';

export type JoinBody = RouteParsed<Routes['join']>['body'];

/**
 * Answers the customer's id and whether they have just joined; who is a member already stays as they are.
 * Refuses `consent_required` without the rules and `version_conflict` if a text changed while it was read.
 */
export async function joinProgramme(tx: Tx, deps: Deps, caller: CustomerCaller, body: JoinBody) {
  const { brandId } = caller;
  if (!body.rules.granted) throw new Refusal('consent_required');
  const person = await findOrCreatePerson(tx, deps.random, {
    brandId,
    user: caller.user,
    source: caller.startParam,
    hasStartedBot: false,
  });
  const now = deps.clock.now();
  const { count } = await tx.customer.updateMany({
    where: { brandId, id: person.id, joinedAt: null },
    data: { joinedAt: now, language: body.language ?? caller.language, zone: knownZone(body.zone) },
  });
  if (count === 0) return { customerId: person.id, isNew: false };
  await keepConsents(tx, deps, brandId, person.id, body, now);
  const welcomePoints = await welcome(tx, deps, caller, person.id);
  const rewardPoints = await reward(tx, deps, caller, person.id);
  await emit(tx, deps.random, {
    brandId,
    type: 'member.joined',
    customerId: person.id,
    payload: { welcomePoints: welcomePoints + rewardPoints },
    occurredAt: now,
  });
  return { customerId: person.id, isNew: true };
}

/** Answers the points given: none to someone who had them once, also under a record erased since. */
async function welcome(tx: Tx, deps: Deps, caller: CustomerCaller, customerId: string): Promise<number> {
  const { brandId, user } = caller;
  const points = (await programmeInForce(tx, brandId)).settings.welcomeBonusPoints;
  if (points === 0) return 0;
  const personHash = lastingHash(deps.secrets, brandId, user.id);
  return (await postWelcome(tx, deps, { brandId, customerId, personHash, points })) ? points : 0;
}

/** What rules about joining pay: as the welcome bonus, once for ever. */
async function reward(tx: Tx, deps: Deps, caller: CustomerCaller, customerId: string): Promise<number> {
  const { brandId, user } = caller;
  const now = deps.clock.now();
  if ((await rulesAbout(tx, brandId, 'join', now)).length === 0) return 0;
  const { points } = await payEvent(tx, deps, {
    brandId,
    customerId,
    trigger: 'join',
    eventType: null,
    type: 'join',
    externalId: `join:${lastingHash(deps.secrets, brandId, user.id)}`,
    occurredAt: now,
    properties: {},
    inputHash: '',
    source: { kind: 'join', actor: { kind: 'customer', id: customerId } },
  });
  return points;
}

async function keepConsents(
  tx: Tx,
  deps: Deps,
  brandId: string,
  customerId: string,
  body: JoinBody,
  at: Date,
): Promise<void> {
  for (const kind of ['rules', 'marketing'] as const) {
    const { granted, version } = body[kind];
    if (version !== (await documentVersion(tx, brandId, kind))) throw new Refusal('version_conflict');
    await setConsent(tx, deps.random, { brandId, customerId, kind, granted, version, source: 'miniapp', at });
  }
}

function knownZone(zone: string | undefined): string | null {
  if (zone === undefined) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
