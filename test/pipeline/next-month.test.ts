// A file is mapped once; the files of later months are read by that mapping, and mapped again where their columns changed.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseSavedMapping, type SavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { writeMapping } from '../../src/mapping/saved/write-mapping.js';
import { mappingOf, proposeFile } from '../../src/pipeline/map.js';
import { openTable } from '../../src/pipeline/table/open-table.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-month-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const HEADER = 'Artikel;Kategorie;Land;Betrag EUR;Rechnungsdatum;Kostenart';
const JANUARY = ['Papier;Büro;DE;10,50;13.01.2024;opex', 'Presse;Maschinen;SE;99,00;14.01.2024;capex'];
const FEBRUARY = ['Toner;Büro;SE;7,25;15.02.2024;opex', 'Bohrer;Maschinen;DE;8,00;16.02.2024;capex'];

async function put(name: string, header: string, rows: readonly string[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, [header, ...rows].join('\n'));
  return file;
}

async function mapped(file: string, mapping?: SavedMapping) {
  const proposed = await proposeFile({ file, dataset: 'purchases', mapping });
  const columns = new Map(proposed.titles.includes('Kategorie') ? [['Kategorie', 'sector']] : []);
  const made = mappingOf(proposed, { columns, constants: {} });
  const read = parseSavedMapping(writeMapping(made, 'schema.json'), 'mapping.yaml');
  return { changes: proposed.changes, mapping: read };
}

it('takes three steps: map, check next month, and map again where a column was renamed', async () => {
  const { mapping, changes } = await mapped(await put('january.csv', HEADER, JANUARY));
  expect(changes).toEqual([]);
  expect(mapping.seen?.Kategorie).toMatch(/^text [0-9a-f]{4} [0-9a-f]{4}$/);

  const next = await openTable({ file: await put('february.csv', HEADER, FEBRUARY), mapping });
  await next.source.close();
  expect(next.problems.filter(({ severity }) => severity !== 'note')).toEqual([]);

  const renamed = await put('march.csv', HEADER.replace('Kategorie', 'Gruppe XY'), FEBRUARY);
  await expect(openTable({ file: renamed, mapping })).rejects.toMatchObject({ code: 'MAPPING_CHANGED' });
  const again = await mapped(renamed, mapping);
  expect(again.changes).toEqual(['"Kategorie" is gone, and "Gruppe XY" holds the same values']);
  expect(again.mapping.columns).toMatchObject({ 'Gruppe XY': 'sector' });
  expect(again.mapping.columns).not.toHaveProperty('Kategorie');

  const table = await openTable({ file: renamed, mapping: again.mapping });
  await table.source.close();
  expect(table.blocked).toBe(false);
});

it('forgets joins, splits and value tables of columns that are gone, and asks for their fields', async () => {
  const titles = ['Text', 'Zusatz', 'Konto', 'Land', 'Betrag EUR', 'Datum', 'Art'];
  const saved: SavedMapping = {
    file: 'mapping.yaml',
    dataset: 'purchases',
    titles,
    columns: { Land: 'country', 'Betrag EUR': 'quantity', Datum: 'purchase_date', Art: 'expense_type' },
    joins: { product_name: { columns: ['Text', 'Zusatz'] }, description: { columns: ['Zusatz'] } },
    splits: { Konto: { at: ' ', into: [null, 'sector'] } },
    values: { Konto: { miete: 'Real estate' }, Zusatz: { x: '' }, Art: { sache: 'opex' } },
  };
  const file = await put('lacking.csv', 'Text;Land;Betrag EUR;Datum;Art', ['Papier;DE;10,50;13.01.2024;sache']);
  const proposed = await proposeFile({ file, mapping: saved });
  expect(proposed.proposal.missing).toEqual([['sector']]);
  expect(proposed.changes).toEqual(['"Zusatz" is missing', '"Konto" is missing']);
  const made = mappingOf(proposed, { columns: new Map(), constants: { sector: 'Office' } });
  expect(made).toMatchObject({
    joins: { product_name: { columns: ['Text'] } },
    splits: {},
    values: { Art: { sache: 'opex' } },
    constants: { sector: 'Office' },
  });
  expect(JSON.stringify(made)).not.toMatch(/Zusatz|Konto/);
});
