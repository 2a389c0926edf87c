// The control totals of an export, taken again from its file: what the service gave is what was written.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { ExportRequest } from '../../../src/pipeline/export/export.js';
import { exportData } from '../../../src/pipeline/export/export.js';
import { stationLine } from '../../../src/report/totals/stations-text.js';
import { purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

async function scene() {
  const importing = await openImporting();
  await importing.import(
    'in.csv',
    [
      purchase({ product_name: 'Steel', quantity: '0.1', country: 'GB' }),
      purchase({ product_name: 'Paper', quantity: '0.2', country: 'ES', purchase_date: '2024-04-01' }),
      purchase({ product_name: '=Glass', quantity: '1204331.2', country: 'ES' }),
    ],
    { acceptSuspects: true },
  );
  importing.pass(3_600_000);
  return {
    importing,
    async export(out: string, more: Partial<ExportRequest> = {}) {
      const request = { what: 'purchases', out: importing.path(out), runsDir: importing.path('exports'), ...more };
      return exportData(request, importing.tools);
    },
    async reconcile(run: string) {
      const { reconciliation, exitCode } = await importing.reconcile(run);
      return { ...reconciliation, exitCode, line: stationLine(reconciliation) };
    },
  };
}

it.each(['out.xlsx', 'out.csv', 'out.ndjson'])('holds in %s what the service gave', async (out) => {
  const at = await scene();
  const { run } = await at.export(out);
  const found = await at.reconcile(run);
  expect(found).toMatchObject({
    isEqual: true,
    exitCode: 0,
    readBack: { by: 'file' },
    totals: { rows: { stored: 3, written: 3 } },
  });
  expect(found.line).toMatch(/^3 rows, EUR 1,204,331\.50, .*: read = written$/);
  // The same each time.
  expect((await at.reconcile(run)).totals).toEqual(found.totals);
});

it('holds what was asked for: rows, columns, and a format whatever the name', async () => {
  const at = await scene();
  const narrowed = await at.export('narrowed.csv', { where: ['quantity > 0.15'] });
  expect((await at.reconcile(narrowed.run)).line).toMatch(/^2 rows, EUR 1,204,331\.40, .*: read = written$/);
  const lines = await at.export('feed.txt', { format: 'ndjson' });
  expect(await at.reconcile(lines.run)).toMatchObject({ isEqual: true });
  const names = await at.export('names.csv', { columns: ['product_name'] });
  for (const _ of ['once', 'again']) {
    const found = await at.reconcile(names.run);
    expect(found).toMatchObject({ isEqual: true, totals: { rows: { stored: 3, written: 3 } } });
    expect(found.line).toContain('read = written, by rows: the file lacks the columns of the sums');
  }
  const none = await at.export('none.csv', { where: ['quantity > 9000000'] });
  expect(await at.reconcile(none.run)).toMatchObject({ isEqual: true, line: '0 rows: read = written' });
});

it('tells a file whose amounts, rows or other cells were changed', async () => {
  const at = await scene();
  const { run, file } = await at.export('out.csv');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('1204331.2', '1204331.3'));
  expect(await at.reconcile(run)).toMatchObject({
    isEqual: false,
    exitCode: 4,
    line: expect.stringMatching(
      /EUR 1,204,331\.50, .*: read, but written 3 rows, EUR 1,204,331\.60, .*, but the file was changed/,
    ),
  });
  await writeFile(file, text.replace(/\r\n[^\r]*Paper[^\r]*/, ''));
  expect(await at.reconcile(run)).toMatchObject({ isEqual: false, totals: { rows: { stored: 3, written: 2 } } });
  await writeFile(file, text.replace('Paper', 'Board'));
  expect(await at.reconcile(run)).toMatchObject({
    isEqual: false,
    line: expect.stringContaining(': read = written, but the file was changed after the export'),
  });
  await writeFile(file, text);
  expect(await at.reconcile(run)).toMatchObject({ isEqual: true, exitCode: 0 });
});

it('says that there is no file', async () => {
  const at = await scene();
  const { run, file } = await at.export('out.csv');
  await rm(file);
  await expect(at.reconcile(run)).rejects.toMatchObject({ code: 'SOURCE_GONE' });
});

it('holds what has changed, too', async () => {
  const at = await scene();
  const { run } = await at.export('changed.csv', { what: 'footprints', changed: true });
  expect(await at.reconcile(run)).toMatchObject({ isEqual: true });
  const both = await at.export('both.xlsx', { what: 'footprints', withBaseline: true });
  expect(await at.reconcile(both.run)).toMatchObject({ isEqual: true });
});
