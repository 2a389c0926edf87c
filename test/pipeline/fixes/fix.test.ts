// Corrected copies of CSV files: the answers, and every other byte as it was.

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/pace/system-clock.js';
import { checkFile } from '../../../src/pipeline/check.js';
import { type FixRequest, fixFile } from '../../../src/pipeline/fixes/fix.js';
import { readFixes, writeFixes } from '../../../src/pipeline/fixes/fixes-file.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import type { Cause } from '../../../src/problems/causes.js';
import { Stop } from '../../../src/problems/stop.js';

const HEADER = ['Product name', 'Sector', 'Country', 'Quantity', 'Unit', 'Purchase date', 'Expense type'];

async function openFixing() {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-fixing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  return {
    at,
    names: () => readdir(folder),
    async fix(source: string | Uint8Array, fixes: string, options: Partial<FixRequest> = {}) {
      await writeFile(at('in.csv'), source);
      await writeFile(at('fixes.csv'), fixes);
      const request = { file: at('in.csv'), fixes: at('fixes.csv'), out: at('out.csv'), dataset: 'purchases' };
      const fixed = await fixFile({ ...request, ...options }, { clock: systemClock });
      return { fixed, bytes: await readFile(at('out.csv')), changes: await readFile(fixed.changes, 'utf8') };
    },
    /** The causes of a file. */
    async causes(name: string, dataset = 'purchases'): Promise<readonly Cause[]> {
      let causes: readonly Cause[] = [];
      const tell: Tools['tell'] = (progress) => {
        if (progress.kind === 'causes') causes = progress.causes;
      };
      const refuse = () => Promise.reject(new Error('a check needs none'));
      const tools: Tools = {
        clock: systemClock,
        newId: () => '00000000-0000-4000-8000-000000000000',
        connect: refuse,
        openLedger: refuse,
        findLedger: async () => undefined,
        holdAccount: refuse,
        tell,
        ask: async () => undefined,
        signal: new AbortController().signal,
      };
      await checkFile({ file: at(name), dataset, runsDir: at('runs'), equalRows: 'keep' }, tools);
      return causes;
    },
  };
}

const LINES = [
  'Listing of May;;;;;;',
  HEADER.join(';'),
  '"Boxes; small";Paper;ES;12;EUR;2024-05-02;opexx',
  'Tape;Paper;Grmany;  7 ;EUR;2024-05-02;opexx',
  '',
  'Glue;Paper;FR;8;;2024-05-02;"opexx"',
  'Pens;Paper;FR;9;EUR;2024-05-02;opex',
];
const FIXES = 'column,value,use\nExpense type,opexx,opex\nCountry,Grmany,DE\nUnit,,EUR\n';

it('writes the answers into a copy, and nothing else', async () => {
  const { fix } = await openFixing();
  const { fixed, bytes, changes } = await fix(LINES.join('\r\n'), FIXES);
  const expected = LINES.join('\r\n')
    .replace('ES;12;EUR;2024-05-02;opexx', 'ES;12;EUR;2024-05-02;opex')
    .replace('Grmany;  7 ;EUR;2024-05-02;opexx', 'DE;  7 ;EUR;2024-05-02;opex')
    .replace('8;;2024-05-02;"opexx"', '8;EUR;2024-05-02;"opex"');
  expect(bytes.toString()).toBe(expected);
  expect(fixed).toMatchObject({ cells: 5, added: [], unanswered: 0 });
  expect(changes.replace('\ufeff', '').trimEnd().split('\r\n')).toEqual([
    'row,column,before,after',
    '3,Expense type,opexx,opex',
    '4,Country,Grmany,DE',
    '4,Expense type,opexx,opex',
    '6,Unit,,EUR',
    '6,Expense type,opexx,opex',
  ]);
});

const plain = `${HEADER.join(',')}\nCafé,Paper,FR,8,EUR,2024-05-02,opexx\nThé,Paper,FR,9,EUR,2024-05-02,opex\n`;
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16();

