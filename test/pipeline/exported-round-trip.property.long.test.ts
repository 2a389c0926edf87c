// An export that nobody has edited says what the service says: every row of it is read back with the hash that it bears.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import type { ImportDataset, Values } from '../../src/datasets/dataset.js';
import type { Field, FieldValue } from '../../src/datasets/field.js';
import { rowHash } from '../../src/dedup/row-hash.js';
import { exportedRow, exportedTable } from '../../src/pipeline/export/exported-table.js';
import { judgeRows } from '../../src/pipeline/run/judge-rows.js';
import { openTable } from '../../src/pipeline/table/open-table.js';
import { valuesReader } from '../../src/providers/replies/imported-values.js';
import { openExport } from '../../src/write/export/export.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-exported-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const words = ['Boxes', 'Größe 1,5', '=1+1', '-7', '00123', '1e5', 'a "b", c', '2024-01-05', 'N/A but named', 'Ö'];
const digits = (text: string): string => {
  const sum = [...text].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return `${text}${(10 - (sum % 10)) % 10}`;
};

const odd = [
  `${'long '.repeat(8_000)}end`,
  'a\r\nb',
  'a\rb',
  'a\u0007\u000b\u001b\0b',
  'a\ufffe\uffffb',
  'a\ud83d b',
  '\ude00',
  '_x0041_',
  "'=1",
  '  blanks  ',
  'TRUE',
  '1/2',
  '0.30000000000000004',
  '=HYPERLINK("x")',
  '\t=1',
];
/** Any text, as a service may hold it. */
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...odd) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1, maxLength: 10 })
      .map((codes) => String.fromCharCode(...codes)),
  },
);
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0.1 + 0.2, 12345678901234.566, 1e300, 1e-300, 5e-324, -0, 1e21, 2 ** 53 + 2),
);
const anyDay = fc.constantFrom(
  '1899-12-31',
  '1900-01-01',
  '1900-02-28',
  '1900-03-01',
  '1850-05-06',
  '2024-02-29',
  '9999-12-31',
);

/** Whatever a service may hold, rules or not. */
function anythingIn(field: Field): fc.Arbitrary<FieldValue> {
  switch (field.kind) {
    case 'number':
    case 'share':
      return anyNumber;
    case 'date':
      return anyDay;
    case 'list':
      return fc.array(anyText, { minLength: 1, maxLength: 3 });
    case 'yearly':
      return fc.dictionary(fc.constantFrom('2022', '2023'), anyNumber, { minKeys: 1 });
    case 'text':
    case 'identifier':
      return anyText;
    default:
      return heldIn(field);
  }
}

/** What an import would read of whatever the service holds: an export is made of that. */
function anyRecordOf(dataset: ImportDataset): fc.Arbitrary<Values> {
  const fields = Object.entries(dataset.fields).map(([name, field]) => {
    return [name, fc.option(anythingIn(field), { nil: undefined, freq: 3 })] as const;
  });
  return fc
    .record(Object.fromEntries(fields))
    .map(valuesReader(dataset))
    .filter((values) => Object.keys(values).length > 0);
}

/** Values that a field may hold at the service. */
function heldIn(field: Field): fc.Arbitrary<FieldValue> {
  switch (field.kind) {
    case 'text': {
      const { min = 1, max = 40 } = field;
      return fc.constantFrom(...words).map((word) => word.padEnd(min, 'x').slice(0, max));
    }
    case 'identifier':
      return fc.constantFrom(...words).map((word) => word.slice(0, field.max ?? 40));
    case 'gtin':
      return fc.integer({ min: 1, max: 999_999_999_999 }).map((n) => digits(String(n).padStart(12, '0')));
    case 'uuid':
      return fc.uuid();
    case 'url':
      return fc.constant('https://example.com/a?b=c');
    case 'number': {
      const low = field.above ?? field.min ?? -1_000_000;
      const range = { min: low, max: field.max ?? 1_000_000, noNaN: true, noDefaultInfinity: true };
      return fc.double({ ...range, minExcluded: field.above !== undefined }).map((n) => rounded(n, field));
    }
    case 'share':
      return fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000);
    case 'date':
      return fc
        .date({ min: new Date('1990-01-01'), max: new Date('2025-06-30'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10));
    case 'country':
      return fc.constantFrom('SE', 'ES', 'NA', 'TR', 'GB');
    case 'choice':
      return fc.constantFrom(...Object.keys(field.options));
    case 'list':
      return fc.uniqueArray(fc.constantFrom('Drinks', 'Plant based', 'Nüsse'), { minLength: 1 });
    case 'yearly':
      return fc.dictionary(
        fc.constantFrom('2022', '2023', '2024'),
        fc.integer({ min: 0, max: 9_999_999 }).map((n) => n / 1000),
        {
          minKeys: 1,
        },
      );
  }
}

