// Constants, joins, splits, value tables and locale answers of a mapping, from the file to what the service holds.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { openImporting, type ResultLine } from './importing.js';

const ledger = `Datum;Art;Betrag;Text;Zusatz;Konto;Lieferant
01.02.2024;Sache;1.234,50;Papier;A4;0400  Büro;4711  Nordic
02.02.2024; anlage;100,00;Presse;;0027  Maschinen;4712  Müller`;

const mapping: SavedMapping = {
  file: 'mapping.yaml',
  dataset: 'purchases',
  columns: { Datum: 'purchase_date', Art: 'expense_type', Betrag: 'quantity', Lieferant: null },
  constants: { country: 'DE', unit_id: 'EUR' },
  joins: { product_name: { columns: ['Text', 'Zusatz'], with: ', ' } },
  splits: { Konto: { at: '  ', into: [null, 'sector'] } },
  values: { Art: { sache: 'opex', 'Anlage ': 'capex' }, Konto: { maschinen: 'Machinery' } },
};

const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());
const linesOf = async (folder = '', file = '') => (await readFile(join(folder, file), 'utf8')).trim().split(/\r?\n/);

const HEADER = 'product_name;sector;country;quantity;unit_id;purchase_date;expense_type';
const rowsOf = (...rows: readonly string[]) => [HEADER, ...rows].join('\n');
const saved = (changes: Partial<SavedMapping>): SavedMapping => ({ file: 'm.yaml', columns: {}, ...changes });

