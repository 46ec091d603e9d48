/** Keeps by brand and id what never changes once written: what was read is good for ever. */
const maxKept = 500;

export type ById<Source, Value> = (source: Source, brandId: string, id: string) => Promise<Value>;

export function keepById<Source, Value>(read: ById<Source, Value>): ById<Source, Value> {
  const kept = new Map<string, Value>();
  return async (source, brandId, id) => {
    const key = `${brandId}/${id}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = await read(source, brandId, id);
    if (kept.size >= maxKept) kept.clear();
    kept.set(key, value);
    return value;
  };
}
