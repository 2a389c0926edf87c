// Archives of runs: what is in them, that they are the same each time, that a change is named, and that an anonymous one shows no
// value.

import { createHash } from 'node:crypto';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exportData } from '../../../src/pipeline/export/export.js';
import { Stop } from '../../../src/problems/stop.js';
import { verifyPack } from '../../../src/read/pack/verify-pack.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { openZip } from '../../../src/workbook/zip-archive.js';
import { writeZip } from '../../../src/workbook/zip-writer.js';
import { type PackedFile, writePack } from '../../../src/write/pack/pack-file.js';
import { purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

const rows = [
  purchase({ product_name: 'Secret alloy 77', quantity: '987.65', description: 'for Mallory & Sons' }),
  purchase({ product_name: 'Secret alloy 77', quantity: 'quite a lot', country: 'Atlantis' }),
];

/** The files of an archive, as texts. */
async function filesOf(path: string): Promise<ReadonlyMap<string, string>> {
  const file = await open(path);
  try {
    const zip = await openZip(path, file, defaultLimits);
    const files = new Map<string, string>();
    for (const name of zip.names) files.set(name, (await zip.bytes(name)).toString('latin1'));
    return files;
  } finally {
    await file.close();
  }
}

/** Writes an archive of these files. */
async function writeArchive(path: string, files: Iterable<readonly [string, string]>): Promise<string> {
  const pieces: Uint8Array[] = [];
  const zip = writeZip(async (bytes) => void pieces.push(bytes));
  for (const [name, text] of files) {
    const part = zip.part(name);
    await part.write(Buffer.from(text, 'latin1'));
    await part.close();
  }
  await zip.close();
  await writeFile(path, Buffer.concat(pieces));
  return path;
}

it('packs the evidence of a run under a list of sums, the same each time', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('purchases.csv', rows);
  const { out, packed } = await importing.pack(summary.run, 'run.zip');
  expect(packed.files).toEqual([
    'columns.json',
    'ledger.ndjson',
    'run.json',
    'run/failed.csv',
    'run/problems.csv',
    'run/reconciliation.json',
    'run/reconciliation.xlsx',
    'run/results.csv',
    'run/results.xlsx',
    'run/summary.json',
    'source/purchases.csv',
  ]);
  const files = await filesOf(out);
  const sums = files.get('SHA256SUMS') ?? '';
  expect(sums).toBe(
    packed.files
      .map(
        (name) =>
          `${createHash('sha256')
            .update(files.get(name) ?? '', 'latin1')
            .digest('hex')}  ${name}\n`,
      )
      .join(''),
  );
  expect(packed.sha256).toBe(createHash('sha256').update(sums).digest('hex'));
  expect(JSON.parse(files.get('run.json') ?? '')).toMatchObject({
    id: summary.run,
    file: 'purchases.csv',
    sha256: summary.sha256,
    source: 'packed',
    rules: { dataset: 'purchases' },
    versions: { carbonsheet: '0.1.0' },
  });
  expect(files.get('source/purchases.csv')).toContain('Secret alloy 77');
  const again = await importing.pack(summary.run, 'again.zip');
  expect(await readFile(again.out)).toEqual(await readFile(out));
  expect(await verifyPack(out)).toMatchObject({
    sha256: packed.sha256,
    files: 11,
    changed: [],
    added: [],
    missing: [],
  });
});

/** Texts of an archive, with those of the workbooks in it. */
async function textOf(path: string): Promise<string> {
  const texts: string[] = [];
  for (const [name, text] of await filesOf(path)) {
    expect(name).not.toMatch(/\.xls[xm]$/);
    texts.push(name, Buffer.from(text, 'latin1').toString('utf8'));
  }
  return texts.join('\n');
}

