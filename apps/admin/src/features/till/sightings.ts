/** Which of the codes before the camera are news: each is told once for as long as it is held up. */

/** A code counts as held up anew after so long out of the picture; shorter gaps are a blurred moment. */
const goneAfterMs = 2_000;
/** And after so many looks without it: on a busy machine two looks may lie seconds apart. */
const goneAfterLooks = 8;

interface Sighting {
  atMs: number;
  looksSince: number;
}

export type Sightings = ReadonlyMap<string, Sighting>;

/**
 * One look at the picture, with the code in it or null. All codes in view are kept and not only the last: two in
 * one picture are read by turns.
 */
export function see(seen: Sightings, text: string | null, atMs: number): { seen: Sightings; isNew: boolean } {
  const inView = new Map<string, Sighting>();
  for (const [known, { atMs: lastMs, looksSince }] of seen) {
    const isGone = atMs - lastMs >= goneAfterMs && looksSince >= goneAfterLooks;
    if (!isGone) inView.set(known, { atMs: lastMs, looksSince: looksSince + 1 });
  }
  if (text === null) return { seen: inView, isNew: false };
  const isNew = !inView.has(text);
  return { seen: inView.set(text, { atMs, looksSince: 0 }), isNew };
}
