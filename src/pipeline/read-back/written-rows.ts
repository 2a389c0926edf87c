// The control totals of an export, taken again: what its file holds now, beside what the service gave.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { columnsWithBaseline } from '../../datasets/carboncloud/footprint-columns.js';
import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import { exportableNamed } from '../../datasets/index.js';
import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { type ControlTotals, controlTotals, type Line } from '../../report/totals/control-totals.js';
import { isWrittenAsGiven, type ReadBack, type Reconciliation } from '../../report/totals/stations.js';
import type { ExportRow } from '../../write/export/export-file.js';
import type { ExportedTexts } from '../comparison/comparison.js';
import { openExportedFile } from '../delta/exported-file.js';
import { STANDARD_OUTPUT } from '../export/destination.js';
import { storedExport } from '../export/stored-export.js';
import { amountColumns, amountsIn } from '../export/watch-stations.js';
import { folderOf } from '../run/run-folder.js';
import { fileSha256 } from '../table/file-sha256.js';

const sum = z.object({ rows: z.number(), sum: z.string() });
const line = z.object({
  unit: z.string(),
  country: z.string().exactOptional(),
  period: z.string().exactOptional(),
  at: z.object({ stored: sum.exactOptional() }),
});
const kept = z.object({
  takenAt: z.string(),
  field: z.string(),
  totals: z.object({
    rows: z.object({ stored: z.number() }),
    units: z.array(line),
    countries: z.array(line),
    periods: z.array(line),
  }),
});

/** Reads the file of an export back. Throws a Stop: `NO_EXPORT`, `SOURCE_GONE`, or that of a file that cannot be read. */
export async function reconcileWritten(run: RunRow, takenAt: string): Promise<Reconciliation> {
  const { out, format, withBaseline, columns } = storedExport(run);
  if (run.sha256 === '') throw noFile(run, 'it was stopped');
  if (out === STANDARD_OUTPUT) throw noFile(run, 'its rows went to standard output');
  if (!existsSync(out)) throw fileGone(run, out);
  const given = await givenIn(run);
  const named = await exportableNamed(run.dataset);
  const dataset = withBaseline && named.direction === 'export' ? { ...named, columns: columnsWithBaseline() } : named;
  const { totals, lacks } = await writtenIn(out, dataset, format);
  const isChanged = (await fileSha256(out)) !== run.sha256;
  // Without a column, its sums are nowhere in the file.
  const isRowsAlone = columns !== undefined && lacks.length > 0;
  const both = besides(given.totals, totals);
  const readBack: ReadBack = {
    by: 'file',
    requests: 0,
    ...(isChanged && { why: 'the file was changed after the export' }),
    ...(isRowsAlone && { isRowsAlone }),
  };
  return {
    version: 1,
    run: run.id,
    command: 'export',
    dataset: run.dataset,
    provider: run.provider,
    file: run.file,
    sha256: run.sha256,
    takenAt,
    field: given.field,
    totals: both,
    readBack,
    rowsDiffering: 0,
    differences: [],
    isEqual: isWrittenAsGiven(both, readBack) && !isChanged,
    accounts: [],
  };
}

/** What the service gave, as the export kept it. */
async function givenIn(run: RunRow): Promise<z.infer<typeof kept>> {
  const text = await readFile(join(folderOf(run), 'reconciliation.json'), 'utf8').catch(() => '');
  const parsed = kept.safeParse(text === '' ? undefined : JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw noFile(run, 'its folder has no control totals');
}

/** What the file holds, and which columns with amounts it lacks. */
async function writtenIn(path: string, dataset: ImportDataset | ExportDataset, format: 'csv' | 'ndjson' | undefined) {
  const file = await openExportedFile(path, { dataset: dataset.name, format, takesChanges: true });
  try {
    const numbers = file.columns.filter(({ kind }) => kind === 'number').map(({ key }) => key);
    const [amountsOf, totals] = [amountsIn(dataset), controlTotals()];
    const wanted = amountColumns(dataset);
    for await (const texts of file.rows())
      totals.add('written', amountsOf(cellsOf(texts, numbers, [...wanted, 'country'])));
    const lacks = wanted.filter((name) => !file.columns.some(({ key }) => key === name || key.startsWith(`${name}.`)));
    return { totals: totals.totals(), lacks };
  } finally {
    await file.close();
  }
}

/** The cells of a row that say its amounts. */
function cellsOf(texts: ExportedTexts, numbers: readonly string[], others: readonly string[]): ExportRow {
  const cells: Record<string, string | number | null> = {};
  for (const key of others) cells[key] = texts.get(key) ?? null;
  for (const key of numbers) {
    const text = texts.get(key);
    cells[key] = text === undefined ? null : Number(text);
  }
  return cells;
}

type Given = z.infer<typeof kept>['totals'];

/** Both stations in one. */
function besides(given: Given, written: ControlTotals): ControlTotals {
  return {
    rows: { ...written.rows, stored: given.rows.stored, written: written.rows.written ?? 0 },
    units: joined(given.units, written.units),
    countries: joined(given.countries, written.countries),
    periods: joined(given.periods, written.periods),
  };
}

function joined(given: Given['units'], written: readonly Line[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const one of [...given, ...written]) {
    const key = JSON.stringify([one.unit, one.country, one.period]);
    lines.set(key, { ...one, at: { ...lines.get(key)?.at, ...one.at } });
  }
  // What only an earlier reading of the file had.
  return [...lines.values()].filter(({ at }) => at.stored !== undefined || at.written !== undefined);
}

function noFile({ id }: RunRow, why: string): Stop {
  return new Stop('usage', 'NO_EXPORT', `run ${id} has no file to read back: ${why}`, 'export again, into a file');
}

function fileGone({ id }: RunRow, path: string): Stop {
  return new Stop(
    'usage',
    'SOURCE_GONE',
    `the file of run ${id} is gone: ${path}`,
    `put it back, or export it again: carbonsheet resume ${id}`,
  );
}