it.each([
  ['utf-8', Buffer.from(plain)],
  ['utf-8 with a mark', Buffer.from(`\ufeff${plain}`)],
  ['utf-16le', Buffer.from(`\ufeff${plain}`, 'utf16le')],
  ['utf-16be', swapped(`\ufeff${plain}`)],
  ['windows-1252', Buffer.from(plain, 'latin1')],
  ['line ends of old Macs', Buffer.from(plain.replaceAll('\n', '\r'))],
  ['mixed line ends', Buffer.from(plain.replace('opexx\n', 'opexx\r'))],
  ['a separator line', Buffer.from(`sep=,\r\n${plain}`)],
  ['Ctrl-Z at its end', Buffer.from(`${plain}\x1a`)],
  ['no line end at its end', Buffer.from(plain.trimEnd())],
])('keeps %s', async (_, source) => {
  const { fix } = await openFixing();
  const { bytes } = await fix(source, 'column,value,use\nExpense type,opexx,opex\n');
  // One x less, in the place of the second.
  const [before, after] = [source.toString('latin1'), bytes.toString('latin1')];
  const x = before.includes('x\0') ? 'x\0' : before.includes('\0x') ? '\0x' : 'x';
  expect(after).toBe(before.replace(x + x, x));
});

it('writes characters of other alphabets in the encoding of the file, or names the one that it lacks', async () => {
  const { fix } = await openFixing();
  // たこ in Shift JIS, with a byte that is a quote's neighbour.
  const source = Buffer.concat([
    Buffer.from(`${HEADER.join(',')}\n`),
    Buffer.from([0x82, 0xbd, 0x82, 0xb1]),
    Buffer.from(',Paper,FR,8,EUR,2024-05-02,x\n'),
  ]);
  const fixes = 'column,value,use\nExpense type,x,たこ\n';
  const { bytes } = await fix(source, fixes, { encoding: 'shift_jis' });
  expect(bytes.subarray(-5)).toEqual(Buffer.from([0x82, 0xbd, 0x82, 0xb1, 0x0a]));
  await expect(fix(source, fixes.replace('たこ', 'ø'), { encoding: 'shift_jis' })).rejects.toThrow(
    /fixes\.csv, line 2: in\.csv is in shift_jis, which cannot hold "ø"/,
  );
});

it('adds a column for a field that the file lacks, to every row', async () => {
  const { fix, causes, at } = await openFixing();
  const source =
    'Product name,Sector,Country,Quantity,Purchase date,Expense type\n\nA,P,FR,1,2024-05-02,opex\nB,P,FR,2,2024-05-02\n';
  const { fixed, bytes } = await fix(source, 'column,value,use\nunit_id,,EUR\nExpense type,,capex\n');
  expect(bytes.toString()).toBe(
    'Product name,Sector,Country,Quantity,Purchase date,Expense type,Unit\n\nA,P,FR,1,2024-05-02,opex,EUR\nB,P,FR,2,2024-05-02,capex,EUR\n',
  );
  expect(fixed.added).toEqual(['Unit']);
  await writeFile(at('again.csv'), bytes);
  expect((await causes('again.csv')).filter(({ problem }) => problem.severity === 'error')).toEqual([]);
});

it('writes text that looks like a formula so that it stays text', async () => {
  const { fix } = await openFixing();
  const source = `${HEADER.join(',')}\nA,P,FR,1,EUR,2024-05-02,opexx\n`;
  const { bytes } = await fix(source, "column,value,use\nProduct name,A,'=A1\nExpense type,opexx,opex\n");
  expect(bytes.toString()).toContain("\n'=A1,P,FR,");
});

it.each([
  ['a column', 'Kostenart,opexx,opex', /line 2: there is no column "Kostenart"/],
  ['a value', 'Expense type,Rent,opex', /line 2: in\.csv has no "Rent" in the column Expense type/],
  ['an empty cell', 'Unit,,EUR', /line 2: in\.csv has no cell to fill in the column Unit/],
  ['two answers', 'Expense type,opexx,opex\nExpense type,opexx,capex', /line 3: line 2 has another answer/],
  ['a circle', 'Expense type,opexx,x\nExpense type,x,opexx', /go round in a circle/],
])('refuses %s that cannot be applied, and writes nothing', async (_, lines, message) => {
  const { fix, names } = await openFixing();
  const failed = await fix(plain, `column,value,use\n${lines}\n`).catch((cause: unknown) => cause);
  expect(failed).toBeInstanceOf(Stop);
  expect(failed).toMatchObject({ code: 'FIXES_FILE', kind: 'input', message: expect.stringMatching(message) });
  expect((await names()).sort()).toEqual(['fixes.csv', 'in.csv']);
});