it('leaves out the source and every value of its rows, and keeps its hash', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('purchases.csv', rows);
  const kept = JSON.parse(await readFile(join(summary.folder, 'reconciliation.json'), 'utf8'));
  // Whatever lies in the folder besides: files of plans, of fixes, and of the user.
  for (const name of [
    'plan.json',
    'plan.xlsx',
    'results-mended.xlsx',
    'failed-mended.csv',
    'upload.csv',
    'missing.csv',
    'notes.txt',
  ])
    await writeFile(join(summary.folder, name), 'Mallory & Sons');
  const { out, packed } = await importing.pack(summary.run, 'run.zip', { withoutSource: true });
  expect(packed.files).toEqual([
    'columns.json',
    'ledger.ndjson',
    'run.json',
    'run/problems.csv',
    'run/reconciliation.json',
    'run/results.csv',
    'run/summary.json',
  ]);
  const all = await textOf(out);
  for (const value of ['Secret alloy', 'Mallory', 'quite a lot', 'Atlantis', 'Manufacturing', '2024-03-15'])
    expect(all.includes(value), value).toBe(false);
  const files = await filesOf(out);
  expect(files.get('run.json')).toContain(summary.sha256);
  const [header, first, second] = files.get('run/results.csv')?.split('\r\n') ?? [];
  expect(header).toBe('sheet,row,status,remote_id,code,field,request_id,attempts');
  expect(first).toMatch(/^,2,created,[^,]+,,,/);
  expect(second).toMatch(/^,3,invalid,,[A-Z_]+,/);
  expect(files.get('run/problems.csv')).toContain(',3,quantity,quantity,');
  expect(JSON.parse(files.get('run/summary.json') ?? '')).toMatchObject({ run: summary.run, counts: summary.counts });
  expect(JSON.parse(files.get('run/reconciliation.json') ?? '')).toMatchObject({
    totals: { rows: kept.totals.rows, units: kept.totals.units },
    isEqual: true,
  });
});

it('leaves out the cells that the service holds otherwise, too', async () => {
  const importing = await openImporting({
    fault: ({ method }) => (method === 'POST' ? { kind: 'altered', alteration: 'lower-cased' } : undefined),
  });
  const { summary } = await importing.import('purchases.csv', rows.slice(0, 1), { canary: false });
  const { out } = await importing.pack(summary.run, 'run.zip', { withoutSource: true });
  expect(await textOf(out)).not.toMatch(/secret alloy|mallory/i);
  const { differences } = JSON.parse((await filesOf(out)).get('run/reconciliation.json') ?? '');
  expect(differences).toContainEqual({
    sheet: '',
    row: 2,
    column: 'sector',
    field: 'sector',
    remoteId: expect.any(String),
  });
});

it('leaves out the texts of the mapping, of constants and of reasons', async () => {
  const importing = await openImporting();
  const [{ country: _, ...row }] = [purchase({ unit_id: 'Mallory units', quantity: '5' })];
  await importing.close('2024-03');
  const mapping = {
    file: importing.path('acme.json'),
    columns: { sector: 'sector' },
    values: { unit_id: { 'Mallory units': 'kg' } },
    constants: { description: 'Mallory constant' },
    rules: [{ name: 'Mallory rule', when: { product_name: '~mallory' }, action: 'exclude', reason: 'Mallory reason' }],
    seen: { unit_id: 'text 1a2b3c' },
  } as const;
  const { summary } = await importing.import('purchases.csv', [row], {
    mapping,
    constants: { country: 'GB' },
    restate: 'Mallory restated',
  });
  expect(summary.counts).toMatchObject({ rows: 1, created: 1 });
  const whole = await filesOf((await importing.pack(summary.run, 'whole.zip')).out);
  expect(whole.get('mapping.json')).toContain('Mallory units');
  const { out } = await importing.pack(summary.run, 'run.zip', { withoutSource: true });
  const [all, files] = [await textOf(out), await filesOf(out)];
  expect(all).not.toMatch(/mallory|1a2b3c|"GB"/i);
  expect(JSON.parse(files.get('mapping.json') ?? '')).toEqual({
    file: 'acme.json',
    columns: { sector: 'sector' },
    valuesFor: ['unit_id'],
    constantsFor: ['description'],
    rules: 1,
  });
  expect(JSON.parse(files.get('run.json') ?? '')).toMatchObject({
    options: { equalRows: 'keep', onExisting: 'skip', concurrency: 2 },
    leftOut: ['constants', 'restate', 'restatedAt'],
  });
  expect(JSON.parse(files.get('run/summary.json') ?? '').restated).toEqual({ rows: 1, periods: ['2024-03'] });
  const anonymous = await importing.pack(summary.run, 'anonymous.zip', { anonymous: true });
  expect(await textOf(anonymous.out)).not.toMatch(/mallory|1a2b3c|"GB"/i);
});

