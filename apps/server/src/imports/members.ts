/** Imports members: finds or makes each, completes what they lack, and credits the points that they bring. */
import { documentVersion } from '../customers/consents.ts';
import type { Deps } from '../deps.ts';
import { type Credit, creditMany, postedPoints } from '../ledger/credit-many.ts';
import { runInside } from '../ledger/statement.ts';
import type { Tx } from '../platform/db.ts';
import { bringGrants, grantedAlready, type NewGrant } from '../tiers/bring-grants.ts';
import {
  emptyOutcome,
  type Importer,
  type ImportSetting,
  type Outcome,
  type Phase,
  type Problem,
  RowRefused,
} from './batch.ts';
import { completePerson, newPerson } from './complete-person.ts';
import { peopleOf, postingNames } from './identity.ts';
import { type MemberRow, memberReader } from './members.rows.ts';
import {
  type ConsentRow,
  findPeople,
  type FoundPeople,
  type Person,
  type PersonFields,
  writeConsents,
  writePeople,
} from './people.sql.ts';

export async function openMembers(deps: Deps, tx: Tx, setting: ImportSetting): Promise<Importer<MemberRow>> {
  const consentVersion = await documentVersion(tx, setting.brandId, 'marketing');
  const tiers = await tx.tier.findMany({
    where: { brandId: setting.brandId, retiredAt: null },
    select: { id: true, nameRu: true, nameEn: true },
  });
  const tierNames = new Map(
    tiers.flatMap(({ id, nameRu, nameEn }) => [
      [nameRu.toLowerCase(), id],
      [nameEn.toLowerCase(), id],
    ]),
  );
  return {
    read: memberReader(deps.secrets, setting, tierNames),
    work: (own, rows, phase) => workMembers(own, deps, { setting, consentVersion, rows, phase }),
  };
}

interface Batch {
  setting: ImportSetting;
  consentVersion: number;
  rows: readonly MemberRow[];
  phase: Phase;
}

async function workMembers(tx: Tx, deps: Deps, batch: Batch): Promise<Outcome> {
  const { setting, rows, phase } = batch;
  const run = runInside(tx);
  const identities = rows.map(({ identity }) => identity);
  const found = await findPeople(run, setting.brandId, identities, { hold: phase === 'run' });
  const keys = rows.flatMap((row) => lotKeys(deps, setting, row, peopleOf(found, row.identity)[0]));
  const posted = await postedPoints(run, setting.brandId, keys);
  const granted = await grantedAlready(tx, {
    brandId: setting.brandId,
    customerIds: rows.flatMap((row) => (row.tier ? (peopleOf(found, row.identity)[0]?.id ?? []) : [])),
    now: deps.clock.now(),
  });
  const plan = planBatch(deps, batch, found, { posted, granted });
  if (phase === 'check') return plan.outcome;
  const now = deps.clock.now();
  await writePeople(run, { ...setting, now }, plan);
  await writeConsents(run, { brandId: setting.brandId, version: batch.consentVersion, now }, plan.consents);
  if (plan.credits.length > 0) await postCredits(tx, deps, setting, plan);
  await bringGrants(tx, deps, {
    brandId: setting.brandId,
    reason: 'Import',
    grantedBy: setting.actor.id,
    grants: plan.grants,
  });
  return plan.outcome;
}

/** `counted` is as what the row was counted, should there be no room for its points. */
interface CountedCredit extends Credit {
  row: number;
  counted: 'created' | 'changed';
}

interface BatchPlan {
  outcome: Outcome;
  made: PersonFields[];
  changed: PersonFields[];
  consents: ConsentRow[];
  credits: CountedCredit[];
  grants: NewGrant[];
}

