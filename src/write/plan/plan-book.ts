// Writes a plan as a workbook for people: a summary, and a sheet for each kind of action. It is not read again.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import type { FieldValue } from '../../datasets/field.js';
import { fieldTitle } from '../../datasets/field.js';
import { type PlannedAction, type SavedRow, SHORT_HASH } from '../../plan/saved-plan.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import { SHEET_ROWS, type SheetCell } from '../../workbook/sheet-writer.js';
import { orLeave } from '../files/or-leave.js';
import { rowHeight, titleWidth } from '../sheet/cell-size.js';
import {
  countStyle,
  labelStyle,
  onePageWide,
  proseStyle,
  softHeader,
  strongHeader,
  titleStyle,
  topStyle,
} from '../sheet/style.js';
import { openWorkbook, type WorkbookFile } from '../sheet/workbook-file.js';
import type { TableEnd } from './plan-file.js';

/** A table of the plan. */
export interface BookTable extends TableEnd {
  /** The file's name. */
  readonly name: string;
  readonly sheet: string;
  readonly owner: string;
  readonly dataset: ImportDataset;
  /** The fields that have values in rows of an action. */
  readonly used: ReadonlyMap<PlannedAction, ReadonlySet<string>>;
}

/** A plan to write. */
export interface BookPlan {
  readonly hash: string;
  readonly madeAt: Date;
  /** The same plan as JSON, which can be applied; undefined where it was not kept. */
  readonly json: string | undefined;
  readonly tables: readonly BookTable[];
  /** Starts a pass over the rows, each with the position of its table. */
  readonly rows: () => AsyncIterable<{ readonly table: number; readonly row: SavedRow }>;
}

/** The sheets behind the summary; one without rows is left out. */
const sheets: readonly { readonly name: string; readonly actions: readonly PlannedAction[]; readonly what: string }[] =
  [
    { name: 'Create', actions: ['create'], what: 'to create' },
    { name: 'Update', actions: ['update'], what: 'to update' },
    { name: 'Delete', actions: ['delete'], what: 'to delete' },
    { name: 'Skip', actions: ['skip', 'unchanged'], what: 'to leave as they are' },
    { name: 'Conflict', actions: ['conflict'], what: 'in conflict: not sent' },
    { name: 'Held back', actions: ['hold'], what: 'that look unusual: not sent' },
    { name: 'Blocked', actions: ['blocked'], what: 'invalid: not sent' },
  ];

