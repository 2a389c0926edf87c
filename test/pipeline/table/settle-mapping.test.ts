// Which mapping file a table is read by: given or found by its titles, and what happens when the columns have changed.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printsOf } from '../../../src/mapping/compare-titles.js';
import type { MappingParts, SavedMapping } from '../../../src/mapping/saved/saved-mapping.js';
import { writeMapping } from '../../../src/mapping/saved/write-mapping.js';
import type { TableRequest } from '../../../src/pipeline/requests.js';
import { openTable } from '../../../src/pipeline/table/open-table.js';
import { tablesOf } from '../../../src/pipeline/table/tables-of.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-found-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const TITLES = ['Tag', 'Partner', 'Wert EUR', 'Gattung', 'Was'];
const january = [
  '01.01.2024;Nordic;10,00;Miete;Halle',
  '02.01.2024;Müller;20,50;Fracht;Palette',
  '03.01.2024;Acme;7,00;Strom;Netz',
];
const february = [
  '01.02.2024;Müller;99,00;Fracht;Kiste',
  '05.02.2024;Nordic;5,00;Miete;Halle',
  '06.02.2024;Acme;6,00;Strom;Netz',
];
const COLUMNS = { Tag: 'purchase_date', 'Wert EUR': 'quantity', Gattung: 'sector', Was: 'product_name' };
const cellsOf = (line: string, row: number) => ({ sheet: '', row, cells: line.split(';') });

const mapping: MappingParts = {
  dataset: 'purchases',
  titles: TITLES,
  columns: { ...COLUMNS, Partner: null },
  constants: { country: 'DE', unit_id: 'EUR', expense_type: 'opex' },
  seen: printsOf(
    { columns: COLUMNS },
    cellsOf(TITLES.join(';'), 1),
    january.map((line, index) => cellsOf(line, index + 2)),
  ),
};
const given = (changes: Partial<MappingParts> = {}): SavedMapping => ({ ...mapping, ...changes, file: 'given.yaml' });

const put = (name: string, text: string) => writeFile(join(folder, name), text);
const putMapping = (name: string, changes: Partial<MappingParts> = {}) =>
  put(name, writeMapping({ ...mapping, ...changes }, 'schema.json'));
const csv = (titles: readonly string[], rows: readonly string[]) => [titles.join(';'), ...rows].join('\n');

async function opened(text: string, request: Partial<TableRequest> = {}) {
  await put('file.csv', text);
  const table = await openTable({ file: join(folder, 'file.csv'), ...request });
  await table.source.close();
  return table;
}
const found = (text: string, request: Partial<TableRequest> = {}) => opened(text, { findMapping: true, ...request });
const told = (problems: readonly { code: string; column: string }[]) =>
  problems.filter(({ code }) => code !== 'READ_AS').map(({ code, column }) => `${code} ${column}`);

describe('a mapping beside the file', () => {
  it.each(['mapping.yaml', 'mapping.yml', 'mapping.json', 'ledger.mapping.yaml'])(
    'is found as %s by the titles of the file, and said',
    async (name) => {
      const text = writeMapping(mapping, 'schema.json');
      await put(name, name.endsWith('json') ? JSON.stringify({ version: 1, ...mapping }) : text);
      const table = await found(csv(TITLES, january));
      expect(table.said).toContain(`mapping: ${join(folder, name)}`);
      expect(table.dataset.name).toBe('purchases');
      expect(told(table.problems)).toEqual([]);
    },
  );

  it('is found in any order and case of the titles, below other rows', async () => {
    await putMapping('mapping.yaml', { headerRow: 1 });
    const turned = january.map((line) => line.split(';').reverse().join(';'));
    const titles = TITLES.map((title) => title.toUpperCase()).reverse();
    const table = await found(`Bericht;;;;\n${csv(titles, turned)}`);
    expect(table.mapping.headerRow).toBe(2);
    expect(told(table.problems)).toEqual([]);
  });

  it('is not looked for unless that is asked, nor where one is given', async () => {
    await putMapping('mapping.yaml', { constants: { country: 'SE' } });
    await expect(opened(csv(TITLES, january))).rejects.toMatchObject({ code: 'UNDECIDED_DATASET' });
    const table = await found(csv(TITLES, january), { mapping: given() });
    expect(table.saved?.file).toBe('given.yaml');
  });

  it('leaves other files alone', async () => {
    await putMapping('mapping.yaml');
    const titles = ['product_name', 'sector', 'country', 'quantity', 'unit_id', 'purchase_date', 'expense_type'];
    const table = await found(csv(titles, ['Paper;Office;DE;10;EUR;2024-02-01;opex']));
    expect(table.saved).toBeUndefined();
    expect(told(table.problems)).toEqual([]);
  });

  it('that cannot be read, or says no titles, stops nothing and is said', async () => {
    await put('broken.mapping.yaml', 'version: 2\ncolumns: {}');
    await put('old.mapping.yaml', 'version: 1\ncolumns: {}');
    await mkdir(join(folder, 'mapping.json'));
    await putMapping('mapping.yaml');
    const { said } = await found(csv(TITLES, january));
    expect(said.filter((line) => line.includes('is not used'))).toHaveLength(3);
    expect(said).toContain(`mapping: ${join(folder, 'mapping.yaml')}`);
  });

  it('is asked about where two fit equally', async () => {
    await putMapping('a.mapping.yaml');
    await putMapping('b.mapping.yaml', { constants: { country: 'SE' } });
    await expect(found(csv(TITLES, january))).rejects.toMatchObject({ code: 'SEVERAL_MAPPINGS', kind: 'mapping' });
  });

  it('is chosen by the dataset that the user names', async () => {
    await putMapping('a.mapping.yaml', { dataset: 'suppliers', columns: { Partner: 'name' } });
    await putMapping('b.mapping.yaml');
    const { saved } = await found(csv(TITLES, january), { dataset: 'purchases' });
    expect(saved?.file).toBe(join(folder, 'b.mapping.yaml'));
  });

  it('says of several files what the rows of each are', async () => {
    await putMapping('mapping.yaml');
    await put('file.csv', csv(TITLES, january));
    const file = join(folder, 'file.csv');
    expect(await tablesOf({ file, findMapping: true }, false)).toMatchObject([{ file, dataset: 'purchases' }]);
  });

  it('says how the file is encoded', async () => {
    await putMapping('mapping.yaml', { locale: { encoding: 'windows-1252' } });
    await writeFile(join(folder, 'file.csv'), Buffer.from(csv(TITLES, january), 'latin1'));
    const table = await openTable({ file: join(folder, 'file.csv'), findMapping: true });
    await table.source.close();
    expect(table.source.detection.encoding).toBe('windows-1252');
  });
});

