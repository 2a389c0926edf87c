// `migrate` from CarbonCloud to Dcycle: sales volumes of resold products become a workbook in the template of country sales, with
// sheets that list each cell that is still empty and what the source says of each row. Writes to neither service.

import { join } from 'node:path';
import { sameName, type Values } from '../../../datasets/dataset.js';
import { importDatasetNamed } from '../../../datasets/index.js';
import { inLanguage } from '../../../datasets/words/template/texts.js';
import { providerNamed } from '../../../providers/index.js';
import type { Session } from '../../../providers/session.js';
import { stopFor } from '../../../providers/stop-for.js';
import type { EmptyCell, FilledSummary, WithoutRow } from '../../../report/filled-workbook.js';
import { cellText, numberText } from '../../../values/cell.js';
import { countryList } from '../../../values/countries/country-list.js';
import type { BookTable, TableCell } from '../../../write/delta/tables-book.js';
import { sheetName } from '../../../write/sheet/sheet-name.js';
import { writeTemplate } from '../../../write/template/template.js';
import { writeJson } from '../../run/write-summary.js';
import { keepRows } from '../../template/kept-rows.js';
import { readAccount } from '../../template/read-account.js';
import type { Tools } from '../../tools.js';
import { connectSource, type MigrationTools } from '../accounts.js';
import { newMigration } from '../migration-run.js';
import { type MovingRow, snapshotRows, takeSnapshot } from '../source-rows.js';
import { numberOf, type SalesRow, salesOf } from './sales-rows.js';

const FROM = 'resold-products';
const TO = 'country-sales';

/** Fills the workbook. Throws a Stop. */
export async function fillWorkbook(
  { runsDir }: { readonly runsDir: string },
  tools: MigrationTools,
): Promise<FilledSummary> {
  const { target } = tools;
  const [from, to] = await Promise.all([importDatasetNamed(FROM), importDatasetNamed(TO)]);
  const ofTarget = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((cause: unknown) => {
      throw stopFor(cause, to.provider);
    });
  try {
    const source = await connectSource(from.provider, tools);
    const session = await ofTarget(async () => (await target.connect(to.provider)).session);
    const { id, folder, startedAt } = await newMigration(runsDir, target);
    await takeSnapshot(from, source, folder, target);
    const file = join(folder, `${TO}.xlsx`);
    const filled = new Filling(sheetName(to.title), titlesOf(to.fields));
    const wish = { language: 'en', live: true, rows: undefined } as const;
    const lists = await ofTarget(() => readAccount(to, session, wish, target));
    const kept = await keepRows();
    try {
      for await (const [product, row] of filled.rows(folder, today(target))) {
        await kept.add(row.cells);
        filled.note(product, row);
      }
      const rows = { count: kept.count, keys: kept.keys, areNew: true, rows: kept.rows } as const;
      const account = { ...lists, from: source.owner, rows, explained: filled.sheets() };
      await writeTemplate(await inLanguage(to, 'en'), file, countryList('en'), account);
    } finally {
      await kept.discard();
    }
    const summary: FilledSummary = {
      version: 1,
      run: id,
      command: 'migrate',
      dataset: TO,
      provider: to.provider,
      from: said(source),
      to: said(session),
      startedAt,
      finishedAt: new Date(target.clock.now()).toISOString(),
      ...filled.result(),
      exitCode: 0,
      folder,
      file,
    };
    await writeJson(join(folder, 'summary.json'), summary);
    return summary;
  } catch (cause) {
    throw stopFor(cause, from.provider);
  }
}

function said({ provider, shownAs }: Session): string {
  return `${providerNamed(provider).title}, ${shownAs}`;
}

function today({ clock }: Pick<Tools, 'clock'>): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}

function titlesOf(fields: Readonly<Record<string, { readonly title: string }>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields).map(([name, { title }]) => [name, title]));
}

/** The name of a product, and the name with its number. */
function namesOf(values: Values): readonly [name: string, numbered: string] {
  const name = sameName(String(values.name ?? ''));
  return [name, `${name}\n${numberOf(values).toLowerCase()}`];
}

/** The rows so far, and what is to be said about them. */
class Filling {
  private readonly cells: EmptyCell[] = [];
  private readonly without: WithoutRow[] = [];
  private readonly facts: (readonly TableCell[])[] = [];
  private products = 0;
  private complete = 0;

  constructor(
    private readonly sheet: string,
    private readonly titles: ReadonlyMap<string, string>,
  ) {}