describe('a mapping with constants, joins, splits and value tables', () => {
  it('makes rows fit, and leaves the cells of the source in the results', async () => {
    const scene = await openImporting();
    const { summary, results } = await scene.import('ledger.csv', ledger, { mapping });
    expect(told(results)).toEqual(['created', 'created']);
    expect(scene.sandbox.purchases()).toMatchObject([
      { product_name: 'Papier, A4', sector: 'Büro', country: 'DE', quantity: 1234.5, expense_type: 'opex' },
      { product_name: 'Presse', sector: 'Machinery', country: 'DE', quantity: 100, expense_type: 'capex' },
    ]);
    const lines = await linesOf(summary.folder, 'results.csv');
    expect(lines[0]).toMatch(/,Datum,Art,Betrag,Text,Zusatz,Konto,Lieferant$/);
    expect(lines[1]).toMatch(/,01\.02\.2024,Sache,"1\.234,50",Papier,A4,0400 {2}Büro,4711 {2}Nordic$/);
    expect(lines[2]).toMatch(/,02\.02\.2024," anlage","100,00",Presse,,0027 {2}Maschinen,4712 {2}Müller$/);
  });

  it('reads the same when the file is imported again', async () => {
    const scene = await openImporting();
    await scene.import('ledger.csv', ledger, { mapping });
    const { results } = await scene.import('ledger.csv', ledger, { mapping });
    expect(told(results)).toEqual(Array(2).fill('skipped ALREADY_THERE'));
    expect(scene.sandbox.purchases()).toHaveLength(2);
  });

  it('writes rows to fix in the layout of the source, and names its columns', async () => {
    const scene = await openImporting();
    const { summary, results } = await scene.import('ledger.csv', ledger, {
      mapping: { ...mapping, values: { Art: { sache: 'opex' } } },
    });
    expect(told(results)).toEqual(['created', 'invalid NOT_A_CHOICE']);
    expect(results[1]?.message).toContain('Art: " anlage"');
    const [header, , second] = ledger.split('\n');
    expect(await linesOf(summary.folder, summary.failed?.file)).toEqual([
      header,
      second?.replace(' anlage', '" anlage"'),
    ]);
  });

  it('names the title of a split, and the titles of a join', async () => {
    const scene = await openImporting();
    const { summary } = await scene.import('ledger.csv', `${ledger}\n03.02.2024;Sache;5,00;;;0400;`, { mapping });
    const problems = await scene.problems(summary.folder ?? '');
    expect(problems.filter(({ row }) => row === '4').map(({ column, field }) => [column, field])).toEqual([
      ['Text + Zusatz', 'product_name'],
      ['Konto', 'sector'],
    ]);
  });

  it('compares rows by what they are read as', async () => {
    const scene = await openImporting();
    const { results } = await scene.import(
      'rows.csv',
      rowsOf('Paper;Office;DE;10;EUR;2024-02-01;opex', 'Paper;Office;de ;10;Euro;2024-02-01;OPEX'),
      { mapping: saved({ values: { unit_id: { euro: 'EUR' } } }), equalRows: 'drop' },
    );
    expect(told(results)).toEqual(['created', 'skipped REPEATED_ROW']);
  });

  it('reads the words of an Action as the table says', async () => {
    const scene = await openImporting();
    const { results } = await scene.import(
      'rows.csv',
      `${HEADER};Action\nPaper;Office;DE;10;EUR;2024-02-01;opex;neu\nToner;Office;DE;20;EUR;2024-02-02;opex;lassen`,
      { mapping: saved({ values: { Action: { neu: 'create', LASSEN: 'skip' } } }) },
    );
    expect(told(results)).toEqual(['created', 'skipped ASKED_TO_SKIP']);
    expect(scene.sandbox.purchases()).toMatchObject([{ product_name: 'Paper' }]);
  });

  it('reads the cells of a matrix as the table of their column says', async () => {
    const scene = await openImporting();
    const { results } = await scene.import('sales.csv', 'Product;Sweden;Norway\nAir fryer;zehn;5\nMixer;k.A.;zwölf', {
      dataset: 'country-sales',
      unpivot: true,
      constants: { start_date: '2024-01-01', end_date: '2024-12-31' },
      mapping: saved({ values: { Sweden: { zehn: '10', 'k.a.': '' }, Norway: { ZWÖLF: '12' } } }),
    });
    expect(results.map(({ code }) => code)).not.toContain('NOT_A_NUMBER');
    expect(results).toHaveLength(3);
  });

  it('makes a value empty that is read as no text', async () => {
    const scene = await openImporting();
    const { results } = await scene.import('rows.csv', rowsOf('Paper;n/a;DE;10;EUR;2024-02-01;opex'), {
      mapping: saved({ values: { sector: { 'N/A': '' } } }),
    });
    expect(told(results)).toEqual(['invalid REQUIRED_EMPTY']);
  });

  it.each([
    ['as the mapping says', {}, { quantity: 1234, purchase_date: '2024-04-03' }],
    [
      'as the options of the command say',
      { decimal: '.', dateOrder: 'mdy' } as const,
      { quantity: 1.234, purchase_date: '2024-03-04' },
    ],
  ])('reads numbers and dates %s', async (_, options, expected) => {
    const scene = await openImporting();
    const file = rowsOf('Paper;Office;DE;1.234;EUR;03/04/2024;opex');
    const mapping = saved({ locale: { decimal: ',', dateOrder: 'dmy' } });
    await scene.import('rows.csv', file, { mapping, ...options });
    expect(scene.sandbox.purchases()).toMatchObject([expected]);
  });
});

