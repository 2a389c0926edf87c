// The tables of migration.xlsx: what was carried over, what was not, and whether both accounts hold the same.

import { numberText } from '../values/cell.js';
import type { MigrationSummary, Parity } from './migration.js';

/** A text, an exact decimal, or nothing. */
type TableCell = string | { readonly decimal: string; readonly isCount?: true } | null;

/** A sheet of the workbook. */
interface MigrationTable {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly (readonly TableCell[])[];
}

interface Table {
  readonly name: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (number | TableCell)[])[];
}

/** Of columns whose texts are longer than their title. */
const WIDTHS: Readonly<Record<string, number>> = {
  Value: 72,
  Dataset: 18,
  What: 36,
  Why: 56,
  'First row': 30,
  'Its value': 34,
  Key: 36,
  Message: 56,
  'Source id': 40,
  'Target id': 40,
  Source: 24,
  Target: 24,
  Product: 36,
  Unit: 26,
  Run: 46,
};

/** The sheets. */
export function migrationTables(summary: MigrationSummary): readonly MigrationTable[] {
  return tablesOf(summary).map(({ name, titles, rows }) => ({
    name,
    columns: titles.map((title) => ({ title, width: WIDTHS[title] ?? Math.max(title.length + 4, 14) })),
    rows: rows.map((row) =>
      row.map((cell) => (typeof cell === 'number' ? { decimal: numberText(cell), isCount: true } : cell)),
    ),
  }));
}

function tablesOf(summary: MigrationSummary): readonly Table[] {
  const { parity, lost, left, unmoved } = summary;
  return [
    { name: 'Summary', titles: ['What', 'Value'], rows: summaryRows(summary) },
    { name: 'Datasets', titles: DATASET_TITLES, rows: datasetRows(summary) },
    {
      name: 'Not carried over',
      titles: ['Dataset', 'What', 'Why', 'Rows', 'First row', 'Its value'],
      rows: [
        ...lost.map(({ dataset, what, why, rows, example }) => [dataset, what, why, rows, example.key, example.value]),
        ...unmoved.map(({ what, why }) => [what, 'all of it', why, null, null, null]),
      ],
    },
    {
      name: 'Rows left',
      titles: ['Dataset', 'Key', 'Status', 'Code', 'Message', 'Source id'],
      rows: left.map(({ dataset, key, status, code, message, sourceId }) => [
        dataset,
        key,
        status,
        code,
        message,
        sourceId,
      ]),
    },
    ...(parity === undefined ? [] : parityTables(parity)),
  ];
}

const DATASET_TITLES = [
  'Dataset',
  'Rows',
  'Created',
  'Updated',
  'There already',
  'Skipped',
  'Invalid',
  'Failed',
  'In doubt',
  'Not sent',
  'Run',
];

function datasetRows({ datasets }: MigrationSummary): Table['rows'] {
  return datasets.map(({ dataset, counts, run }) => {
    const { rows, created, updated, unchanged, skipped, invalid, failed, inDoubt, unsent } = counts;
    return [dataset, rows, created, updated, unchanged, skipped, invalid, failed, inDoubt, unsent, run];
  });
}

function summaryRows({ from, to, run, startedAt, finishedAt, dryRun, parity }: MigrationSummary): Table['rows'] {
  return [
    ['From', from],
    ['To', to],
    ['Run', run],
    ['Started', startedAt],
    ['Finished', finishedAt],
    ['Rows were sent', dryRun ? 'no' : 'yes'],
    ['Compared', parity?.comparedAt ?? 'not yet'],
    ['Differences', parity?.differences.length ?? null],
    ['Figures that are not calculated yet', parity?.pending ?? null],
  ];
}

function parityTables({ datasets, differences, products }: Parity): readonly Table[] {
  return [
    {
      name: 'Rows compared',
      titles: [
        'Dataset',
        'Rows at the source',
        'Of these at the target',
        'With differences',
        'Only at the target',
        'Of these unexplained',
      ],
      rows: datasets.map(({ dataset, source, target, differing, others, surplus }) => [
        dataset,
        source,
        target,
        differing,
        others,
        surplus,
      ]),
    },
    {
      name: 'Differences',
      titles: ['Dataset', 'Key', 'What', 'Source', 'Target', 'Source id', 'Target id'],
      rows: differences.map(({ dataset, key, what, source, target, sourceId, targetId }) => [
        dataset,
        key,
        what,
        source,
        target,
        sourceId,
        targetId,
      ]),
    },
    {
      name: 'Products',
      titles: ['Product', 'Unit', 'Rows at the source', 'Rows at the target', 'Source', 'Target', 'Difference'],
      rows: products.map(({ product, unit, rows, co2e, difference }) => [
        product,
        unit,
        rows.source,
        rows.target,
        numberOf(co2e.source),
        numberOf(co2e.target),
        numberOf(difference),
      ]),
    },
  ];
}

function numberOf(decimal: string | null): TableCell {
  return decimal === null ? null : { decimal };
}