  /** Reads the snapshot twice: names that several products have are known only at its end. */
  async *rows(folder: string, day: string): AsyncGenerator<readonly [MovingRow, SalesRow]> {
    const names = new Map<string, number>();
    const count = (text: string): void => void names.set(text, (names.get(text) ?? 0) + 1);
    for await (const { values } of snapshotRows(folder, FROM)) for (const text of namesOf(values)) count(text);
    for await (const product of snapshotRows(folder, FROM)) {
      this.products += 1;
      const [isNamesake = false, isTwin = false] = namesOf(product.values).map((text) => (names.get(text) ?? 0) > 1);
      const { rows, without } = salesOf(product.values, { isNamesake, isTwin, today: day });
      this.without.push(...without.map((why) => ({ product: product.key, sourceId: product.id, why })));
      for (const row of rows) yield [product, row];
    }
  }

  /** Notes a row; the first one is below the header. */
  note({ key, values }: MovingRow, { year, volumeKg, gaps }: SalesRow): void {
    const row = this.facts.length + 2;
    if (gaps.length === 0) this.complete += 1;
    const place = { sheet: this.sheet, row, product: key };
    for (const { field, ...gap } of gaps)
      this.cells.push({ ...place, column: this.titles.get(field) ?? field, ...gap });
    const { name, customId, gtin, shipToLocation, productNetQuantityValue: net, productNetQuantityUnit: unit } = values;
    const texts = [name, customId, gtin].map((value) => (value === undefined ? null : cellText(String(value))));
    this.facts.push([
      count(row),
      ...texts,
      year,
      decimal(volumeKg),
      'kg',
      typeof net === 'number' ? decimal(net) : null,
      unit === undefined ? null : String(unit),
      shipToLocation === undefined ? null : String(shipToLocation),
    ]);
  }

  /** The sheets about the rows. */
  sheets(): readonly BookTable[] {
    return [
      table(
        'Missing',
        [
          ['Row', 8],
          ['Product', 28],
          ['Column', 18],
          ['Why it is empty', 64],
          ['The source says', 34],
          ['Perhaps', 28],
        ],
        [
          ...this.cells.map(({ row, product, column, why, known, suggestion }) => [
            count(row),
            product,
            column,
            why,
            known,
            suggestion,
          ]),
          ...this.without.map(({ product, why }) => [null, product, 'no row', why, '', '']),
        ],
      ),
      table('Source', SOURCE_COLUMNS, this.facts),
      table(
        'How it is filled',
        [
          ['Column', 18],
          ['Filled with', 56],
          ['Stays empty', 56],
        ],
        HOW,
      ),
    ];
  }

  result(): Pick<FilledSummary, 'counts' | 'empty' | 'cells' | 'without'> {
    const empty: Record<string, number> = {};
    for (const { column } of this.cells) empty[column] = (empty[column] ?? 0) + 1;
    const counts = { products: this.products, rows: this.facts.length, complete: this.complete };
    return { counts, empty, cells: this.cells, without: this.without };
  }
}

const SOURCE_COLUMNS = [
  ['Row', 8],
  ['Name of the product', 28],
  ['Custom id', 16],
  ['GTIN', 18],
  ['Year', 8],
  ['Sales volume', 16],
  ['Unit of the volume', 12],
  ['Net quantity', 14],
  ['Unit of the net quantity', 14],
  ['Ship-to location', 28],
] as const;

const HOW = [
  ['Product name', 'the name of the resold product', 'several products have the name'],
  ['Product id', 'nothing: Dcycle finds the product by its name, or creates it', 'always'],
  [
    'Country',
    'the ship-to location, where it is the name of a country, or its ISO 3166-1 code in capitals, and nothing else. That is where it is delivered to: check that it is sold there',
    'a part of the ship-to location is no country, such as a town or a misspelt name: it is not taken in part; or it names several countries, or a name that a region elsewhere has, too, such as Georgia; or it is a code that a state of the USA has, too, such as CA. The sheet Missing has what was read, and the country that it may be',
  ],
  [
    'Quantity sold',
    'the sales volume divided by the net quantity of one piece, where both are weights and nothing is left over',
    'otherwise, also for tons and ounces, which may be short and fluid ones: the sheet Source has the volume in kg',
  ],
  [
    'Start date, End date',
    'the first and last day of the calendar year of the volume',
    'the year is not over, or is no calendar year',
  ],
] as const;

function table(
  name: string,
  columns: readonly (readonly [title: string, width: number])[],
  rows: readonly (readonly TableCell[])[],
): BookTable {
  return { name, columns: columns.map(([title, width]) => ({ title, width })), rows };
}

function decimal(value: number): TableCell {
  return { decimal: numberText(value) };
}

function count(value: number): TableCell {
  return { decimal: numberText(value), isCount: true };
}