function rounded(value: number, { above = Number.NEGATIVE_INFINITY }: { readonly above?: number }): number {
  const short = Number(value.toFixed(6));
  return short > above ? short : 1;
}

function isSound(dataset: ImportDataset, values: Values): boolean {
  const { oneOf = [] } = dataset;
  const groups = oneOf.every((group) => group.some((field) => values[field] !== undefined));
  return groups && dataset.check(values, (field) => field).length === 0;
}

function recordOf(dataset: ImportDataset): fc.Arbitrary<Values> {
  const fields = Object.entries(dataset.fields).map(([name, field]) => {
    const value = heldIn(field);
    return [name, field.required ? value : fc.option(value, { nil: undefined, freq: 2 })] as const;
  });
  return fc
    .record(Object.fromEntries(fields))
    .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values)
    .filter((values) => isSound(dataset, values));
}

const both = importDatasets.filter(({ exported }) => exported !== undefined);

async function roundTrip(dataset: ImportDataset, path: string, records: readonly Values[]) {
  const rows = records.map((values, index) => {
    const shown = Object.fromEntries((dataset.exported?.columns ?? []).map(({ key }) => [key, null]));
    return exportedRow(dataset, { remoteId: `id-${index}`, version: '', values, shown }, 'owner');
  });
  const table = exportedTable(dataset, new Set(rows.flatMap((row) => Object.keys(row))));
  const file = await openExport(path, table, { exportedAt: new Date(0), from: 'here' });
  for (const row of rows) await file.add(row);
  await file.close();
  const read = await openTable({ file: path, dataset: dataset.name }, 'keep');
  const found: unknown[] = [];
  for await (const batch of judgeRows(read, 'keep'))
    for (const { record, marks, problems } of batch) {
      const errors = problems.filter(({ severity }) => severity === 'error');
      found.push({ errors, hash: record && rowHash(dataset, record), id: marks?.remoteId, marked: marks?.hash });
    }
  await read.source.close();
  expect(read.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const expected = records.map((values, index) => {
    const hash = rowHash(dataset, values);
    return { errors: [], hash, id: `id-${index}`, marked: hash };
  });
  expect(found).toEqual(expected);
}

const uniqueRows = (dataset: ImportDataset, row: fc.Arbitrary<Values>) =>
  fc.uniqueArray(row, { minLength: 1, maxLength: 6, selector: (one) => rowHash(dataset, one) });

const eachFormat = both.flatMap((dataset) =>
  ['xlsx', 'csv'].map((format) => ({ dataset, name: dataset.name, format })),
);

it.each(eachFormat)('reads $name back from $format', async ({ dataset, format }) => {
  const path = join(folder, `${dataset.name}.${format}`);
  await fc.assert(
    fc.asyncProperty(uniqueRows(dataset, recordOf(dataset)), (records) => roundTrip(dataset, path, records)),
    { numRuns: 5 },
  );
});

// What a file cannot hold, a row may be held with nevertheless: it is still known as untouched.
it.each(eachFormat)('reads $name back from $format, whatever is held', async ({ dataset, format }) => {
  const path = join(folder, `${dataset.name}.${format}`);
  await fc.assert(
    fc.asyncProperty(uniqueRows(dataset, anyRecordOf(dataset)), (records) => roundTrip(dataset, path, records)),
    { numRuns: 4, endOnFailure: true },
  );
});
