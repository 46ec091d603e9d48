/** Imports: files of members, purchases and rewards that staff bring in, checked first and run in the background. */
import { z } from 'zod';
import { defineRoute } from './define-route.ts';
import { id, instant, pageOf, pageQuery, slug } from './primitives.ts';

const bySlug = z.object({ slug });
const bySlugAndId = z.object({ slug, id });

export const importLimitBytes = 100 * 1_024 * 1_024;
export const importRowLimit = 1_000_000;
export const importColumnLimit = 100;
/** An uploaded file goes so many days after it was uploaded, whatever became of it. */
export const importFileDays = 7;
/** Problems shown with an import; all of them are in its file of problems. */
export const importProblemsShown = 100;

export const importKinds = ['members', 'purchases', 'rewards'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What a column of each kind of file can mean. */
export const importFields = {
  members: [
    'phone',
    'email',
    'externalId',
    'firstName',
    'lastName',
    'birthday',
    'points',
    'earnedOn',
    'expiresOn',
    'tier',
    'tierUntil',
    'marketing',
    'joinedOn',
  ],
  purchases: ['number', 'phone', 'email', 'externalId', 'occurredAt', 'total', 'shop'],
  rewards: [
    'titleRu',
    'titleEn',
    'descriptionRu',
    'descriptionEn',
    'pricePoints',
    'stock',
    'perPersonLimit',
    'category',
    'partner',
    'from',
    'until',
  ],
} as const satisfies Record<ImportKind, readonly string[]>;
export type ImportField = (typeof importFields)[ImportKind][number];

const importField = z.enum([
  ...importFields.members,
  'number',
  'occurredAt',
  'total',
  'shop',
  ...importFields.rewards,
]);

/** Of fields in a row, at least one of each group must have a column. */
export const importNeeds: Record<ImportKind, readonly (readonly ImportField[])[]> = {
  members: [['phone', 'email', 'externalId']],
  purchases: [['number'], ['phone', 'email', 'externalId'], ['occurredAt'], ['total']],
  rewards: [['titleRu', 'titleEn'], ['pricePoints']],
};

export const importStates = [
  /** Waits for its columns to be named. */
  'uploaded',
  'checking',
  /** Was checked and waits for the word to run. */
  'checked',
  'running',
  'done',
  'cancelled',
  /** The file itself could not be read, or the work broke off. */
  'failed',
] as const;
export type ImportState = (typeof importStates)[number];

/** How long points live whose row names no last day: as the programme in force says, or for ever. */
export const importExpiries = ['programme', 'never'] as const;

const mapping = z.strictObject({
  /** What each column of the file means, in the file's order; null for a column that is left out. */
  columns: z.array(importField.nullable()).min(1).max(importColumnLimit),
  withoutExpiry: z.enum(importExpiries).default('programme'),
});
export type ImportMapping = z.infer<typeof mapping>;

/** Every row is in exactly one of the four. */
const counts = z.object({
  /** Somebody or something new. */
  created: z.number().int(),
  /** Was there and got something that it lacked: a contact, points, a tier. */
  changed: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
  /** Points that came in, or would. */
  points: z.number().int(),
});
export type ImportCounts = z.infer<typeof counts>;

const problem = z.object({
  /** As the spreadsheet numbers it: the header is row 1. */
  row: z.number().int(),
  field: importField.nullable(),
  code: z.string(),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof problem>;

const importView = z.object({
  id,
  kind: z.enum(importKinds),
  state: z.enum(importStates),
  fileName: z.string(),
  bytes: z.number().int(),
  /** Rows under the header; null until it is checked. */
  rowCount: z.number().int().nullable(),
  /** How far the check or the run is. */
  rowsDone: z.number().int(),
  rowsPerSecond: z.number().int().nullable(),
  secondsLeft: z.number().int().nullable(),
  /** What the check found; null before it has ended. */
  check: counts.nullable(),
  /** What the run has done so far. */
  result: counts.nullable(),
  /** Why the whole file failed, in words. */
  failure: z.string().nullable(),
  createdAt: instant,
  createdBy: z.string().nullable(),
  finishedAt: instant.nullable(),
  /** When the uploaded file goes; null once it is gone. */
  fileUntil: instant.nullable(),
});
export type ImportView = z.infer<typeof importView>;

const importDetails = importView.extend({
  encoding: z.string(),
  separator: z.string(),
  columns: z.array(
    z.object({
      header: z.string(),
      /** From the first rows; empty once the file is gone. */
      samples: z.array(z.string()),
    }),
  ),
  /** As it was chosen, or as the headers suggest it. */
  mapping,
  problemCount: z.number().int(),
  /** The first ones. */
  problems: z.array(problem),
});
export type ImportDetails = z.infer<typeof importDetails>;

export const listImports = defineRoute('listImports', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary: 'Imports of the brand, newest first.',
  params: bySlug,
  query: pageQuery,
  response: pageOf(importView),
  success: 200,
  errors: ['validation_failed'],
});

export const uploadImport = defineRoute('uploadImport', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary:
    'A CSV file as multipart field `file`, at most 100 MB: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1251. Nothing is imported yet.',
  params: bySlug,
  query: z.strictObject({ kind: z.enum(importKinds) }),
  takesFile: true,
  response: importDetails,
  success: 201,
  errors: ['validation_failed', 'file_invalid', 'file_too_large', 'table_unreadable'],
});

export const getImport = defineRoute('getImport', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary: 'One import: its columns, how far it is, and its first problems.',
  params: bySlugAndId,
  response: importDetails,
  success: 200,
  errors: ['import_not_found'],
});

export const mapImport = defineRoute('mapImport', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary: 'Says what the columns mean, and begins the check: every row is judged, nothing is written.',
  params: bySlugAndId,
  body: mapping,
  response: importDetails,
  success: 200,
  errors: ['validation_failed', 'import_not_found', 'import_state_invalid', 'import_file_gone'],
});

export const runImport = defineRoute('runImport', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary:
    'Runs a checked import in the background, or goes on with a cancelled one; good rows go in, bad ones are listed.',
  params: bySlugAndId,
  response: importDetails,
  success: 200,
  errors: ['import_not_found', 'import_state_invalid', 'import_file_gone'],
});

export const cancelImport = defineRoute('cancelImport', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary: 'Stops a check or a run; what has been imported stays.',
  params: bySlugAndId,
  response: importDetails,
  success: 200,
  errors: ['import_not_found', 'import_state_invalid'],
});

export const downloadImportProblems = defineRoute('downloadImportProblems', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary: 'Every problem as CSV with its row and what is wrong, and the row itself while the file is kept.',
  params: bySlugAndId,
  success: 200,
  errors: ['import_not_found'],
});

export const deleteImport = defineRoute('deleteImport', {
  access: { kind: 'staff', permission: 'imports.write' },
  summary: 'Forgets an import with its file and its problems; what it brought in stays.',
  params: bySlugAndId,
  success: 204,
  errors: ['import_not_found', 'import_state_invalid'],
});
