/** What goes out is what the contract names, for every route: nothing more, nothing less, nothing changed. */
import { allRoutes } from '@regulars/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileSerializer } from './serializer.ts';

type JsonSchema = { [key: string]: unknown };

const secretField = 'secretThatNobodyNamed';

/** Values that fit a schema; objects carry a field that it does not name. */
function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) return fc.oneof(...alternatives.map(fitting));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => fitting({ ...schema, type })));
  switch (schema.type) {
    case 'object':
      return fittingObject(schema);
    case 'array':
      return Array.isArray(schema.prefixItems)
        ? fc.tuple(...schema.prefixItems.map(fitting))
        : fc.array(fitting(objectOf(schema.items)), { maxLength: 3 });
    case 'integer':
      return fc.integer({
        min: Math.max(Number(schema.minimum ?? -1e12), -1e12),
        max: Number(schema.maximum ?? 1e12),
      });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return fc.oneof(fc.string(), fc.constantFrom('"quoted"\n', 'Зерно \u2028', '</script>'));
    default:
      return fc.jsonValue();
  }
}

function fittingObject(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.properties === undefined)
    return fc.dictionary(fc.string(), fitting(objectOf(schema.additionalProperties)));
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const fields = Object.entries(objectOf(schema.properties)).map(([name, value]) => {
    const arbitrary = fitting(objectOf(value));
    return [name, required.has(name) ? arbitrary : fc.option(arbitrary, { nil: undefined })] as const;
  });
  return fc.record({ ...Object.fromEntries(fields), [secretField]: fc.constant('leak') });
}

function objectOf(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The same value with only the fields that a schema names. */
function allowed(schema: JsonSchema, value: unknown): unknown {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) {
    return allowed(alternatives.find((one) => fits(one, value)) ?? {}, value);
  }
  if (Array.isArray(value)) {
    const { prefixItems } = schema;
    return value.map((item, index) =>
      allowed(objectOf(Array.isArray(prefixItems) ? prefixItems[index] : schema.items), item),
    );
  }
  if (typeof value !== 'object' || value === null || schema.properties === undefined) return value;
  const properties = objectOf(schema.properties);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, part]) => name in properties && part !== undefined)
      .map(([name, part]) => [name, allowed(objectOf(properties[name]), part)]),
  );
}

/** Enough to tell the alternatives of a union apart: type and constants. */
function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value;
  if (Array.isArray(schema.type)) return schema.type.some((type) => fits({ ...schema, type }, value));
  if (schema.type === 'null') return value === null;
  if (schema.type === 'array') return Array.isArray(value);
  if (schema.type === 'integer') return typeof value === 'number';
  if (schema.type !== 'object') return typeof value === schema.type;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const found = objectOf(value);
  return Object.entries(objectOf(schema.properties)).every(([name, property]) => {
    const constant = objectOf(property).const;
    return constant === undefined || constant === found[name];
  });
}

describe('answers', () => {
  const answering = allRoutes.flatMap((route) =>
    'response' in route && route.response ? [[route.name, route.response] as const] : [],
  );

  it.each(answering)('of %s are its contract and no more', (_name, response) => {
    const serialize = compileSerializer(response);
    const schema = objectOf(
      z.toJSONSchema(response, { io: 'output', unrepresentable: 'any', reused: 'inline' }),
    );
    fc.assert(
      fc.property(fitting(schema), (value) => {
        const text = serialize(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(allowed(schema, value))));
        expect(text).not.toContain(secretField);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the serializer', () => {
  const write = (schema: z.ZodType, value: unknown) => JSON.parse(compileSerializer(schema)(value));

  it('keeps null apart from absent, at every depth', () => {
    const inner = z.object({ at: z.string().nullable(), note: z.string().optional() });
    const schema = z.object({ one: inner.nullable(), many: z.array(inner) });
    const value = { one: null, many: [{ at: null }, { at: 'x', note: 'y' }] };
    expect(write(schema, value)).toEqual(value);
  });

  it('drops unknown fields in lists, records, unions and behind null', () => {
    const named = z.object({ id: z.string() });
    const schema = z.object({
      list: z.array(named),
      record: z.record(z.string(), named),
      either: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('a'), a: z.number() }),
        z.object({ kind: z.literal('b'), b: named }),
      ]),
      maybe: named.nullable(),
    });
    const leaky = { id: 'x', secret: 'leak' };
    expect(
      write(schema, { list: [leaky], record: { r: leaky }, either: { kind: 'b', b: leaky }, maybe: leaky }),
    ).toEqual({
      list: [{ id: 'x' }],
      record: { r: { id: 'x' } },
      either: { kind: 'b', b: { id: 'x' } },
      maybe: { id: 'x' },
    });
  });

  it('fails rather than leave out what the contract promises', () => {
    expect(() => write(z.object({ id: z.string() }), {})).toThrow(/id/);
  });
});
