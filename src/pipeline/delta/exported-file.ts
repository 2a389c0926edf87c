// Reads an export that carbonsheet wrote, whatever its format: whose rows they are, and each row as texts by column. Leaves
// what the columns mean to comparison.ts.

import { z } from 'zod';
import { columnsWithBaseline } from '../../datasets/carboncloud/footprint-columns.js';
import { headings } from '../../datasets/catalogue.js';
import type { Dataset, ExportColumn, ExportDataset } from '../../datasets/dataset.js';
import { exportableNamed, loadExportables } from '../../datasets/index.js';
import { Stop } from '../../problems/stop.js';
import { openSource } from '../../read/open-source.js';
import type { Source } from '../../read/source/source.js';
import { type Cell, cellText } from '../../values/cell.js';
import { shortestText } from '../../values/numbers/figure.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import { isBelowLabel } from '../../write/export/below-rows.js';
import { titleWithUnit } from '../../write/export/export-sheet.js';
import { sheetName } from '../../write/sheet/sheet-name.js';
import type { ExportedTexts } from '../comparison/comparison.js';
import { jsonLines } from '../comparison/json-lines.js';
import { CHANGE } from '../export/changed-rows.js';
import { exportedTable } from '../export/exported-table.js';

/** An export as it was read. */
export interface ExportedFile {
  readonly path: string;
  readonly dataset: Dataset;
  /** Other datasets of which the file may be as well. */
  readonly rivals: readonly string[];
  /** The columns of the file that are known, in its order. */
  readonly columns: readonly ExportColumn[];
  /** Whose rows they are as the file says outside of its rows; undefined where it does not. */
  readonly owner: string | undefined;
  /** Each call reads the file anew. */
  rows(): AsyncIterable<ExportedTexts>;
  close(): Promise<void>;
}

/** How an export is read. */
export interface ExportedFileOptions {
  /** @default found from the columns */
  readonly dataset?: string | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
  /** @default by the ending of its name */
  readonly format?: 'csv' | 'ndjson' | undefined;
  /** An export of changes is taken as well. @default refused: rows that it lacks are not gone */
  readonly takesChanges?: boolean;
}

/** The sheet of an exported workbook that explains it. */
const EXPLAINING = 'Columns';

/** Opens an export. Throws a Stop of kind `input` for a file that is none. */
export async function openExportedFile(path: string, options: ExportedFileOptions): Promise<ExportedFile> {
  return options.format === 'ndjson' || /\.(?:ndjson|jsonl)$/i.test(path)
    ? openLines(path, options)
    : openTable(path, options);
}

async function openTable(path: string, options: ExportedFileOptions): Promise<ExportedFile> {
  const source = await openSource(path, { limits: options.limits });
  try {
    const sheets = source.detection.sheets.map(({ name }) => name).filter((name) => name !== EXPLAINING);
    const header = await headerOf(source, sheets[0] ?? '');
    const isWorkbook = source.detection.format === 'xlsx';
    const { table, rivals, dataset } = await recognise(
      path,
      header,
      isWorkbook ? (sheets[0] ?? '') : undefined,
      options,
    );
    const known = new Map(table.columns.map((column) => [isWorkbook ? titleWithUnit(column) : column.key, column]));
    const columns = header.map((title) => known.get(title));
    const label = columns.findIndex((column) => column?.below === undefined);
    return {
      path,
      dataset,
      rivals,
      columns: columns.filter((column) => column !== undefined),
      owner: await explainedOwner(source),
      async *rows() {
        for (const sheet of sheets) {
          let isHeader = true;
          for await (const batch of source.rows(sheet)) {
            for (const { cells } of batch) {
              if (isHeader) isHeader = false;
              else if (!isWorkbook || !isBelow(cells, columns, label)) yield textsOf(cells, columns);
            }
          }
        }
      },
      close: () => source.close(),
    };
  } catch (cause) {
    await source.close();
    throw cause;
  }
}

async function headerOf(source: Source, sheet: string): Promise<readonly string[]> {
  for await (const [first] of source.rows(sheet)) {
    if (first) return first.cells.map(cellText);
  }
  throw notAnExport(source.path, 'it has no header');
}

/** Sums below the rows are none of them: a label, and nothing in the other columns that have no sums. */
function isBelow(cells: readonly Cell[], columns: readonly (ExportColumn | undefined)[], label: number): boolean {
  return (
    isBelowLabel(cellText(cells[label])) &&
    columns.every((column, index) => index === label || column?.below !== undefined || cellText(cells[index]) === '')
  );
}

function textsOf(cells: readonly Cell[], columns: readonly (ExportColumn | undefined)[]): ExportedTexts {
  const texts = new Map<string, string>();
  for (let index = 0; index < cells.length; index += 1) {
    const column = columns[index];
    const text = exportedText(cells[index]);
    if (column && text !== '') texts.set(column.key, text);
  }
  return texts;
}

/** Numbers with all their digits, as the service said them. */
function exportedText(cell: Cell | undefined): string {
  return typeof cell === 'number' ? shortestText(cell) : cellText(cell);
}

