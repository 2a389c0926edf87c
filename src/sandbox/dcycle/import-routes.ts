// Routes of Dcycle's import sessions, from upload to submit. Reading the file, checking rows and applying them are import/.

import { z } from 'zod';
import { sandboxAccount } from '../account.js';
import { type Facilities, listedFrom, type SandboxApp, type SandboxContext } from '../sandbox-app.js';
import type { ImportSession } from '../store/records.js';
import { applyDueImports } from './import/apply-import.js';
import { checkRows } from './import/check-rows.js';
import {
  corrected,
  correctionsBody,
  findTemplate,
  isExpired,
  openSession,
  resolveMapping,
  uniqueValues,
} from './import/session.js';
import { suggestMapping, templateOfSession, templateView } from './import/template.js';
import { countErrors, openedView, rowsView, sessionView, statusNow } from './import/views.js';
import { pageOf } from './page.js';
import { dcycleRefusal, take, takeBody, takeId } from './refusal.js';

const mappingBody = z.object({
  mapping: z.record(z.string(), z.string()),
  value_mappings: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
const submitBody = z.object({ ignore_errors: z.boolean().default(false) });
const partner = z.object({ 'x-partner': z.enum(['dcycle', 'onau']) });
const sessionFilters = z.object({
  status: z
    .enum(['created', 'parsed', 'mapped', 'validating', 'validated', 'submitting', 'submitted', 'failed', 'expired'])
    .optional(),
  template_id: z.guid().optional(),
  user_id: z.guid().optional(),
  include_expired: z.enum(['true', 'false']).default('false'),
});

export function mountDcycleImports(app: SandboxApp, facilities: Facilities): void {
  const { store, now, newId, processingMs, lists } = facilities;
  const root = '/v2/imports';
  const rowsOf = (session: ImportSession) => checkRows(session, (id) => store.soldProducts.get(id) !== undefined);
  const save = (session: ImportSession): ImportSession => {
    store.imports.put(session);
    return session;
  };
  const find = (context: SandboxContext): ImportSession => {
    const id = takeId(context, 'id');
    const session = store.imports.get(id);
    if (session === undefined) throw dcycleRefusal(404, 'IMPORT_NOT_FOUND', `There is no import ${id}`);
    if (isExpired(session, now())) throw dcycleRefusal(409, 'IMPORT_EXPIRED', 'The import is older than 24 hours');
    return session;
  };
  const findOpen = (context: SandboxContext): ImportSession => {
    const session = find(context);
    if (session.processedAtMs !== null)
      throw dcycleRefusal(409, 'IMPORT_ALREADY_SUBMITTED', 'The import was submitted already');
    return session;
  };

  app.use(`${root}/*`, (_context, next) => {
    applyDueImports(store, now(), newId);
    return next();
  });
  app.get(`${root}/templates/:id`, (context) => context.json(templateView(findTemplate(takeId(context, 'id')))));
  app.post(`${root}/sessions`, async (context) => {
    const session = save(await openSession(context, facilities));
    return context.json(openedView(session), 201);
  });
  app.get(`${root}/sessions`, (context) => {
    const wanted = take(sessionFilters, context.req.query(), 'query');
    const rows = store.imports.rows().filter((session) => isWanted(session, wanted, now()));
    return context.json(pageOf(context, rows, (session) => sessionView(session, now()), lists));
  });
  app.post(`${root}/:id/mapping/suggest`, (context) => {
    const session = findOpen(context);
    const template = templateOfSession(session);
    const { mapping, confidence } = suggestMapping(template, session.source_columns);
    const key = template.columns.find(({ stands }) => stands === 'country')?.key ?? '';
    const country = rowsOf({ ...session, mapping }).filter(({ data }) => data[key] !== null).length;
    return context.json({
      mapping,
      column_confidence: confidence,
      value_confidence: { [key]: session.cells.length === 0 ? 0 : country / session.cells.length },
      restored_from_history: false,
    });
  });
  app.post(`${root}/:id/mapping`, async (context) => {
    const session = findOpen(context);
    const body = await takeBody(context, mappingBody);
    const mapping = resolveMapping(session, body.mapping);
    save({ ...session, status: 'mapped', mapping, value_mappings: body.value_mappings });
    return context.json({ import_id: session.id, status: 'mapped', mapping });
  });
  app.post(`${root}/:id/unique-values`, (context) => {
    const session = findOpen(context);
    return context.json({ columns: uniqueValues(session) });
  });
  app.post(`${root}/:id/validate`, async (context) => {
    const session = findOpen(context);
    const body = await takeBody(context, mappingBody);
    const mapping = resolveMapping(session, body.mapping);
    const validated = save({ ...session, status: 'validated', mapping, value_mappings: body.value_mappings });
    return context.json(rowsView(context, rowsOf(validated)));
  });
  app.get(`${root}/:id/rows`, (context) => context.json(rowsView(context, rowsOf(find(context)))));
  app.patch(`${root}/:id/rows`, async (context) => {
    const session = findOpen(context);
    const { corrections } = await takeBody(context, correctionsBody);
    const rows = rowsOf(save({ ...session, cells: corrected(session, corrections) }));
    const touched = new Set(corrections.map(({ row_index }) => row_index));
    return context.json({
      total_errors_remaining: countErrors(rows),
      updated_rows: rows.filter(({ row_index }) => touched.has(row_index)),
    });
  });
  app.post(`${root}/:id/submit`, async (context) => {
    take(partner, context.req.header(), 'header');
    const session = findOpen(context);
    const { ignore_errors } = await takeBody(context, submitBody);
    if (session.status !== 'validated')
      throw dcycleRefusal(409, 'IMPORT_NOT_VALIDATED', 'The import must be validated before it is submitted');
    const rows = rowsOf(session);
    const right = rows.filter(({ errors }) => errors.length === 0).length;
    if (right < rows.length && !ignore_errors)
      throw dcycleRefusal(400, 'IMPORT_HAS_ERRORS', `${rows.length - right} of ${rows.length} rows have errors`);
    save({ ...session, status: 'submitting', processedAtMs: (listedFrom(context, now()) ?? now()) + processingMs });
    return context.json({
      status: 'submitting',
      rows_submitted: right,
      file_id: session.file_id,
      processing_job_id: newId(),
    });
  });
}

function isWanted(session: ImportSession, wanted: z.infer<typeof sessionFilters>, now: number): boolean {
  if (wanted.include_expired === 'false' && isExpired(session, now)) return false;
  if (wanted.status !== undefined && wanted.status !== statusNow(session, now)) return false;
  if (wanted.template_id !== undefined && wanted.template_id !== session.template_id) return false;
  return wanted.user_id === undefined || wanted.user_id === sandboxAccount.DCYCLE_USER_ID;
}
