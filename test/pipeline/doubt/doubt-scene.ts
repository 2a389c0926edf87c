// An import of which no answer came for some rows, and what a person does with them then: edits them in the workbook that came back,
// or in the file itself, and imports that. For each dataset that can be created.

import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import type { ImportRequest } from '../../../src/pipeline/requests.js';
import type { Fault, FaultPlan } from '../../../src/sandbox/faults/faults.js';
import type { Sandbox } from '../../../src/sandbox/start-sandbox.js';
import { openImporting, type ResultLine, type Row } from '../importing.js';

/** How a dataset is tried. */
export interface Kind {
  readonly dataset: string;
  /** The request that creates a row. */
  readonly method: 'POST' | 'PUT';
  readonly path: RegExp;
  /** A row of a thing; different for all things. */
  row(thing: number): Row;
  /** Cells that a person may change, with another value for each. */
  edits(thing: number): Row;
  /** The things that the service has, each as often as it has it. */
  things(sandbox: Sandbox): readonly string[];
  /** Whether rows are known by keys, which are among the cells that a person may change. */
  readonly hasKeys: boolean;
  /** Whether one request creates all rows. */
  readonly isSentAtOnce?: true;
  /** Imported before. */
  readonly parents?: readonly (readonly [dataset: string, rows: readonly Row[]])[];
}

const textAt = (one: object, field: string): string => String(Reflect.get(one, field));
const THINGS = [0, 1, 2, 3, 4, 5];

export const kinds: Readonly<Record<string, Kind>> = {
  purchases: {
    dataset: 'purchases',
    method: 'POST',
    path: /^\/v1\/purchases$/,
    row: (thing) => ({
      product_name: `Boxes ${thing}`,
      sector: 'Manufacturing',
      country: 'ES',
      quantity: `${thing + 1}.5`,
      unit_id: 'EUR',
      purchase_date: '2024-03-15',
      expense_type: 'opex',
      supplier_id: `T${thing}`,
    }),
    edits: (thing) => ({
      product_name: `Cartons ${thing}`,
      quantity: `${thing + 100}`,
      sector: 'Retail',
      country: 'SE',
    }),
    things: (sandbox) => sandbox.purchases().map((one) => textAt(one, 'supplier_id')),
    hasKeys: false,
  },
  suppliers: {
    dataset: 'suppliers',
    method: 'POST',
    path: /^\/suppliers$/,
    row: (thing) => ({
      'Supplier name': `Oat farm ${thing}`,
      'Custom id': `S-${thing}`,
      'Contact email': `t${thing}@example.com`,
      'Contact first name': 'Anna',
    }),
    edits: (thing) => ({
      'Supplier name': `Barley farm ${thing}`,
      'Custom id': `N-${thing}`,
      'Contact first name': 'Eva',
    }),
    things: (sandbox) =>
      sandbox.suppliers().map((one) => textAt((Reflect.get(one, 'contacts') as readonly object[])[0] ?? {}, 'email')),
    hasKeys: true,
  },
  'resold-products': {
    dataset: 'resold-products',
    method: 'POST',
    path: /^\/resold-products$/,
    row: (thing) => ({
      'Custom id': `P-${thing}`,
      'Product name': `Oat drink ${thing}`,
      'Production location': 'Lund',
      'Pick-up location': 'Lund',
      'Ship-to location': 'Oslo',
      'Brand name': `T${thing}`,
    }),
    edits: (thing) => ({
      'Custom id': `N-${thing}`,
      'Product name': `Oat cream ${thing}`,
      'Ship-to location': 'Bergen',
    }),
    things: (sandbox) => sandbox.resoldProducts().map((one) => textAt(one, 'brandName')),
    hasKeys: true,
  },
  'variable-products': {
    dataset: 'variable-products',
    method: 'POST',
    path: /\/v1\/product$/,
    row: (thing) => ({
      'Product name': `Chair ${thing}`,
      SKU: `SKU-${thing}`,
      Unit: 'kg',
      Description: 'Oak',
      Notes: `T${thing}`,
    }),
    edits: (thing) => ({ 'Product name': `Stool ${thing}`, SKU: `NEW-${thing}`, Description: 'Ash' }),
    things: (sandbox) =>
      sandbox.variableProducts().flatMap((one) => {
        const notes = textAt(one, 'notes');
        return /^T\d$/.test(notes) ? [notes] : [];
      }),
    hasKeys: true,
  },
  'supplier-periods': {
    dataset: 'supplier-periods',
    method: 'PUT',
    path: /^\/resold-products\/.*\/suppliers$/,
    row: (thing) => ({
      'Product custom id': `P-${thing}`,
      'Supplier custom id': 'S-1',
      'Valid from': `202${thing}-01-01`,
      'Valid to': `202${thing}-03-31`,
    }),
    edits: (thing) => ({ 'Valid from': `201${thing}-01-01`, 'Valid to': `201${thing}-03-31` }),
    things: (sandbox) =>
      sandbox.resoldProducts().flatMap((one) => {
        const periods = (Reflect.get(one, 'suppliers') ?? []) as readonly object[];
        return periods.map(() => textAt(one, 'customId'));
      }),
    hasKeys: true,
    parents: [
      ['suppliers', [{ 'Supplier name': 'Oat farm', 'Custom id': 'S-1' }]],
      [
        'resold-products',
        THINGS.map((thing) => ({
          'Custom id': `P-${thing}`,
          'Product name': `Oat drink ${thing}`,
          'Production location': 'Lund',
          'Pick-up location': 'Lund',
          'Ship-to location': 'Oslo',
        })),
      ],
    ],
  },
  'country-sales': {
    dataset: 'country-sales',
    method: 'POST',
    path: /\/submit$/,
    row: (thing) => ({
      'Product name': `Fryer ${thing}`,
      Country: 'SE',
      'Quantity sold': `${thing + 1}`,
      'Start date': '2024-01-01',
      'End date': '2024-06-30',
    }),
    edits: (thing) => ({ 'Quantity sold': `${thing + 100}`, Country: 'NO' }),
    things: (sandbox) =>
      sandbox.soldProducts().flatMap((one) => {
        const periods = Reflect.get(one, 'periods') as readonly object[];
        const sales = periods.flatMap((period) => Reflect.get(period, 'country_sales') as readonly object[]);
        return sales.map(() => textAt(one, 'product_name'));
      }),
    hasKeys: true,
    isSentAtOnce: true,
  },
};