it('leaves out what an export was narrowed to, and its rows', async () => {
  const importing = await openImporting();
  await importing.import('purchases.csv', [purchase({ product_name: 'Mallory alloy', quantity: '5' })]);
  const request = {
    what: 'purchases',
    out: importing.path('out.csv'),
    runsDir: importing.path('runs'),
    filters: {},
    where: ['product_name = Mallory alloy'],
    columns: ['product_name', 'quantity'],
  };
  const { run, rows } = await exportData(request, importing.tools);
  expect(rows).toBe(1);
  for (const options of [{ withoutSource: true }, { anonymous: true }]) {
    const { out } = await importing.pack(run, 'run.zip', options);
    expect(await textOf(out)).not.toMatch(/mallory/i);
  }
});

it('leaves nothing behind when packing fails', async () => {
  const importing = await openImporting();
  const files = async function* (): AsyncGenerator<PackedFile> {
    yield { name: 'run.json', bytes: [Buffer.from('{}')] };
    throw new Stop('input', 'FILE_MISSING', 'gone');
  };
  await expect(writePack(importing.path('run.zip'), files())).rejects.toMatchObject({ code: 'FILE_MISSING' });
  expect((await readdir(importing.folder)).filter((name) => name.includes('.zip'))).toEqual([]);
});

it('packs a source whatever its name', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('Q1\nand\\Q2.csv', rows);
  const { out, packed } = await importing.pack(summary.run, 'run.zip');
  expect(packed.files).toContain('source/Q1_and_Q2.csv');
  expect(await verifyPack(out)).toMatchObject({ changed: [], added: [], missing: [] });
});

it('says so when the source is gone', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('purchases.csv', rows);
  await importing.write('purchases.csv', rows.slice(1));
  const { out, packed } = await importing.pack(summary.run, 'run.zip');
  expect(packed.files).not.toContain('source/purchases.csv');
  expect((await filesOf(out)).get('run.json')).toContain('gone, or changed since the run');
});

it('names what was changed, added or taken away', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('purchases.csv', rows);
  const { out } = await importing.pack(summary.run, 'run.zip');
  const files = [...(await filesOf(out))];
  const at = (name: string) => join(importing.folder, name);
  const changed = files.map(([name, text]) => [name, name === 'run/results.csv' ? `${text} ` : text] as const);
  expect(await verifyPack(await writeArchive(at('a.zip'), changed))).toMatchObject({ changed: ['run/results.csv'] });
  const added = [...files, ['run/more.csv', 'x'] as const];
  expect(await verifyPack(await writeArchive(at('b.zip'), added))).toMatchObject({
    changed: [],
    added: ['run/more.csv'],
  });
  const missing = files.filter(([name]) => name !== 'ledger.ndjson');
  expect(await verifyPack(await writeArchive(at('c.zip'), missing))).toMatchObject({ missing: ['ledger.ndjson'] });
  // Other programs unpack the last part of a name.
  const twice = [...files, ['run/results.csv', 'other'] as const];
  expect(await verifyPack(await writeArchive(at('d.zip'), twice))).toMatchObject({ added: ['run/results.csv'] });
  const otherCase = files.map(([name, text]) => [name.replace('run/results.csv', 'RUN/results.csv'), text] as const);
  expect(await verifyPack(await writeArchive(at('e.zip'), otherCase))).toMatchObject({
    missing: ['run/results.csv'],
    added: ['RUN/results.csv'],
  });
  const unlisted = files.filter(([name]) => name !== 'SHA256SUMS');
  await expect(verifyPack(await writeArchive(at('f.zip'), unlisted))).rejects.toMatchObject({ code: 'NOT_A_PACK' });
  await importing.write('g.zip', 'no archive');
  await expect(verifyPack(at('g.zip'))).rejects.toMatchObject({ code: 'NOT_A_PACK' });
  await expect(verifyPack(at('h.zip'))).rejects.toMatchObject({ code: 'NOT_A_PACK' });
});

