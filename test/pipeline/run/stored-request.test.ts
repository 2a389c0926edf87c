// A request that is resumed reads and writes as it did at first.

import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { ImportRequest } from '../../../src/pipeline/requests.js';
import { importRequestOf, storedRequest } from '../../../src/pipeline/run/stored-request.js';

const full: ImportRequest = {
  file: resolve('ledger.csv.gz'),
  shownAs: 'stdin',
  encoding: 'windows-1252',
  delimiter: '|',
  quoteRule: 'lenient',
  limits: { rows: 20_000_000, unpackedBytes: 20 * 1024 ** 3 },
  dataset: 'purchases',
  sheet: '2',
  headerRow: 4,
  mapping: {
    file: 'mapping.yaml',
    dataset: 'purchases',
    columns: { Betrag: 'quantity', Notiz: null },
    rules: [{ name: 'Miete', when: { Konto: ['4210*', 4220] }, action: 'exclude', reason: 'Scope 3.8' }],
    credits: 'net',
  },
  unpivot: true,
  decimal: ',',
  dateOrder: 'mdy',
  datesFrom: 1985,
  datesTo: 2030,
  netAmounts: true,
  asNew: true,
  equalRows: 'drop',
  runsDir: resolve('runs'),
  result: resolve('results.xlsx'),
  onExisting: 'update',
  concurrency: 2,
  yes: true,
  via: 'bulk-csv',
  invalid: 'ask',
};

it('keeps how a file is read and written, the limits of reading too', () => {
  const stored: unknown = JSON.parse(JSON.stringify(storedRequest({ ...full, deletes: 5, canary: false })));

  expect(importRequestOf('r1', stored)).toEqual({ ...full, invalid: 'skip' });
});

it('names the run whose request it cannot read', () => {
  expect(() => importRequestOf('r1', { file: 7 })).toThrow(
    'the ledger cannot read the request of run r1: another version of carbonsheet wrote it',
  );
});
