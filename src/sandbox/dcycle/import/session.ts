// Import sessions before submit: opened from an upload, mapped, corrected. The routes are import-routes.ts.

import { z } from 'zod';
import type { Facilities, SandboxContext } from '../../sandbox-app.js';
import type { ImportCell, ImportSession } from '../../store/records.js';
import { dcycleRefusal, take, unprocessable } from '../refusal.js';
import { localeTag } from './locale.js';
import { type ImportTemplate, templateOfSession, templateWithId } from './template.js';
import { ImportFileError, readImportFile } from './uploaded-file.js';

const lifetimeMs = 24 * 60 * 60 * 1000;
const locale = z
  .string()
  .refine((name) => localeTag(name) !== undefined, 'Expected a locale like es_ES')
  .transform((name) => localeTag(name) ?? name);
const upload = z.object({
  template_id: z.guid(),
  upload_file: z.file(),
  numeric_locale: locale.default('en-US'),
  date_locale: locale.nullable().default(null),
  sheet_name: z.string().optional(),
});
const mostCorrections = 500;

export const correctionsBody = z.object({
  corrections: z
    .array(
      z.object({
        row_index: z.number().int().min(0),
        column: z.string(),
        value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      }),
    )
    .max(mostCorrections),
});

/** The template with an id. Throws a 404 when the sandbox has none. */
export function findTemplate(id: string): ImportTemplate {
  const template = templateWithId(id);
  if (template === undefined) throw dcycleRefusal(404, 'TEMPLATE_NOT_FOUND', `There is no import template ${id}`);
  return template;
}

/** A new session from an uploaded file. Throws a 422 that names the wrong field. */
export async function openSession(context: SandboxContext, { now, newId }: Facilities): Promise<ImportSession> {
  const form: unknown = await context.req.parseBody().catch(() => ({}));
  const fields = take(upload, form, 'body');
  const { locale: own } = findTemplate(fields.template_id);
  const file = await readImportFile(fields.upload_file.name, await fields.upload_file.arrayBuffer(), fields.sheet_name)
    // Faults of the file are reported for its field of the form.
    .catch((error: unknown) => {
      if (!(error instanceof ImportFileError)) throw error;
      throw unprocessable({ loc: ['body', 'upload_file'], msg: error.message, type: 'value_error' });
    });
  return {
    id: newId(),
    template_id: fields.template_id,
    file_name: fields.upload_file.name,
    file_id: newId(),
    numeric_locale: own ?? fields.numeric_locale,
    date_locale: fields.date_locale,
    sheets: file.sheets,
    selected_sheet: file.selectedSheet,
    detected_header_row: file.headerRow,
    source_columns: file.columns,
    cells: file.cells,
    status: 'parsed',
    mapping: {},
    value_mappings: {},
    created_at: new Date(now()).toISOString(),
    createdAtMs: now(),
    processedAtMs: null,
  };
}

/**
 * The mapping as template key -> source column. The direction is not documented, so both are accepted.
 */
export function resolveMapping(session: ImportSession, sent: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(sent);
  const keys = templateOfSession(session).columns.map(({ key }) => key);
  const isKey = (name: string) => keys.includes(name);
  const isSource = (name: string) => session.source_columns.includes(name);
  if (entries.every(([from, to]) => isKey(from) && isSource(to))) return { ...sent };
  if (entries.every(([from, to]) => isSource(from) && isKey(to)))
    return Object.fromEntries(entries.map(([from, to]) => [to, from]));
  const wrong = entries.filter(([from, to]) => !(isKey(from) && isSource(to)));
  const faults = wrong.map(([from]) => ({
    loc: ['body', 'mapping', from],
    msg: 'Expected a template column and a column of the file',
    type: 'value_error',
  }));
  throw unprocessable(...faults);
}

/** The distinct values of mapped category columns, with their counts. */
export function uniqueValues(session: ImportSession): Record<string, { value: string; count: number }[]> {
  const categories = templateOfSession(session).columns.filter(({ type }) => type === 'category');
  const listed = categories.flatMap(({ key }) => {
    const position = session.source_columns.indexOf(session.mapping[key] ?? '');
    if (position < 0) return [];
    const counts = new Map<string, number>();
    for (const cells of session.cells) {
      const value = String(cells[position] ?? '').trim();
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return [[key, [...counts].map(([value, count]) => ({ value, count }))] as const];
  });
  return Object.fromEntries(listed);
}

/** The session's cells with some of them replaced. Throws a 422 for an unknown row or column. */
export function corrected(
  session: ImportSession,
  corrections: z.infer<typeof correctionsBody>['corrections'],
): readonly (readonly ImportCell[])[] {
  const cells = session.cells.map((row) => [...row]);
  for (const [index, { row_index, column, value }] of corrections.entries()) {
    const row = cells[row_index];
    const position = session.source_columns.indexOf(session.mapping[column] ?? column);
    const loc = ['body', 'corrections', index];
    if (row === undefined) throw unprocessable({ loc: [...loc, 'row_index'], msg: 'No such row', type: 'value_error' });
    if (position < 0) throw unprocessable({ loc: [...loc, 'column'], msg: 'No such column', type: 'value_error' });
    row[position] = value;
  }
  return cells;
}

/** Whether a session has expired. */
export function isExpired(session: ImportSession, now: number): boolean {
  return now - session.createdAtMs >= lifetimeMs;
}