it('shows no value in an anonymous archive, and equal values alike', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('Mallory purchases.csv', rows);
  const { out } = await importing.pack(summary.run, 'anonymous.zip', { anonymous: true });
  const files = await filesOf(out);
  const all = [...files.keys(), ...files.values()].join('\n');
  for (const value of [
    'Secret',
    'alloy',
    '987.65',
    'quite a lot',
    'Atlantis',
    'Mallory',
    'Manufacturing',
    '2024-03-15',
  ])
    expect(all).not.toContain(value);
  expect(files.get('run.json')).not.toContain(summary.sha256);
  const [header = '', first = '', second = ''] = files.get('results.csv')?.split('\r\n') ?? [];
  const columnOf = (line: string, title: string) => line.split(',')[header.split(',').indexOf(title)] ?? '';
  expect(columnOf(first, 'product_name')).toMatch(/^A1a5_1a5_1N2 [a-z]{12}$/);
  expect(columnOf(second, 'product_name')).toBe(columnOf(first, 'product_name'));
  expect(columnOf(first, 'quantity')).toMatch(/^N3P1N2 /);
  expect(columnOf(first, 'status')).toBe('created');
  const again = await importing.pack(summary.run, 'again.zip', { anonymous: true });
  expect(await readFile(again.out)).toEqual(await readFile(out));
  expect((await verifyPack(out)).changed).toEqual([]);
  // The salt stays with the run.
  const evidence = await importing.pack(summary.run, 'run.zip');
  expect(evidence.packed.files.filter((name) => name.includes('salt'))).toEqual([]);
  const other = await importing.import('other.csv', rows);
  const second_ = await importing.pack(other.summary.run, 'other.zip', { anonymous: true });
  const line = (await filesOf(second_.out)).get('results.csv')?.split('\r\n')[1] ?? '';
  expect(columnOf(line, 'product_name')).toMatch(/^A1a5_1a5_1N2 /);
  expect(columnOf(line, 'product_name')).not.toBe(columnOf(first, 'product_name'));
});

it('shows no value of any file', async () => {
  const importing = await openImporting();
  // Not the words of carbonsheet itself: these are in every archive.
  const character = fc.constantFrom(...'abcXYZäöß漢字', '😀', '-', '_', '/', '&', '1', '2', '3', '.', ' ');
  const text = fc.string({ unit: character, minLength: 6, maxLength: 30 }).map((value) => `Q${value.trim()}z`);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 4 }), async (values) => {
      count += 1;
      const some = values.map(([product_name, sector]) => purchase({ product_name, sector, quantity: '77.1255' }));
      const { summary } = await importing.import(`file ${count}.csv`, some, { acceptSuspects: true });
      const { out } = await importing.pack(summary.run, 'anonymous.zip', { anonymous: true });
      const files = await filesOf(out);
      const all = [...files.values()].map((one) => Buffer.from(one, 'latin1').toString('utf8')).join('\n');
      for (const value of values.flat()) expect(all).not.toContain(value);
      expect(all).not.toContain('77.1255');
    }),
    { numRuns: 8 },
  );
});