/** What happens to the requests that create rows, by their number, from 1; and from which on nothing can be looked up. */
export interface Plan {
  readonly fault: (create: number) => ReturnType<FaultPlan>;
  readonly blindFrom: number;
}

const told = (results: readonly ResultLine[]): readonly string[] =>
  results.map(({ status, code }) => `${status} ${code}`.trim());

const DOWN: Fault = { kind: 'status-before', status: 503 };

/** An import whose requests go as the plan says, until `calm` is called. */
export async function openDoubt(kind: Kind, { fault, blindFrom }: Plan) {
  let creates = 0;
  const paths = new Set<string>();
  let isCalm = true;
  const scene = await openImporting({
    fault: ({ method, path }) => {
      if (isCalm) return undefined;
      if (method === 'GET') return creates >= blindFrom ? DOWN : undefined;
      if (method !== kind.method || !kind.path.test(path)) return undefined;
      // A request that is repeated is the same create.
      paths.add(method === 'PUT' ? path : String(paths.size));
      creates = method === 'PUT' ? [...paths].indexOf(path) + 1 : creates + 1;
      return fault(creates);
    },
  });
  for (const [dataset, rows] of kind.parents ?? []) await scene.import(`${dataset}.csv`, rows, { dataset });
  isCalm = false;
  return {
    scene,
    /** Later requests are answered. */
    calm: () => {
      isCalm = true;
    },
    things: () => kind.things(scene.sandbox).toSorted(),
    async import(file: string, content: readonly Row[] | Uint8Array, terms: Partial<ImportRequest> = {}) {
      const { results, summary, stop } = await scene.import(file, content, {
        dataset: kind.dataset,
        concurrency: 1,
        canary: false,
        ...terms,
      });
      return { told: told(results), results, summary, stop };
    },
  };
}

/** A workbook of rows. */
export async function bookOf(rows: readonly Row[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const titles = Object.keys(rows[0] ?? {});
  book.addWorksheet('Rows').addRows([titles, ...rows.map((row) => titles.map((title) => row[title] ?? null))]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A result workbook as somebody gives it back: with other cells by the place of the row, from 0, and in another order. */
export async function givenBack(
  path: string,
  edits: Readonly<Record<number, Row>>,
  order?: readonly number[],
): Promise<Buffer> {
  const book = new exceljs.Workbook();
  await book.xlsx.load((await readFile(path)).buffer as ArrayBuffer);
  const sheet = book.worksheets.find(({ name }) => name !== 'Run summary' && name !== 'Reconciliation');
  if (sheet === undefined) throw new Error('the workbook has no rows');
  const titles = (sheet.getRow(1).values as readonly unknown[]).map(String);
  for (const [place, cells] of Object.entries(edits))
    for (const [title, value] of Object.entries(cells))
      sheet.getRow(Number(place) + 2).getCell(titles.indexOf(title)).value = value;
  if (order) {
    const rows = order.map((_, place) => sheet.getRow(place + 2).values);
    for (const [place, from] of order.entries()) sheet.getRow(place + 2).values = rows[from] as exceljs.CellValue[];
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