/** Writes the workbook. Throws a Stop of kind `output`. */
export async function writePlanBook(path: string, plan: BookPlan): Promise<void> {
  const file = await openWorkbook(path);
  await orLeave(file, async () => {
    await addSummary(file, plan);
    for (const sheet of sheets) {
      const rows = sum(plan.tables.map(({ counts }) => sum(sheet.actions.map((action) => counts[action]))));
      if (rows > 0) await addRows(file, sheet.name, sheet.actions, plan);
    }
    await file.close();
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const LABEL_WIDTH = 34;
const VALUE_WIDTH = 72;

async function addSummary(file: WorkbookFile, { hash, madeAt, json, tables }: BookPlan): Promise<void> {
  const sheet = file.sheet({
    name: 'Summary',
    columns: [{ width: LABEL_WIDTH }, { width: VALUE_WIDTH }],
    page: onePageWide,
  });
  const line = (label: string, value: string | number): Promise<void> | void =>
    sheet.add(
      [
        { value: label, style: labelStyle },
        {
          value,
          style:
            typeof value === 'number'
              ? { ...countStyle, alignment: { vertical: 'top', horizontal: 'left' } }
              : proseStyle,
        },
      ],
      rowHeight([String(value)], [VALUE_WIDTH]),
    );
  await sheet.add([{ value: 'What an import would do', style: titleStyle }]);
  await line('Made', `${madeAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`);
  await line('Plan', hash.slice(0, SHORT_HASH));
  await line('Whole hash', hash);
  if (json !== undefined)
    await line('To apply it', `carbonsheet import --plan ${json} --plan-hash ${hash.slice(0, SHORT_HASH)}`);
  for (const { name, sheet: own, owner, dataset, counts, totals, estimate } of tables) {
    await sheet.add([]);
    await sheet.add([
      { value: own === '' ? name : `${name}, sheet ${own}`, style: strongHeader },
      { value: dataset.title, style: strongHeader },
    ]);
    await line('Account', owner);
    await line('Rows', counts.rows);
    for (const { name: label, actions, what } of sheets)
      await line(`${label}: rows ${what}`, sum(actions.map((action) => counts[action])));
    for (const [unit, total] of Object.entries(totals.checked)) {
      const title = [fieldTitle(dataset.fields, totals.field), unit].filter(Boolean).join(' ');
      await line(
        `Total ${title}`,
        `${total} in valid rows, ${new Map(Object.entries(totals.written)).get(unit) ?? '0'} to be written`,
      );
    }
    await line('Requests, about', estimate.requests);
    await line('Seconds, about', estimate.seconds);
  }
  await sheet.close();
}

/** A column of a sheet of rows. */
interface Column {
  readonly title: string;
  readonly style: CellStyle;
  readonly width: number;
  readonly cell: (row: SavedRow, table: BookTable) => string | number;
}

const REASON_WIDTH = 60;

async function addRows(
  file: WorkbookFile,
  name: string,
  actions: readonly PlannedAction[],
  { tables, rows }: BookPlan,
): Promise<void> {
  const columns = columnsOf(name, actions, tables);
  const sheet = file.sheet({
    name,
    columns: columns.map(({ width }) => ({ width })),
    frozen: { rows: 1, columns: 0 },
    page: onePageWide,
  });
  await sheet.add(columns.map(({ title, style }) => ({ value: title, style })));
  let written = 1;
  for await (const { table: at, row } of rows()) {
    const table = tables[at];
    if (table === undefined || !actions.includes(row.action)) continue;
    // A row is kept free to say that there are more.
    if (written === SHEET_ROWS - 1) {
      await sheet.add([{ value: 'A sheet holds no more rows. The plan as .json has them all.' }]);
      break;
    }
    written += 1;
    const values = columns.map(({ cell }) => cell(row, table));
    const cells = values.map((value): SheetCell | undefined =>
      value === '' ? undefined : { value, style: styleOf(value) },
    );
    await sheet.add(
      cells,
      rowHeight(
        values.map(String),
        columns.map(({ width }) => width),
      ),
    );
  }
  await sheet.close({ rows: written, columns: columns.length });
}

function styleOf(value: string | number): CellStyle {
  return typeof value === 'number' ? topStyle : proseStyle;
}

function columnsOf(name: string, actions: readonly PlannedAction[], tables: readonly BookTable[]): readonly Column[] {
  const plain = (title: string, width: number, cell: Column['cell']): Column => ({
    title,
    style: strongHeader,
    width,
    cell,
  });
  const datasets = new Map(tables.map(({ dataset }) => [dataset.name, dataset]));
  const place = [
    ...(tables.length > 1 ? [plain('File', 24, (_, table) => table.name)] : []),
    ...(tables.some(({ sheet }) => sheet !== '') ? [plain('Sheet', 14, ({ sheet }) => sheet)] : []),
    plain('Row', 8, ({ row }) => row),
  ];
  const id = plain('Remote ID', 38, ({ remoteId }) => remoteId);
  const reason = plain('Reason', REASON_WIDTH, ({ reason: text }) => text);
  if (name === 'Blocked' || name === 'Held back') return [...place, reason];
  if (name === 'Skip') return [...place, id, reason];
  const isUsed = (dataset: string, field: string): boolean =>
    tables.some(
      (table) => table.dataset.name === dataset && actions.some((action) => table.used.get(action)?.has(field)),
    );
  const fields = [...datasets.values()].flatMap((dataset) =>
    Object.entries(dataset.fields)
      .filter(([field]) => isUsed(dataset.name, field))
      .map(([field]) => ({ dataset: dataset.name, field, title: fieldTitle(dataset.fields, field) })),
  );
  const side = (which: 'before' | 'after', said: string) =>
    fields.map(
      ({ dataset, field, title }): Column => ({
        title: said === '' ? title : `${title}: ${said}`,
        style: which === 'after' ? strongHeader : softHeader,
        width: titleWidth(title),
        cell: (row, table) => (table.dataset.name === dataset ? shown(row[which], field) : ''),
      }),
    );
  if (name === 'Create') return [...place, ...side('after', '')];
  if (name === 'Delete') return [...place, id, ...side('before', '')];
  const [befores, afters] = [side('before', 'at the service'), side('after', 'in the file')];
  const pairs = befores.flatMap((before, index) => [before, ...afters.slice(index, index + 1)]);
  return [...place, id, ...(name === 'Conflict' ? [reason] : []), ...pairs];
}

function shown(values: Values | undefined, field: string): string | number {
  const value: FieldValue | undefined = values?.[field];
  if (value === undefined) return '';
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.join('; ');
  return Object.entries(value)
    .map(([year, amount]) => `${year}: ${amount}`)
    .join('; ');
}