describe('a constant', () => {
  const lacking = 'product_name;sector;quantity;purchase_date;expense_type\nPaper;Office;10;2024-02-01;opex';

  it('counts as the column that is missing; the one of the command goes first', async () => {
    const scene = await openImporting();
    const { results } = await scene.import('rows.csv', lacking, {
      mapping: saved({ constants: { country: 'DE', unit_id: 'kg' } }),
      constants: { unit_id: 'EUR' },
    });
    expect(told(results)).toEqual(['created']);
    expect(scene.sandbox.purchases()).toMatchObject([{ country: 'DE', quantity: 10 }]);
    expect((await scene.export('purchases'))[0]).toMatchObject({ unit_id: 'EUR' });
  });

  it('fills the empty cells of a column, and no filled one', async () => {
    const scene = await openImporting();
    const file = rowsOf('Paper;Office;SE;10;EUR;2024-02-01;opex', 'Toner;Office;;20;EUR;2024-02-01;opex');
    await scene.import('rows.csv', file, { constants: { country: 'DE' } });
    expect(scene.sandbox.purchases()).toMatchObject([{ country: 'SE' }, { country: 'DE' }]);
  });

  it('makes no total row a row of its own', async () => {
    const scene = await openImporting();
    const file = rowsOf(
      'Paper;Office;;10;EUR;2024-02-01;opex',
      'Toner;Office;;20;EUR;2024-02-01;opex',
      'Total;;;30;;;',
    );
    const { results } = await scene.import('rows.csv', file, {
      constants: { country: 'DE', sector: 'Office', purchase_date: '2024-02-01', expense_type: 'opex', unit_id: 'EUR' },
    });
    expect(told(results)).toEqual(['created', 'created', 'skipped TOTAL_ROW']);
  });

  it('that is wrong is one problem of the whole file, with the place where it is said', async () => {
    const scene = await openImporting();
    const file = `${lacking}\nToner;Office;20;2024-02-01;opex`;
    const { summary, stop } = await scene.import('rows.csv', file, {
      mapping: saved({ constants: { unit_id: 'EUR' } }),
      constants: { country: 'Atlantis' },
    });
    expect(stop?.code).toBe('COLUMNS');
    const errors = (await scene.problems(summary.folder ?? '')).filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ row: '0', column: 'country (--set)', field: 'country', value: 'Atlantis' }]);
  });

  it('holds for every cell of a matrix', async () => {
    const scene = await openImporting();
    const { results } = await scene.import('sales.csv', 'Product;Sweden;Norway\nMixer;10;20', {
      dataset: 'country-sales',
      unpivot: true,
      constants: { start_date: '2024-01-01', end_date: '2024-12-31' },
      mapping: saved({ values: { Product: { mixer: 'Air fryer' } } }),
    });
    expect(results.map(({ code }) => code)).not.toContain('MISSING_COLUMN');
    expect(results).toHaveLength(2);
  });

  it('of a period goes before a column that names periods', async () => {
    const scene = await openImporting();
    const { summary } = await scene.import('sales.csv', 'Product;Country;Quantity;Month\nMixer;SE;10;2024-01', {
      dataset: 'country-sales',
      constants: { start_date: '2024-01-01', end_date: '2024-12-31' },
    });
    const problems = await scene.problems(summary.folder ?? '');
    expect(
      problems.filter(({ severity }) => severity !== 'note').map(({ code, column }) => [code, column]),
    ).toContainEqual(['UNKNOWN_COLUMN', 'Month']);
  });

  it('with a value table: a period is read from what its words stand for', async () => {
    const scene = await openImporting();
    const { summary } = await scene.import('sales.csv', 'Product;Country;Quantity;Month\nMixer;SE;10;erster', {
      dataset: 'country-sales',
      mapping: saved({ values: { Month: { Erster: '2024-01' } } }),
    });
    const problems = await scene.problems(summary.folder ?? '');
    expect(problems.filter(({ column }) => column === 'Month').map(({ code, value }) => [code, value])).toEqual([
      ['READ_AS', '2024-01'],
    ]);
  });

  it.each([
    [{ constants: { contry: 'DE' } }, '--set contry: purchases has no field "contry"', 'did you mean country?'],
    [
      { mapping: saved({ constants: { 'Purchase date': '2024-01-01' } }) },
      'm.yaml, constants > Purchase date: purchases has no field "Purchase date"',
      'did you mean purchase_date?',
    ],
    [
      { mapping: saved({ joins: { name: { columns: ['sector'] } } }) },
      'm.yaml, joins > name: purchases has no field "name"',
      'did you mean product_name?',
    ],
    [
      { mapping: saved({ splits: { sector: { at: ' ', into: ['sector', 'quantty'] } } }) },
      'm.yaml, splits > sector: purchases has no field "quantty"',
      'did you mean quantity?',
    ],
  ])('join or split of a field that does not exist is refused: %j', async (terms, message, hint) => {
    const scene = await openImporting();
    const file = rowsOf('Paper;Office;SE;10;EUR;2024-02-01;opex');
    await expect(scene.import('rows.csv', file, { dataset: 'purchases', ...terms })).rejects.toMatchObject({
      code: 'MAPPING_FIELD',
      message,
      hint,
    });
  });
});
