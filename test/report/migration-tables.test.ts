// The sheets of migration.xlsx: counts are whole, sums exact, and what is not known is blank.

import { expect, it } from 'vitest';
import type { MigrationSummary } from '../../src/report/migration.js';
import { migrationTables } from '../../src/report/migration-tables.js';

const counts = {
  rows: 2,
  created: 1,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  invalid: 1,
  failed: 0,
  inDoubt: 0,
  unsent: 0,
};

const summary: MigrationSummary = {
  version: 1,
  run: 'r',
  command: 'migrate',
  provider: 'dcycle',
  from: 'one',
  to: 'other',
  startedAt: '2025-01-15T12:00:00.000Z',
  finishedAt: '2025-01-15T12:00:01.000Z',
  dryRun: false,
  datasets: [{ dataset: 'purchases', run: 'p', folder: 'runs/p', counts, exitCode: 4 }],
  counts,
  lost: [{ dataset: 'purchases', what: 'File id', why: 'an id', rows: 1, example: { key: 'Box', value: 'f-1' } }],
  unmoved: [{ what: 'files', why: 'the API does not list them' }],
  left: [{ dataset: 'purchases', key: 'Crate', sourceId: 's', status: 'invalid', code: 'NEEDS_FIELD', message: 'why' }],
  parity: {
    comparedAt: '2025-01-15T12:00:01.000Z',
    datasets: [{ dataset: 'purchases', source: 2, target: 1, others: 3, surplus: 1, differing: 1 }],
    differences: [],
    products: [
      {
        product: 'Box',
        unit: 'kg CO2e',
        rows: { source: 1, target: 1 },
        co2e: { source: '0.30000000000000004', target: null },
        difference: null,
      },
    ],
    pending: 1,
    isEqual: false,
  },
  exitCode: 4,
  folder: 'runs/r',
};

const rowsOf = (name: string) => migrationTables(summary).find((table) => table.name === name)?.rows;
const count = (number: number) => ({ decimal: String(number), isCount: true });

it('says what was not carried over, and what does not move at all', () => {
  expect(rowsOf('Not carried over')).toEqual([
    ['purchases', 'File id', 'an id', count(1), 'Box', 'f-1'],
    ['files', 'all of it', 'the API does not list them', null, null, null],
  ]);
  expect(rowsOf('Rows left')).toEqual([['purchases', 'Crate', 'invalid', 'NEEDS_FIELD', 'why', 's']]);
});

it('shows counts as whole numbers and emissions with every digit', () => {
  expect(rowsOf('Rows compared')).toEqual([['purchases', count(2), count(1), count(1), count(3), count(1)]]);
  expect(rowsOf('Products')).toEqual([
    ['Box', 'kg CO2e', count(1), count(1), { decimal: '0.30000000000000004' }, null, null],
  ]);
});
