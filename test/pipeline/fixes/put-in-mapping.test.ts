// Answers in a mapping file: value tables and constants, beside what the file said before.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { parseSavedMapping } from '../../../src/mapping/saved/saved-mapping.js';
import { systemClock } from '../../../src/pace/system-clock.js';
import { fixMapping } from '../../../src/pipeline/fixes/fix.js';

const source = `Product name,Sector,Country,Quantity,Unit,Purchase date,Kostenart
A,P,Grmany,1,EUR,2024-05-02,Miete
B,P,FR,2,,2024-05-02,Mi\u200bete
`;

async function openMapping(earlier?: string, name = 'mapping.yaml') {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-fixing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  if (earlier !== undefined) await writeFile(path, earlier);
  await writeFile(join(folder, 'in.csv'), source);
  return {
    async fix(lines: string) {
      await writeFile(join(folder, 'fixes.csv'), `column,value,use\n${lines}`);
      const request = { file: join(folder, 'in.csv'), fixes: join(folder, 'fixes.csv'), mappingFile: path };
      const fixed = await fixMapping({ ...request, dataset: 'purchases' }, { clock: systemClock });
      return { fixed, text: await readFile(path, 'utf8') };
    },
  };
}

it('makes the file where there is none', async () => {
  const { fix } = await openMapping();
  const { fixed, text } = await fix(
    'Country,Grmany,DE\nUnit,,EUR\nKostenart,Miete,opex\nKostenart,Mi\\u200bete,opex\nfile_name,,a.pdf\n',
  );
  expect(parseSavedMapping(text, 'mapping.yaml')).toEqual({
    file: 'mapping.yaml',
    dataset: 'purchases',
    columns: {},
    values: { Country: { Grmany: 'DE' }, Kostenart: { Miete: 'opex', 'Mi\u200bete': 'opex' } },
    constants: { unit_id: 'EUR', file_name: 'a.pdf' },
  });
  expect(fixed).toMatchObject({ entries: 5, unanswered: 0 });
});

it('keeps what the file says, its comments too, and changes nothing the second time', async () => {
  const { fix } = await openMapping(
    '# Mapping of our ledger\nversion: 1\ncolumns:\n  Kostenart: expense_type # asked Anna\nvalues:\n  Kostenart:\n    Bau: capex\n',
  );
  const { text } = await fix('Kostenart,Miete,opex\n');
  expect(text).toContain('# Mapping of our ledger\n');
  expect(text).toContain('Kostenart: expense_type # asked Anna\n');
  expect(parseSavedMapping(text, 'm').values).toEqual({ Kostenart: { Bau: 'capex', Miete: 'opex' } });
  expect((await fix('Kostenart,Miete,opex\n')).text).toBe(text);
});

it('stays JSON', async () => {
  const { fix } = await openMapping('{"version": 1, "columns": {}}', 'mapping.json');
  const { text } = await fix('Kostenart,Miete,opex\n');
  expect(JSON.parse(text)).toEqual({ version: 1, columns: {}, values: { Kostenart: { Miete: 'opex' } } });
});

it.each([
  ['a value', 'Kostenart,Wages,opex', /line 2: in\.csv has no "Wages" in the column Kostenart/],
  ['a column', 'Art,Miete,opex', /line 2: there is no column "Art"/],
])('refuses %s that the file does not have', async (_, lines, message) => {
  const { fix } = await openMapping();
  await expect(fix(lines)).rejects.toThrow(message);
});

it('changes what the file has in another case rather than adding to it', async () => {
  const { fix } = await openMapping(
    'version: 1\ncolumns:\n  Kostenart: expense_type\nvalues:\n  kostenart:\n    miete: capex\n',
  );
  const { text } = await fix('Kostenart,Miete,opex\n');
  expect(parseSavedMapping(text, 'mapping.yaml').values).toEqual({ kostenart: { miete: 'opex' } });
});
