// Writes what changed between two exports: a workbook with the bridge, its periods and every changed row, the rows alone as CSV,
// or all of it as JSON.

import { extname } from 'node:path';
import type { ExportColumn } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { type Bridge, keysOf, type MeasureBridge, rowStep } from '../../report/delta/bridge.js';
import { type ComparableRow, parts, type RowChange } from '../../report/delta/comparable.js';
import { type TableCell, writeTablesBook } from '../../write/delta/tables-book.js';
import { openCsv } from '../../write/files/csv.js';
import { openLines } from '../../write/files/lines.js';
import { orLeave } from '../../write/files/or-leave.js';
import { inputChanges } from '../comparison/input-changes.js';

/** What is written about the comparison beside its rows. */
interface Told extends Pick<Bridge, 'measures' | 'counts'> {
  readonly before: { readonly name: string };
  readonly after: { readonly name: string };
  readonly flag: number;
}

type Changes = () => AsyncIterable<RowChange>;

/** The formats of a delta, by the ending of the file. */
const endings = ['.xlsx', '.csv', '.json'];

/** Throws a Stop of kind `usage` for another ending. */
export function requireDeltaFormat(path: string): void {
  if (endings.includes(extname(path).toLowerCase())) return;
  throw new Stop(
    'usage',
    'EXPORT_FORMAT',
    `cannot tell the format of ${path}`,
    `let its name end in one of ${endings.join(', ')}`,
  );
}

/** @param inputs the columns whose changes are named by their titles. Throws a Stop of kind `output`. */
export async function writeDelta(
  path: string,
  delta: Told,
  inputs: readonly ExportColumn[],
  changes: Changes,
  madeAt: Date,
): Promise<void> {
  const titles = new Map(inputs.map(({ key, title }) => [key, title]));
  switch (extname(path).toLowerCase()) {
    case '.xlsx':
      return writeTablesBook(path, madeAt, [
        bridgeTable(delta),
        ...periodsTable(delta),
        { name: 'Changes', columns: changeColumns, rows: changeRows(delta, titles, changes) },
      ]);
    case '.csv': {
      const columns = changeColumns.map(({ title }) => title);
      const file = await openCsv(path, { delimiter: ',', byteOrderMark: false, columns });
      return orLeave(file, async () => {
        for await (const cells of changeRows(delta, titles, changes))
          await file.write(cells.map((cell) => (cell !== null && typeof cell === 'object' ? cell.decimal : cell)));
        await file.close();
      });
    }
    default: {
      const lines = await openLines(path);
      return orLeave(lines, async () => {
        await lines.write(`${JSON.stringify(delta).slice(0, -1)},"changes":[`);
        let before = '\n';
        for await (const change of changes()) {
          for (const one of figureChanges(delta, change)) {
            await lines.write(before + JSON.stringify({ ...one, inputs: inputChanges(change.before, change.after) }));
            before = ',\n';
          }
        }
        await lines.write('\n]}\n');
        await lines.close();
      });
    }
  }
}

const changeColumns = [
  { title: 'Part', width: 14 },
  { title: 'Key', width: 38 },
  { title: 'Row', width: 40 },
  { title: 'Period before', width: 14 },
  { title: 'Period after', width: 14 },
  { title: 'Figure', width: 26 },
  { title: 'Unit', width: 18 },
  { title: 'Before', width: 18 },
  { title: 'After', width: 18 },
  { title: 'Change', width: 18 },
  { title: '% of before', width: 12 },
  { title: 'Flagged', width: 10 },
  { title: 'Edited inputs', width: 60 },
];

/** A changed figure of a row; a row without figures has one line without any. */
interface FigureLine {
  readonly part: RowChange['part'];
  readonly key: string;
  readonly label: string;
  readonly periodBefore: string;
  readonly periodAfter: string;
  readonly measure: string;
  readonly title: string;
  readonly unit: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly change: string | null;
  readonly percent: number | null;
  readonly flagged: boolean;
}