describe('a mapping that was made from other columns', () => {
  const renamed = csv(['Tag', 'Partner', 'Wert EUR', 'Kategorie X', 'Was'], february);
  const lacking = csv(
    ['Tag', 'Partner', 'Wert EUR', 'Was'],
    february.map((line) => line.replace(/;(?:Fracht|Miete|Strom);/, ';')),
  );
  const added = csv(
    [...TITLES, 'Neu', 'Recycled'],
    february.map((line) => `${line};1;x`),
  );

  it('is used with a warning for a renamed column where a person reads it, and resumed without one', async () => {
    const table = await opened(renamed, { mapping: given(), attended: true });
    expect(told(table.problems)).toEqual(['RENAMED_COLUMN Kategorie X']);
    expect(table.blocked).toBe(false);
    expect(table.mapping.columns[3]).toMatchObject({ title: 'Kategorie X', field: 'sector' });
    const again = await opened(renamed, { mapping: table.saved });
    expect(again.mapping.columns[3]?.field).toBe('sector');
  });

  it.each([
    ['given', { mapping: given() }],
    ['found', { findMapping: true }],
  ])('stops a run that nobody attends, %s, with the next command', async (_, request) => {
    await putMapping('mapping.yaml');
    const file = join(folder, 'file.csv');
    const path = 'mapping' in request ? 'given.yaml' : join(folder, 'mapping.yaml');
    await expect(opened(renamed, request)).rejects.toMatchObject({
      kind: 'mapping',
      code: 'MAPPING_CHANGED',
      message: expect.stringContaining('"Gattung" is gone, and "Kategorie X" holds the same values'),
      hint: `run carbonsheet map ${JSON.stringify(file)} --mapping ${JSON.stringify(path)}`,
    });
    await expect(opened(lacking, request)).rejects.toMatchObject({
      code: 'MAPPING_CHANGED',
      message: expect.stringContaining('"Gattung" is missing'),
    });
  });

  it('says which column is missing to a person, and reads no row without it', async () => {
    const table = await opened(lacking, { mapping: given(), attended: true });
    expect(told(table.problems)).toEqual(['MAPPED_TITLE_MISSING Gattung', 'MISSING_COLUMN ']);
    expect(table.blocked).toBe(true);
  });

  it.each([true, false])('warns of new columns, attended: %s', async (attended) => {
    const table = await opened(added, { mapping: given(), attended });
    expect(told(table.problems)).toEqual(['NEW_COLUMN Neu', 'NEW_COLUMN Recycled']);
    expect(table.mapping.columns.find(({ title }) => title === 'Recycled')?.field).toBeUndefined();
    expect(table.blocked).toBe(false);
  });

  it('is no change where only columns that are left out are gone', async () => {
    const without = csv(
      TITLES.filter((title) => title !== 'Partner'),
      february.map((line) => line.replace(/;(?:Nordic|Müller);/, ';')),
    );
    expect(told((await opened(without, { mapping: given() })).problems)).toEqual(['MAPPED_TITLE_MISSING Partner']);
  });
});