it('reads fixes as other programs save them', async () => {
  const { fix } = await openFixing();
  const { fixed } = await fix(plain, '\ufeffvalue;use;column\r\nopexx;opex;Expense type\r\nFR;;Country\r\n');
  expect(fixed).toMatchObject({ cells: 1, unanswered: 1 });
});

it('refuses a file that is none of fixes', async () => {
  const { fix } = await openFixing();
  await expect(fix(plain, 'a,b\n1,2\n')).rejects.toMatchObject({ code: 'FIXES_FILE' });
});

it('writes a line for each cause, and keeps the answers that are there', async () => {
  const { at, causes } = await openFixing();
  await writeFile(at('in.csv'), LINES.join('\n'));
  const path = at('fixes.csv');
  expect(await writeFixes(path, await causes('in.csv'))).toBe(3);
  const text = await readFile(path, 'utf8');
  expect(text).toBe(
    '\ufeffcolumn,value,rows,first,suggestion,confidence,use\r\nExpense type,opexx,3,3,opex,0.8,opex\r\nCountry,Grmany,1,4,DE,0.83,DE\r\nUnit,,1,6,EUR,0.5,\r\n',
  );
  await writeFile(path, text.replace('6,EUR,0.5,', '6,EUR,0.5,kg'));
  await writeFixes(path, await causes('in.csv'));
  expect((await readFixes(path)).map(({ use }) => use)).toEqual(['opex', 'DE', 'kg']);
});

/** Texts of cells, some of which are no answer to anything. */
const cell = fc.constantFrom('opex', 'opexx', 'Rent', '', ' ', 'a;b', 'say "so"', 'x\ny', "'=1", '-1', 'é', '\u200b');
const tables = fc.record({
  rows: fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\ufeff'),
  isQuoted: fc.boolean(),
});

function textOf({ rows, lineEnd, mark, isQuoted }: typeof tables extends fc.Arbitrary<infer T> ? T : never): string {
  const written = (text: string) => (isQuoted || /[;"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map(([name, sector, type]) =>
    [written(name), written(sector), 'ES', '1', 'EUR', '2024-05-02', written(type)].join(';'),
  );
  return mark + [HEADER.join(';'), ...lines].join(lineEnd) + lineEnd;
}

it('changes no byte without an answer', async () => {
  const { fix } = await openFixing();
  await fc.assert(
    fc.asyncProperty(tables, async (table) => {
      const { bytes } = await fix(textOf(table), 'column,value,use\nExpense type,Rent,\n');
      expect(bytes.toString()).toBe(textOf(table));
    }),
    { numRuns: 15 },
  );
});

it('leaves no cause that was answered, and changes nothing the second time', async () => {
  const { fix, at, causes } = await openFixing();
  await fc.assert(
    fc.asyncProperty(tables, async (table) => {
      await writeFile(at('in.csv'), textOf(table));
      await rm(at('fixes.csv'), { force: true });
      const own = (await causes('in.csv')).filter(({ problem }) => problem.column === 'Expense type');
      await writeFixes(
        at('fixes.csv'),
        own.map((one) => ({ ...one, answer: { text: 'capex', confidence: 1 } })),
      );
      const fixes = await readFile(at('fixes.csv'), 'utf8');
      const { bytes } = await fix(textOf(table), fixes);
      await writeFile(at('fixed.csv'), bytes);
      const left = (await causes('fixed.csv')).filter(({ problem }) => problem.severity === 'error');
      expect(left.filter(({ problem }) => problem.column === 'Expense type')).toEqual([]);
      const again = { file: at('out.csv'), fixes: at('fixes.csv'), out: at('twice.csv'), dataset: 'purchases' };
      expect((await fixFile(again, { clock: systemClock })).cells).toBe(0);
      expect(await readFile(at('twice.csv'))).toEqual(bytes);
    }),
    { numRuns: 15 },
  );
});
