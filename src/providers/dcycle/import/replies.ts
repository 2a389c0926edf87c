// Schemas of Dcycle's replies about import templates and sessions. Undocumented forms are read leniently.

import { z } from 'zod';
import { first, text } from '../replies.js';

/** A value that a column accepts: a text, or an object with a label (not documented). */
const templateOption = z.union([
  z.union([z.string(), z.number()]).transform((value) => ({ value: String(value), words: [String(value)] })),
  z.looseObject({}).transform((option, context) => {
    const words = ['value', 'key', 'code', 'id', 'label', 'name'].flatMap((name) => first(option, [name]) ?? []);
    const [value] = words;
    if (value !== undefined) return { value, words };
    context.addIssue({ code: 'custom', message: 'expected a value' });
    return z.NEVER;
  }),
]);

/** The columns of an import template. */
export const template = z.object({
  columns: z.array(
    z.object({
      key: z.string().min(1),
      label: z.string().nullish(),
      type: z.string().nullish(),
      required: z.boolean().nullish(),
      aliases: z.array(z.string()).nullish(),
      options: z
        .array(templateOption)
        .nullish()
        .transform((options) => options ?? []),
      options_source: z.string().nullish(),
      default: z.unknown().optional(),
    }),
  ),
});
export type Template = z.infer<typeof template>;

/** The suggested mapping; its direction is not documented. */
export const suggestedMapping = z.object({
  mapping: z.record(z.string(), z.string().nullable()).transform((mapping): Record<string, string> => {
    return Object.fromEntries(
      Object.entries(mapping).flatMap(([one, other]) => (other === null ? [] : [[one, other]])),
    );
  }),
  column_confidence: z
    .record(z.string(), z.number())
    .nullish()
    .transform((confidence) => confidence ?? {}),
});

const distinct = z.record(
  z.string(),
  z.array(z.union([z.string(), z.looseObject({}).transform((entry) => first(entry, ['value', 'raw', 'name']) ?? '')])),
);

/** The distinct values of category columns; only that they come by column is documented. */
export const uniqueValues = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && 'columns' in body ? body.columns : body),
  distinct,
);

export const importSession = z.object({
  import_id: z.string().min(1),
  total_rows: z.int().min(0).nullish(),
  numeric_locale: text,
});

/** A session in the list of sessions, whose fields are not documented. */
export const listedSession = z
  .looseObject({ import_id: z.string().nullish(), id: z.string().nullish() })
  .transform((whole, context) => {
    const id = whole.import_id ?? whole.id;
    if (id) return { id, whole };
    context.addIssue({ code: 'custom', message: 'expected an import id' });
    return z.NEVER;
  });

/** An error of a row; only that `errors` exists is documented. */
const rowError = z.union([
  z.string().transform((message) => ({ column: '', message })),
  z.looseObject({ column: z.string().nullish(), message: z.string().nullish() }).transform((error) => ({
    column: error.column ?? first(error, ['field', 'key']) ?? '',
    message: error.message ?? first(error, ['msg', 'detail', 'error', 'code']) ?? 'refused',
  })),
]);
export type RowError = z.infer<typeof rowError>;

const checkedRow = z.object({
  row_index: z.int(),
  /** The values that the service has read, by column. */
  data: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((data) => data ?? {}),
  errors: z
    .union([
      z.array(rowError),
      z
        .record(z.string(), z.union([z.string(), z.array(z.string())]))
        .transform((byColumn) =>
          Object.entries(byColumn).map(([column, said]) => ({ column, message: [said].flat().join('; ') })),
        ),
    ])
    .nullish()
    .transform((errors): readonly RowError[] => errors ?? []),
});
export type CheckedRow = z.infer<typeof checkedRow>;

/** A page of checked rows. */
export const checkedRows = z.object({ rows: z.array(checkedRow) });

/** The corrected rows, where the service returns them. */
export const correctedRows = z
  .object({ updated_rows: z.array(checkedRow).nullish() })
  .transform(({ updated_rows }) => updated_rows ?? []);
