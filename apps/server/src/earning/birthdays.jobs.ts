/** Pays rules about birthdays: by the day of the brand's zone, once a year, also after a day on which nothing ran. */
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { defineJob, type Schedule } from '../platform/jobs.ts';
import { Refusal } from '../platform/refusal.ts';
import { birthdayIn } from './conditions.ts';
import { eventTypeOf } from './evaluate.ts';
import { dateOfDay, localMoment } from './facts.ts';
import { payEvent, rulesAbout } from './pay-event.ts';
import { dateOfStart } from './periods.ts';

const batchSize = 500;
const batchLimit = 400;

export const payBirthdaysJob = defineJob({
  name: 'earning.pay-birthdays',
  payload: z.object({ brandId: z.uuid() }),
  async run(deps, { brandId }) {
    const brand = await deps.db.prisma.brand.findUnique({ where: { id: brandId }, select: { zone: true } });
    if (!brand) return;
    const now = deps.clock.now();
    const today = localMoment(now, brand.zone).day;
    const asked = new Map<string, Birthdays>();
    for (const trigger of await rulesAbout(deps.db.prisma, brandId, 'birthday', now)) {
      if (trigger.kind === 'birthday') asked.set(String(eventTypeOf(trigger)), trigger);
    }
    for (const [eventType, { daysBefore, filledDaysBefore }] of asked) {
      for (let early = 0; early <= daysBefore; early++) {
        await payDay(deps, { brandId, zone: brand.zone, eventType, day: today + early, filledDaysBefore });
      }
    }
  },
});

export const birthdaySchedules: readonly Schedule[] = [
  { cron: '25 * * * *', job: payBirthdaysJob, runsFor: 'eachBrand' },
];

interface Birthdays {
  daysBefore: number;
  filledDaysBefore: number;
}

interface BirthdayDay {
  brandId: string;
  zone: string;
  eventType: string;
  /** The birthday itself. */
  day: number;
  filledDaysBefore: number;
}

async function payDay(deps: Deps, birthday: BirthdayDay): Promise<void> {
  const refused: string[] = [];
  for (let batch = 0; batch < batchLimit; batch++) {
    const ids = await findUnpaid(deps, birthday, refused);
    for (const customerId of ids) if (!(await pay(deps, birthday, customerId))) refused.push(customerId);
    if (ids.length < batchSize) return;
  }
}

async function findUnpaid(
  deps: Deps,
  { brandId, zone, eventType, day, filledDaysBefore }: BirthdayDay,
  refused: readonly string[],
): Promise<string[]> {
  const filledUntil = dateOfDay(day - filledDaysBefore);
  const rows = await deps.db.prisma.$queryRaw<{ id: string }[]>`
    select c.id from customer c
     where c.brand_id = ${brandId}::uuid and c.birthday_month_day = any(${birthdaysOn(day)}::int[])
       and c.joined_at is not null and c.deleted_at is null
       and (c.birthday_set_at is null or (c.birthday_set_at at time zone ${zone})::date <= ${filledUntil}::date)
       and c.id <> all(${refused}::uuid[])
       and not exists (select from customer_event e where e.brand_id = ${brandId}::uuid
         and e.external_id = 'birthday:' || c.id || ':' || ${yearOf(day)} || ':' || ${eventType})
     order by c.id limit ${batchSize}`;
  return rows.map(({ id }) => id);
}

/** Answers false where the person cannot be paid now, so that the others do not wait for them. */
async function pay(
  deps: Deps,
  { brandId, eventType, day }: BirthdayDay,
  customerId: string,
): Promise<boolean> {
  const externalId = `birthday:${customerId}:${yearOf(day)}:${eventType}`;
  try {
    await deps.db.prisma.$transaction((tx) =>
      payEvent(tx, deps, {
        brandId,
        customerId,
        trigger: 'birthday',
        eventType,
        type: 'birthday',
        externalId,
        occurredAt: deps.clock.now(),
        properties: {},
        inputHash: '',
        source: { kind: 'job', actor: { kind: 'system', id: null } },
      }),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
  deps.live.publish(brandId, customerId);
  return true;
}

/** As MMDD; who was born on 29 February has it on 1 March of other years. */
function birthdaysOn(day: number): number[] {
  const date = dateOfStart(day);
  const own = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  const leapDay = 229;
  return own !== leapDay && birthdayIn(date.getUTCFullYear(), leapDay) === day ? [own, leapDay] : [own];
}

function yearOf(day: number): string {
  return dateOfDay(day).slice(0, 4);
}
