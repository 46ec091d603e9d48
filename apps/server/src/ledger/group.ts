/**
 * Group posting: postings of a brand that come while one statement is under way go together in the next, each
 * with its own answer. One statement for many costs little more than one for one, and a busy wallet queues here
 * and not in Postgres.
 */
import { isConnectionLost } from '../platform/db.ts';
import { Refusal } from '../platform/refusal.ts';

const maxGroup = 128;
/** More than this many waiting in one brand: better to say so than to let everyone time out. */
const maxWaiting = 4_000;

export type Outcome<Answer> = { answer: Answer } | { refusal: Refusal };

export interface GroupWork<Item, Answer> {
  /** Posts all in one statement, outcomes in the items' order. What it throws is nobody's own fault. */
  post: (brandId: string, items: Item[]) => Promise<Outcome<Answer>[]>;
  /** Two items that share one of these never go together: the second must see what the first did. */
  exclusiveKeys: (item: Item) => readonly string[];
}

interface Waiting<Item, Answer> {
  item: Item;
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
}

export function groupPosting<Item, Answer>(
  work: GroupWork<Item, Answer>,
): (brandId: string, item: Item) => Promise<Answer> {
  const brands = new Map<string, Waiting<Item, Answer>[]>();

  async function drain(brandId: string, queue: Waiting<Item, Answer>[]): Promise<void> {
    while (queue.length > 0) await settle(work, brandId, takeGroup(work, queue));
    brands.delete(brandId);
  }

  return (brandId, item) =>
    new Promise((resolve, reject) => {
      const queue = brands.get(brandId);
      if (queue && queue.length >= maxWaiting) {
        reject(new Refusal('temporarily_unavailable', { retryAfterSeconds: 1 }));
      } else if (queue) {
        queue.push({ item, resolve, reject });
      } else {
        const started = [{ item, resolve, reject }];
        brands.set(brandId, started);
        void drain(brandId, started);
      }
    });
}

/** The oldest ones that may go together; the others keep their order. */
function takeGroup<Item, Answer>(
  work: GroupWork<Item, Answer>,
  queue: Waiting<Item, Answer>[],
): Waiting<Item, Answer>[] {
  const taken: Waiting<Item, Answer>[] = [];
  const left: Waiting<Item, Answer>[] = [];
  const keys = new Set<string>();
  for (const waiting of queue) {
    // Whoever comes after a full group keeps their place.
    const own = taken.length < maxGroup ? work.exclusiveKeys(waiting.item) : null;
    if (own && !own.some((key) => keys.has(key))) taken.push(waiting);
    else left.push(waiting);
    for (const key of own ?? []) keys.add(key);
  }
  queue.splice(0, queue.length, ...left);
  return taken;
}

async function settle<Item, Answer>(
  work: GroupWork<Item, Answer>,
  brandId: string,
  group: Waiting<Item, Answer>[],
): Promise<void> {
  try {
    const outcomes = await work.post(
      brandId,
      group.map(({ item }) => item),
    );
    for (const [index, waiting] of group.entries()) answer(waiting, outcomes[index]);
  } catch (error) {
    if (group.length === 1 || isConnectionLost(error)) {
      for (const waiting of group) waiting.reject(error);
      return;
    }
    // One of them broke the statement for all: each goes alone, so that only that one fails.
    for (const waiting of group) await settle(work, brandId, [waiting]);
  }
}

function answer<Item, Answer>(waiting: Waiting<Item, Answer>, outcome: Outcome<Answer> | undefined): void {
  if (!outcome) waiting.reject(new Error('a posting was left without an answer'));
  else if ('refusal' in outcome) waiting.reject(outcome.refusal);
  else waiting.resolve(outcome.answer);
}
