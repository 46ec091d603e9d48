/** Compiles a response schema to a fast serializer that writes only the fields it names. */
import fastJson from 'fast-json-stringify';
import { z } from 'zod';

type JsonSchema = { [key: string]: unknown };

export function compileSerializer(schema: z.ZodType): (value: unknown) => string {
  const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', reused: 'inline' });
  return fastJson(simplify(json as JsonSchema), { largeArrayMechanism: 'default' });
}

/**
 * Drops what only validates (formats, patterns, bounds) and turns `anyOf: [X, null]` into nullable,
 * so that writing a value never runs a validator.
 */
function simplify(node: unknown): JsonSchema {
  if (Array.isArray(node) || typeof node !== 'object' || node === null) return {};
  const source = node as JsonSchema;
  const alternatives = (source.anyOf ?? source.oneOf) as JsonSchema[] | undefined;
  if (alternatives) return simplifyAlternatives(alternatives);
  const result: JsonSchema = {};
  if (source.type !== undefined) result.type = source.type;
  if (source.const !== undefined) return { type: typeOfConstant(source.const) };
  if (source.properties) {
    result.properties = mapValues(source.properties as JsonSchema, simplify);
    if (source.required) result.required = source.required;
  }
  if (Array.isArray(source.prefixItems)) result.items = simplify(source.prefixItems[0]);
  else if (source.items) result.items = simplify(source.items);
  // A record says what its values are, `{}` for anything; false drops what is not named.
  if (typeof source.additionalProperties === 'object' && source.additionalProperties !== null) {
    const values = simplify(source.additionalProperties);
    result.additionalProperties = Object.keys(values).length === 0 ? true : values;
  }
  return result;
}

function simplifyAlternatives(alternatives: JsonSchema[]): JsonSchema {
  const others = alternatives.filter((one) => one.type !== 'null');
  const [only] = others;
  if (others.length === 1 && only) {
    const inner = simplify(only);
    return alternatives.length > 1 && inner.type !== undefined ? { ...inner, nullable: true } : inner;
  }
  const objects = others.map((one) => one.type);
  // A union of objects keeps all fields of all of them; which ones are there decides the value.
  if (objects.every((type) => type === 'object')) {
    const properties = Object.assign({}, ...others.map((one) => simplify(one).properties));
    return { type: 'object', properties, ...(alternatives.length > others.length ? { nullable: true } : {}) };
  }
  return {};
}

function typeOfConstant(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function mapValues(source: JsonSchema, change: (value: unknown) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]));
}