function* figureChanges({ measures, flag }: Told, change: RowChange): Generator<FigureLine> {
  const { part, before, after } = change;
  if (part === 'unchanged') return;
  const { key, label } = after ?? before ?? NO_ROW;
  const row = { part, key, label, periodBefore: before?.period ?? '', periodAfter: after?.period ?? '' };
  let said = false;
  for (const measure of keysOf(before, after)) {
    const step = rowStep(measure, change, String(flag));
    if (step.before === step.after && part !== 'moved') continue;
    const { title = measure, unit = '' } = measures.find((one) => one.key === measure) ?? {};
    said = true;
    yield { ...row, measure, title, unit, ...step };
  }
  const nothing = { measure: '', title: '', unit: '', before: null, after: null, change: null, percent: null };
  if (!said) yield { ...row, ...nothing, flagged: false };
}

const NO_ROW: Pick<ComparableRow, 'key' | 'label'> = { key: '', label: '' };

async function* changeRows(
  delta: Told,
  titles: ReadonlyMap<string, string>,
  changes: Changes,
): AsyncGenerator<readonly TableCell[]> {
  for await (const change of changes()) {
    for (const one of figureChanges(delta, change)) {
      const edited = inputChanges(change.before, change.after)
        .map(
          ({ column, before, after }) =>
            `${titles.get(column) ?? column}: ${before || '(blank)'} → ${after || '(blank)'}`,
        )
        .join('; ');
      yield [
        one.part,
        one.key,
        one.label,
        one.periodBefore,
        one.periodAfter,
        one.title,
        one.unit,
        decimal(one.before),
        decimal(one.after),
        decimal(one.change),
        one.percent === null ? null : { decimal: String(Number(one.percent.toPrecision(4))) },
        one.flagged ? 'yes' : null,
        edited,
      ];
    }
  }
}

function decimal(text: string | null): TableCell {
  return text === null ? null : { decimal: text };
}

function bridgeTable({ measures, before, after }: Told) {
  const rows = measures.flatMap((measure): readonly (readonly TableCell[])[] => {
    const { title, unit } = measure;
    if (!measure.adds) {
      const counts = Object.entries({ rose: measure.rose, fell: measure.fell, came: measure.came, went: measure.went });
      return counts.map(([what, rows]) => [title, unit, what, count(rows), null, null, null]);
    }
    const line = (what: string, rows: number, change: string, percent: number | null, flagged: boolean) => [
      title,
      unit,
      what,
      count(rows),
      decimal(change),
      percent === null ? null : count(Number(percent.toPrecision(4))),
      flagged ? 'yes' : null,
    ];
    return [
      line(before.name, measure.rows.before, measure.before, null, false),
      ...measure.parts.map(({ part, rows, change, percent, flagged }) => line(part, rows, change, percent, flagged)),
      line(after.name, measure.rows.after, measure.after, measure.percent, measure.flagged),
    ];
  });
  return { name: 'Bridge', columns: bridgeColumns, rows };
}

const bridgeColumns = [
  { title: 'Figure', width: 30 },
  { title: 'Unit', width: 18 },
  { title: 'What', width: 34 },
  { title: 'Rows', width: 10 },
  { title: 'Amount', width: 20 },
  { title: '% of before', width: 12 },
  { title: 'Flagged', width: 10 },
];

function periodsTable({ measures }: Told) {
  const added = measures.filter((measure): measure is MeasureBridge => measure.adds);
  if (added.every(({ periods }) => periods.length === 0)) return [];
  const rows = added.flatMap(({ title, unit, periods }) =>
    periods.map((one): readonly TableCell[] => [
      title,
      unit,
      one.period,
      decimal(one.before),
      ...parts.map((part) => decimal(one.parts[part])),
      decimal(one.after),
      decimal(one.change),
      one.percent === null ? null : count(Number(one.percent.toPrecision(4))),
      one.flagged ? 'yes' : null,
    ]),
  );
  const columns = ['Figure', 'Unit', 'Period', 'Before', ...parts, 'After', 'Change', '% of before', 'Flagged'].map(
    (title) => ({ title: title.charAt(0).toUpperCase() + title.slice(1), width: 18 }),
  );
  return [{ name: 'Periods', columns, rows }];
}

function count(number: number): TableCell {
  return { decimal: String(number) };
}