function planBatch(
  deps: Deps,
  { setting, rows, phase }: Batch,
  found: FoundPeople,
  { posted, granted }: { posted: Map<string, number>; granted: Set<string> },
): BatchPlan {
  const outcome = emptyOutcome();
  const fields = new Map<string, PersonFields>();
  const plan: BatchPlan = { outcome, made: [], changed: [], consents: [], credits: [], grants: [] };
  for (const row of rows) {
    try {
      const [known, ...others] = peopleOf(found, row.identity);
      if (others.length > 0) throw new RowRefused('contacts_of_two', null);
      if (known && row.identity.externalId !== null && known.externalId !== null) {
        if (known.externalId !== row.identity.externalId)
          throw new RowRefused('other_external_id', 'externalId');
      }
      const lot = newLot(deps, setting, row, known, posted);
      const person = known ?? newPerson(deps, found);
      // A row of an earlier batch would have made them: a check writes nothing, so only the file tells.
      const isNew = !known && !(phase === 'check' && row.isRepeat);
      const isGranted = addGrant(plan, granted, row, person);
      const gained = completePerson(deps, {
        brandId: setting.brandId,
        person,
        found,
        row,
        fields,
        consents: plan.consents,
      });
      if (lot) {
        posted.set(lot.postingKey, lot.points);
        const counted = isNew ? 'created' : 'changed';
        plan.credits.push({ ...lot, customerId: person.id, row: row.row, counted });
        outcome.points += lot.points;
      }
      if (isNew) outcome.created += 1;
      else if (lot || isGranted || (gained && known)) outcome.changed += 1;
      else outcome.unchanged += 1;
    } catch (error) {
      if (!(error instanceof RowRefused)) throw error;
      outcome.problems.push({ row: row.row, field: error.field, code: error.code });
    }
  }
  for (const [id, one] of fields) (found.people.get(id)?.isNew ? plan.made : plan.changed).push(one);
  return plan;
}

/** Answers whether the row's level is a new one for the person. */
function addGrant(plan: BatchPlan, granted: Set<string>, { tier }: MemberRow, { id }: Person): boolean {
  if (!tier || granted.has(`${id} ${tier.tierId}`)) return false;
  granted.add(`${id} ${tier.tierId}`);
  plan.grants.push({ customerId: id, ...tier });
  return true;
}

/** Every key under which this lot may have come in already: by what the row and by what the record knows of the person. */
function lotKeys(deps: Deps, { brandId }: ImportSetting, row: MemberRow, person?: Person): string[] {
  const { lot, identity, names } = row;
  if (!lot) return [];
  const unlike = (known: string | null | undefined, given: string | null) =>
    known === undefined || known === given ? null : known;
  const others = postingNames(deps.secrets, brandId, {
    phoneHash: unlike(person?.phoneHash, identity.phoneHash),
    emailHash: unlike(person?.emailHash, identity.emailHash),
    externalId: unlike(person?.externalId, identity.externalId),
  });
  return [...names, ...others].map((name) => `${name}:${lot.mark}`);
}

/** Null where it came in before; refuses the same lot with other points. */
function newLot(
  deps: Deps,
  setting: ImportSetting,
  row: MemberRow,
  person: Person | undefined,
  posted: Map<string, number>,
): Omit<Credit, 'customerId'> | null {
  const { lot } = row;
  if (!lot) return null;
  const [postingKey = '', ...others] = lotKeys(deps, setting, row, person);
  const before = [postingKey, ...others].flatMap((key) => posted.get(key) ?? [])[0];
  if (before === undefined) return { ...lot, postingKey };
  if (before !== lot.points) throw new RowRefused('points_differ', 'points');
  return null;
}

/** Who has no room for them keeps what else the row brought, and the row is told as failed. */
async function postCredits(tx: Tx, deps: Deps, setting: ImportSetting, plan: BatchPlan): Promise<void> {
  const refused = await creditMany(runInside(tx), deps, {
    brandId: setting.brandId,
    sourceId: setting.importId,
    actor: { kind: 'staff', id: setting.actor.id },
    credits: plan.credits,
  });
  for (const { postingKey, row, points, counted } of plan.credits) {
    if (!refused.has(postingKey)) continue;
    const problem: Problem = { row, field: 'points', code: 'points_over_limit' };
    plan.outcome.problems.push(problem);
    plan.outcome.points -= points;
    plan.outcome[counted] -= 1;
  }
}
