/**
 * Checks a form against the contract itself, so that browser and server agree, and says the problems in the
 * reader's language: `validate: (values) => contractProblems(t, schema, toContract(values))`.
 */
import type { TFunction } from 'i18next';

/** The part of a zod schema that is needed here. */
interface Checker {
  safeParse: (value: unknown) => { success: boolean; error?: { issues: readonly Issue[] } | undefined };
}
interface Issue {
  code?: string | undefined;
  path: readonly PropertyKey[];
  message: string;
  minimum?: unknown;
  maximum?: unknown;
  origin?: unknown;
  format?: unknown;
  /** Of a union: what each of its branches would say. */
  errors?: readonly (readonly Issue[])[] | undefined;
}

/** `say` knows words for sentences of the contract's own. */
export function contractProblems(
  t: TFunction,
  schema: Checker,
  value: unknown,
  say: (message: string) => string | undefined = () => undefined,
): Record<string, string> {
  const result = schema.safeParse(value);
  const problems: Record<string, string> = {};
  for (const issue of (result.error?.issues ?? []).flatMap(unwrapUnion)) {
    const path = issue.path.join('.');
    problems[path] ??= (issue.code === 'custom' ? say(issue.message) : undefined) ?? issueText(t, issue);
  }
  return problems;
}

/** A union that is told apart by `kind` says what the branch of that kind says, which is where the field is. */
function unwrapUnion(issue: Issue): Issue[] {
  const branch = issue.errors?.find((issues) => !issues.some(isAboutKind));
  if (issue.code !== 'invalid_union' || !branch) return [issue];
  return branch.flatMap((inner) => unwrapUnion({ ...inner, path: [...issue.path, ...inner.path] }));
}

function isAboutKind({ path }: Issue): boolean {
  return path.length === 1 && path[0] === 'kind';
}

function issueText(t: TFunction, issue: Issue): string {
  const limits = { minimum: String(issue.minimum), maximum: String(issue.maximum) };
  if (issue.code === 'too_small') {
    if (issue.origin === 'string')
      return issue.minimum === 1 ? t('app:field.required') : t('app:field.tooShort', limits);
    if (issue.origin === 'array') return t('app:field.chooseOne');
    return t('app:field.atLeast', limits);
  }
  if (issue.code === 'too_big') {
    return issue.origin === 'string' ? t('app:field.tooLong', limits) : t('app:field.atMost', limits);
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') return t('app:field.email');
  if (issue.code === 'invalid_type') return t('app:field.required');
  return t('app:field.invalid');
}
