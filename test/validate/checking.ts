// Checks rows the way a run does, for the tables of tests: a header of field names, one row of cells, problems in short.

import type { ImportDataset, Values } from '../../src/datasets/dataset.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import type { Problem } from '../../src/problems/problem.js';
import { rowChecker } from '../../src/validate/check-row.js';
import type { Cell } from '../../src/values/cell.js';
import { columnEvidence } from '../../src/values/evidence.js';

/** Reads and checks one row below a header; the column's decimal sign and date order are found from the row itself. */
export function checkRow(dataset: ImportDataset, row: Readonly<Record<string, Cell>>, sheet = 'Sheet1') {
  const cells = Object.values(row);
  const mapping = mapHeader({ sheet, row: 1, cells: Object.keys(row) }, dataset);
  const readings = new Map(
    mapping.columns.flatMap(({ index, field }) => {
      const evidence = field === undefined ? undefined : columnEvidence(dataset.fields[field]!);
      evidence?.add(cells[index] ?? null, 2);
      return evidence ? [[index, evidence.decide({}).reading] as const] : [];
    }),
  );
  return rowChecker(mapping, readings)({ sheet, row: 2, cells });
}

/** Each problem as `severity CODE field`, notes left out. */
export function flatten(problems: readonly Problem[]): readonly string[] {
  return problems
    .filter(({ severity }) => severity !== 'note')
    .map(({ severity, code, field }) => `${severity} ${code} ${field}`.trim());
}

/** What a row with some cells replaced comes to; '' stands for an empty cell. */
export function judge(
  dataset: ImportDataset,
  base: Readonly<Record<string, Cell>>,
  changes: Readonly<Record<string, Cell>>,
): { readonly problems: readonly string[]; readonly record: Values | undefined } {
  const { problems, record } = checkRow(dataset, { ...base, ...changes });
  return { problems: flatten(problems), record };
}

export const purchase: Readonly<Record<string, Cell>> = {
  product_name: 'Cardboard boxes',
  sector: 'Manufacturing',
  country: 'ES',
  quantity: '120.5',
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
};

export const product: Readonly<Record<string, Cell>> = {
  name: 'Oat drink',
  productionLocation: 'Sweden',
  pickUpLocation: 'Landskrona',
  shipToLocation: 'Göteborg',
};

export const sale: Readonly<Record<string, Cell>> = {
  product_name: 'Air fryer',
  product_id: '',
  country: 'SE',
  quantity: '10',
  start_date: '2024-01-01',
  end_date: '2024-12-31',
};
