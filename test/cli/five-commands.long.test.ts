// The loop of an analyst in five commands, and nobody is asked anything: mapped, planned with its causes, fixed, imported, corrected in
// the workbook that comes back and given back. Then the next quarter, which takes one. At the end every row is at the service once.

import { expect, it } from 'vitest';
import { EARLIER, faults, germanCsv, HEADER_ROW, meant, oddities, ROWS, writeGermanLedger } from './german-ledger.js';
import { countsOf, openWorkplace, parseCsv, type Ran, type WorkDir } from './workdir.js';

const WAGES = 67;
/** Texts that one answer each corrects, in eight rows. */
const answers: Readonly<Record<string, string>> = { 'Deutschl.': 'DE', Sonstiges: 'opex' };
/** Rows in which a cell is typed anew: a text and a day that does not exist, and what is unusual. */
const TYPED = 2;

/** Counts the commands. Standard input is closed: a command that asked something would not go on. */
class Analyst {
  commands = 0;

  constructor(readonly dir: WorkDir) {}

  async run(...args: readonly string[]): Promise<Ran> {
    this.commands += 1;
    return this.dir.run(args);
  }
}

/** Fills in the column `use` of a list of fixes. */
async function answerFixes(dir: WorkDir): Promise<void> {
  const [header = [], ...lines] = parseCsv(await dir.read('fixes.csv'));
  const [value, use] = ['value', 'use'].map((title) => header.indexOf(title));
  const filled = lines.map((line) =>
    line.map((cell, at) => (at === use ? (answers[line[value ?? 0] ?? ''] ?? '') : cell)),
  );
  const quoted = [header, ...filled].map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
  await dir.write('fixes.csv', `${quoted.join('\n')}\n`);
}

/** Corrects the cells of the result workbook as a person would, by what stands in them. */
async function correct(dir: WorkDir, path: string, headerRow: number): Promise<readonly string[]> {
  const book = await dir.readBook(path);
  const sheet = book.worksheets.find((one) => one.getRow(headerRow).getCell(1).text === 'Belegnr.');
  if (sheet === undefined) throw new Error('the result workbook has no sheet with the rows');
  const titles = sheet.getRow(headerRow).values as readonly string[];
  const column = (title: string): number => titles.indexOf(title);
  const met: string[] = [];
  sheet.eachRow((row, number) => {
    const status = number > headerRow ? row.getCell(column('Status')).text : '';
    if (status !== 'invalid' && status !== 'unsent') return;
    met.push(`${status} ${row.getCell(column('Message')).text}`);
    if (row.getCell(column('Nettobetrag')).text === 'siehe Anlage') row.getCell(column('Nettobetrag')).value = 1234.5;
    const day = row.getCell(column('Buchungsdatum'));
    if (day.text === '31.02.2025') {
      day.value = new Date(Date.UTC(2025, 1, 28));
      // As Excel does by itself when a day is typed.
      day.style = { ...day.style, numFmt: 'dd.mm.yyyy' };
    }
    const own = meant.get(row.getCell(column('Belegnr.')).text);
    if (own === 'right') row.getCell(column('Accept')).value = 'yes';
    else for (const [title, value] of Object.entries(own ?? {})) row.getCell(column(title)).value = value;
  });
  await book.xlsx.writeFile(`${dir.path}/${path}`);
  return met;
}

const rules = `rules:
  - {name: Wages, when: {Kontobezeichnung: Gehälter}, action: exclude, reason: they are no purchases}
`;

it.each([
  { kind: 'a workbook', name: 'Einkauf.xlsx', next: 'Einkauf Q2.xlsx', headerRow: HEADER_ROW, totals: 1 },
  { kind: 'a CSV file', name: 'Einkauf.csv', next: 'Einkauf Q2.csv', headerRow: 1, totals: 0 },
])('$kind takes five commands and no question', async ({ name, next, headerRow, totals }) => {
  const { dir, sandbox } = await openWorkplace();
  const changes = new Map([...faults, ...oddities]);
  const write = async (file: string, options: Parameters<typeof germanCsv>[0]): Promise<void> => {
    if (file.endsWith('.csv')) await dir.write(file, germanCsv(options));
    else await writeGermanLedger(`${dir.path}/${file}`, options);
  };
  await write(name, { changes });
  const analyst = new Analyst(dir);

  expect((await analyst.run('map', name, '--accept', '--set', 'sector=Manufacturing')).code).toBe(0);
  await dir.write('mapping.yaml', (await dir.read('mapping.yaml')) + rules);
  // Another file brought one of the numbers before.
  await dir.write('Januar.csv', germanCsv({ rows: [EARLIER], changes: new Map([[EARLIER, { Nettobetrag: 99.5 }]]) }));
  expect((await dir.run(['import', 'Januar.csv'])).code).toBe(0);
  const planned = await analyst.run('plan', name, '--fixes', 'fixes.csv');
  expect(planned.code).toBe(3);
  expect(planned.stdout + planned.stderr).toContain('7,000,100');
  await answerFixes(dir);
  expect((await analyst.run('fix', name, 'fixes.csv', '--mapping', 'mapping.yaml')).code).toBe(0);
  const imported = await analyst.run('import', name, '--invalid', 'skip', '--result', 'results.xlsx', '--json');
  expect(imported.code).toBe(4);
  const first = (await dir.runFolder(imported)).summary;
  const open = TYPED + meant.size;
  expect(countsOf(first.counts)).toEqual({
    rows: ROWS + totals,
    created: ROWS - WAGES - open,
    skipped: WAGES + totals,
    invalid: TYPED,
    unsent: meant.size,
  });
  expect(first.heldBack).toBe(meant.size);

  const met = await correct(dir, 'results.xlsx', headerRow);
  expect(met).toHaveLength(open);
  const told = [/ (9|10|11) times the usual/, / 100 times the usual/, / 720 times the usual/, / 1,\d+ times the usual/];
  for (const kind of told) expect(met.filter((one) => kind.test(one))).toHaveLength(1);
  const last = await analyst.run('import', 'results.xlsx', '--json');
  expect([last.code, analyst.commands]).toEqual([0, 5]);
  expect(countsOf((await dir.runFolder(last)).summary.counts)).toEqual({
    rows: ROWS + totals,
    created: open,
    unchanged: ROWS - WAGES - open,
    skipped: WAGES + totals,
  });
  const held = sandbox.purchases() as readonly { readonly quantity: number; readonly unit: string }[];
  expect(held).toHaveLength(ROWS - WAGES + 1);
  expect(Math.max(...held.map(({ quantity }) => quantity))).toBeLessThan(20_001);

  await write(next, { changes: new Map(), month: 3 });
  const later = await analyst.run('import', next, '--json');
  expect([later.code, analyst.commands]).toEqual([0, 6]);
  expect((await dir.runFolder(later)).summary.counts).toMatchObject({ created: ROWS - WAGES, invalid: 0, unsent: 0 });
  const documents = sandbox
    .purchases()
    .map((one) => JSON.stringify({ ...one, id: '', created_at: '', updated_at: '' }));
  expect(documents).toHaveLength(2 * (ROWS - WAGES) + 1);
  // The repeat that was right equals its row: numbers of documents are not sent.
  expect(new Set(documents).size).toBe(documents.length - 1);
});