/** The owner that the explaining sheet of a workbook names. */
async function explainedOwner(source: Source): Promise<string | undefined> {
  if (!source.detection.sheets.some(({ name }) => name === EXPLAINING)) return undefined;
  for await (const batch of source.rows(EXPLAINING)) {
    for (const { cells } of batch) {
      if (cells[0] === 'Owner') return cellText(cells[1]);
    }
  }
  return undefined;
}

const line = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

async function openLines(path: string, options: ExportedFileOptions): Promise<ExportedFile> {
  const { dataset: asked } = options;
  let keys: readonly string[] | undefined;
  for await (const object of objectsOf(path)) {
    keys = Object.keys(object);
    break;
  }
  if (keys === undefined && asked === undefined)
    throw notAnExport(path, 'it is empty, and --dataset does not say of what');
  const { table, rivals, dataset } = await recognise(path, keys ?? [], undefined, options);
  const known = new Map(table.columns.map((column) => [column.key, column]));
  return {
    path,
    dataset,
    rivals,
    columns: (keys ?? []).flatMap((key) => known.get(key) ?? []),
    owner: undefined,
    async *rows() {
      for await (const object of objectsOf(path)) {
        const texts = new Map<string, string>();
        for (const [key, value] of Object.entries(object)) {
          const text = exportedText(value);
          if (text !== '' && known.has(key)) texts.set(key, text);
        }
        yield texts;
      }
    },
    close: async () => undefined,
  };
}

async function* objectsOf(path: string): AsyncGenerator<z.infer<typeof line>> {
  for await (const { number, value } of jsonLines(path)) {
    const parsed = line.safeParse(value);
    if (!parsed.success) throw notAnExport(path, `line ${number} is no row in JSON`);
    yield parsed.data;
  }
}

interface Recognised {
  readonly dataset: Dataset;
  readonly table: ExportDataset;
  readonly rivals: readonly string[];
}

/** The dataset that has all columns of the file. @param sheet of a workbook; its titles are those for people. */
async function recognise(
  path: string,
  header: readonly string[],
  sheet: string | undefined,
  { dataset: asked, takesChanges = false }: ExportedFileOptions,
): Promise<Recognised> {
  const candidates = asked === undefined ? await loadExportables() : [await exportableNamed(asked)];
  const isChanges = header.some((title) => title.toLowerCase() === CHANGE);
  const titles = header.filter((title) => title.toLowerCase() !== CHANGE);
  const fitting = candidates.flatMap((dataset): Recognised[] => {
    const table = tablesOf(dataset, titles).find(({ columns }) => {
      const known = new Set(columns.map((column) => (sheet === undefined ? column.key : titleWithUnit(column))));
      return titles.every((title) => known.has(title) || isAdded(title));
    });
    return table && (titles.length > 0 || asked !== undefined) ? [{ dataset, table, rivals: [] }] : [];
  });
  // Some datasets have the same columns; a workbook's sheet bears the name of its own.
  const named = fitting.filter(({ dataset }) => sheetName(dataset.title) === sheet);
  const [first, ...others] = named.length > 0 ? named : fitting;
  if (first && isChanges && !takesChanges) throw ofChanges(path, first.dataset);
  if (first) return { ...first, rivals: others.map(({ dataset }) => dataset.name) };
  throw notAnExport(
    path,
    asked === undefined ? 'its columns are those of no dataset' : `it has columns that ${asked} lacks`,
  );
}

/** The tables that an export of the dataset may have, the plainest first. */
function tablesOf(dataset: Dataset, header: readonly string[]): readonly ExportDataset[] {
  const table = exportedTable(dataset, yearsIn(dataset, header));
  return dataset.name === 'footprints' ? [table, { ...table, columns: columnsWithBaseline() }] : [table];
}

function ofChanges(path: string, { name }: Dataset): Stop {
  return new Stop(
    'input',
    'NOT_AN_EXPORT',
    `${path} is an export of changes: it holds only the ${name} that had changed, and all others would count as gone`,
    `compare exports of all rows: carbonsheet export ${name} --out FILE, without --changed and --since`,
  );
}

/** Columns of fields that a service has added since. */
function isAdded(title: string): boolean {
  return title.startsWith('extra.');
}

/** The keys that a dataset's yearly fields have for the years in a header. */
function yearsIn(dataset: Dataset, header: readonly string[]): ReadonlySet<string> {
  const years = new Set(header.flatMap((title) => title.match(/\b\d{4}\b/g) ?? []));
  const yearly = Object.entries(dataset.direction === 'import' ? dataset.fields : {}).filter(
    ([, { kind }]) => kind === 'yearly',
  );
  return new Set(yearly.flatMap(([name]) => [...years].map((year) => `${name}.${year}`)));
}

function notAnExport(path: string, why: string): Stop {
  const names = headings.filter(([, { ways }]) => ways !== 'import').map(([name]) => name);
  return new Stop(
    'input',
    'NOT_AN_EXPORT',
    `${path} is no export of this program: ${why}`,
    `give a file that carbonsheet export wrote (.xlsx, .csv or .ndjson) of one of ${names.join(', ')}`,
  );
}
