// Answers by what they are about: columns that are ruled out, texts that a mapping makes, empty cells, spellings.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseSavedMapping } from '../../../src/mapping/saved/saved-mapping.js';
import { systemClock } from '../../../src/pace/system-clock.js';
import { checkFile } from '../../../src/pipeline/check.js';
import { fixFile, fixMapping } from '../../../src/pipeline/fixes/fix.js';
import { readFixes, writeFixes } from '../../../src/pipeline/fixes/fixes-file.js';
import type { TableRequest } from '../../../src/pipeline/requests.js';
import type { Tools } from '../../../src/pipeline/tools.js';

async function openFile(source: string, mapping?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-answers-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  await writeFile(at('in.csv'), source);
  if (mapping !== undefined) await writeFile(at('m.yaml'), mapping);
  const refuse = () => Promise.reject(new Error('a check needs none'));
  const tools: Tools = {
    clock: systemClock,
    newId: () => '00000000-0000-4000-8000-000000000000',
    connect: refuse,
    openLedger: refuse,
    findLedger: async () => undefined,
    holdAccount: refuse,
    tell: () => undefined,
    ask: async () => undefined,
    signal: new AbortController().signal,
  };
  const saved = async () => parseSavedMapping(await readFile(at('m.yaml'), 'utf8'), at('m.yaml'));
  const request = async (): Promise<TableRequest> => ({
    file: at('in.csv'),
    dataset: 'purchases',
    ...(mapping !== undefined && { mapping: await saved() }),
  });
  const check = async (more: Partial<TableRequest> = {}) => {
    const { causes, summary } = await checkFile(
      { ...(await request()), ...more, runsDir: at('runs'), equalRows: 'keep' },
      tools,
    );
    return {
      causes,
      counts: summary.counts,
      codes: causes.filter(({ problem }) => problem.severity === 'error').map(({ problem }) => problem.code),
    };
  };
  const withLines = async (lines: string, more: Partial<TableRequest>) => {
    await writeFile(at('fixes.csv'), `column,value,use\n${lines}\n`);
    return { ...(await request()), ...more, fixes: at('fixes.csv') };
  };
  return {
    at,
    check,
    /** Into a copy, which is checked. */
    async copy(lines: string, more: Partial<TableRequest> = {}) {
      const fixed = await fixFile({ ...(await withLines(lines, more)), out: at('out.csv') }, tools);
      return { fixed, text: await readFile(at('out.csv'), 'utf8'), ...(await check({ ...more, file: at('out.csv') })) };
    },
    /** Into the mapping file, by which the file is checked. */
    async map(lines: string, more: Partial<TableRequest> = {}) {
      const fixed = await fixMapping({ ...(await withLines(lines, more)), mappingFile: at('m.yaml') }, tools);
      return { fixed, mapping: await saved(), ...(await check({ ...more, mapping: await saved() })) };
    },
    /** The list of fixes of the file: column, value and suggestion. */
    async list(more: Partial<TableRequest> = {}) {
      await writeFixes(at('list.csv'), (await check(more)).causes);
      const lines = (await readFile(at('list.csv'), 'utf8')).split('\r\n').slice(1, -1);
      return { lines, fixes: await readFixes(at('list.csv')) };
    },
  };
}

const RULED_OUT = `Product name,Sector,Country,Quantity,Unit,Purchase date,Expense type
Flat,Property,ES,12,EUR,2024-05-02,Rent
Lorry,Transport,FR,13,EUR,2024-05-03,Freight
House,Property,ES,14,EUR,2024-05-04,Rent
Train,Transport,FR,15,EUR,2024-05-05,Freight
`;

describe('a title that is taken', () => {
  it('gives the added column another title that is read as the field', async () => {
    const { copy, map } = await openFile(RULED_OUT);
    const { fixed, codes, counts } = await copy('expense_type,,opex');
    expect(fixed.added).toHaveLength(1);
    expect(fixed.added).not.toContain('Expense type');
    expect(codes).toEqual([]);
    expect(counts).toMatchObject({ unsent: 4, invalid: 0 });
    expect((await map('expense_type,,opex')).codes).toEqual([]);
  });

  it('keeps the column of that title as what it was', async () => {
    const source = RULED_OUT.replaceAll(/^([^,]+),[^,]+,/gm, '$1,');
    const { copy } = await openFile(source);
    const { codes, causes } = await copy('expense_type,,opex');
    expect(codes).toEqual([]);
    const read = causes.flatMap(({ problem }) => (problem.code === 'LIKELY_COLUMN' ? [problem.field] : []));
    expect(read).toEqual(['sector']);
  });

  it('sends the answer to the mapping file that leaves new columns out', async () => {
    const titles = 'titles: [Product name, Sector, Country, Quantity, Unit, Purchase date, Expense type]\n';
    const { copy, map } = await openFile(
      RULED_OUT,
      `version: 1\ndataset: purchases\ncolumns: {Expense type: null}\n${titles}`,
    );
    await expect(copy('expense_type,,opex')).rejects.toMatchObject({ hint: expect.stringContaining('--mapping FILE') });
    expect((await map('expense_type,,opex')).codes).toEqual([]);
  });
});

const SMALL = `Product name,Sector,Country,Quantity,Unit,Purchase date,Art
Boxes,Paper,ES,12,EUR,2024-05-02,A1
Tape,Paper,FR,13,EUR,2024-05-03,A2
`;
const HEAD = 'version: 1\ndataset: purchases\n';

describe('a text that a mapping makes', () => {
  it('is answered in the value table that makes it', async () => {
    const mapping = `${HEAD}columns: {Art: expense_type}\nvalues: {Art: {a1: kapex, A2: opex}}\n`;
    const { list, map, copy } = await openFile(SMALL, mapping);
    expect((await list()).fixes).toMatchObject([{ column: 'Art', value: 'kapex' }]);
    expect((await copy('Art,kapex,capex')).codes).toEqual([]);
    const { mapping: saved, codes } = await map('Art,kapex,capex');
    expect(codes).toEqual([]);
    expect(saved.values).toEqual({ Art: { a1: 'capex', A2: 'opex' } });
  });

  it('is answered in the constant that gives it', async () => {
    const { list, map, copy } = await openFile(
      SMALL,
      `${HEAD}columns: {Art: null}\nconstants: {expense_type: kapex}\n`,
    );
    const { fixes } = await list();
    expect(fixes).toHaveLength(1);
    const line = `"${fixes[0]?.column}",kapex,capex`;
    await expect(copy(line)).rejects.toMatchObject({ hint: expect.stringContaining('--mapping FILE') });
    const { mapping: saved, codes } = await map(line);
    expect(codes).toEqual([]);
    expect(saved.constants).toEqual({ expense_type: 'capex' });
  });

  it('is answered in the constant that fills empty cells', async () => {
    const source = SMALL.replace('ES', '');
    const { list, map } = await openFile(
      source,
      `${HEAD}columns: {Art: null}\nconstants: {expense_type: opex, country: Spayn}\n`,
    );
    expect((await list()).fixes).toMatchObject([{ column: 'Country', value: 'Spayn' }]);
    const { mapping: saved, codes } = await map('Country,Spayn,ES');
    expect(codes).toEqual([]);
    expect(saved.constants).toEqual({ expense_type: 'opex', country: 'ES' });
  });

  it('is answered for a part of a cell in the mapping file only', async () => {
    const source = SMALL.replace('A1', 'kapex/x').replace('A2', 'opex/y');
    const mapping = `${HEAD}columns: {}\nsplits: {Art: {at: /, into: [expense_type, description]}}\n`;
    const { list, map, copy } = await openFile(source, mapping);
    expect((await list()).fixes).toMatchObject([{ column: 'Art', value: 'kapex' }]);
    await expect(copy('Art,kapex,capex')).rejects.toMatchObject({ hint: expect.stringContaining('--mapping FILE') });
    expect((await map('Art,kapex,capex')).codes).toEqual([]);
  });

  it.each([
    [
      'a join',
      { mapping: `${HEAD}columns: {Sector: sector}\njoins: {expense_type: {columns: [Art, Sector]}}\n` },
      {},
      /^correct the cells that are joined: Art \+ Sector$/,
    ],
    [
      'an option',
      { mapping: `${HEAD}columns: {Art: null}\n` },
      { constants: { expense_type: 'kapex' } },
      /^change --set expense_type$/,
    ],
  ])('is listed with what to do instead, made by %s', async (_, { mapping }, more, advice) => {
    const { list } = await openFile(SMALL, mapping);
    const { lines, fixes } = await list(more);
    expect(lines.length).toBeGreaterThan(0);
    expect(fixes.map(({ use }) => use)).toEqual(lines.map(() => ''));
    for (const line of lines) expect(line.split(',').at(-3)).toMatch(advice);
  });

  it('is refused with what to do instead, when it is answered all the same', async () => {
    const { copy } = await openFile(
      SMALL,
      `${HEAD}columns: {Sector: sector}\njoins: {expense_type: {columns: [Art, Sector]}}\n`,
    );
    await expect(copy('Art + Sector,A1 Paper,opex')).rejects.toMatchObject({
      message: expect.stringMatching(/fixes\.csv, line 2: no cell of the file holds this text/),
      hint: 'correct the cells that are joined: Art + Sector',
    });
  });
});

describe('a cell of a matrix', () => {
  it('is answered in a copy and in a mapping file', async () => {
    const source = 'Product name,Start date,End date,Sweden,Norway\nBoxes,2024-01-01,2024-12-31,5,about 7\n';
    const { copy, map, check } = await openFile(source);
    const matrix = { dataset: 'country-sales', unpivot: true };
    expect((await check(matrix)).codes).toEqual(['NOT_A_NUMBER']);
    expect((await copy('Norway,about 7,7', matrix)).codes).toEqual([]);
    expect((await map('Norway,about 7,7', matrix)).codes).toEqual([]);
  });
});

const FACTORS = `Product name,Sector,Country,Quantity,Unit,Purchase date,Expense type,Purchase type,Emission factor id
Boxes,Paper,ES,12,EUR,2024-05-02,opex,supplier_specific,
Tape,Paper,FR,13,EUR,2024-05-03,opex,spend_based,
`;
const FACTOR = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

describe('empty cells', () => {
  it('are filled where a value is needed, and nowhere else', async () => {
    const { copy, map } = await openFile(FACTORS);
    const { fixed, codes } = await copy(`Emission factor id,,${FACTOR}`);
    expect(fixed.cells).toBe(1);
    expect(codes).toEqual([]);
    await expect(map(`Emission factor id,,${FACTOR}`)).rejects.toThrow(
      /line 2: row 3 needs no value in Emission factor id, and a mapping file would fill it, too/,
    );
  });

  it('are filled alike in a copy and by a mapping file where all of them need a value', async () => {
    const { copy, map } = await openFile(FACTORS.replace(',spend_based,', ',supplier_specific,'));
    const line = `Emission factor id,,${FACTOR}`;
    const [copied, mapped] = [await copy(line), await map(line)];
    expect([copied.codes, mapped.codes]).toEqual([[], []]);
    expect(copied.fixed.cells).toBe(2);
  });

  it('are filled only where a row needs it, in a column that the file lacks', async () => {
    const { copy, map } = await openFile(FACTORS.replaceAll(/,[^,\n]*$/gm, ''));
    const { text, fixed, codes } = await copy(`custom_emission_factor_id,,${FACTOR}`);
    expect(codes).toEqual([]);
    expect(fixed.cells).toBe(1);
    expect(text).toContain(`supplier_specific,${FACTOR}\n`);
    expect(text).toContain('spend_based\n');
    await expect(map(`custom_emission_factor_id,,${FACTOR}`)).rejects.toThrow(/row 3 needs no value/);
  });

  it('are filled where another answer makes the value needed', async () => {
    const { copy } = await openFile(FACTORS.replace('spend_based', 'supplyer'));
    const { codes, fixed } = await copy(`Purchase type,supplyer,supplier_specific\nEmission factor id,,${FACTOR}`);
    expect(codes).toEqual([]);
    expect(fixed.cells).toBe(3);
  });

  it('of a total row stay empty: it is no row of its own', async () => {
    const source = 'Product name,Quantity\nBoxes,12\nTape,13\nTotal,25\n';
    const lines = ['country,,ES', 'sector,,Paper', 'unit_id,,EUR', 'purchase_date,,2024-05-02', 'expense_type,,opex'];
    const { copy, map } = await openFile(source);
    const [copied, mapped] = [await copy(lines.join('\n')), await map(lines.join('\n'))];
    expect(copied.text).toContain('\nTotal,25\n');
    expect(copied.counts).toMatchObject({ rows: 3, unsent: 2, skipped: 1 });
    expect(mapped.counts).toEqual(copied.counts);
  });
});

describe('spellings that differ only in case', () => {
  const source = SMALL.replace('Art', 'Expense type').replace('A1', 'Foo').replace('A2', 'foo');

  it('each get their own answer in a copy', async () => {
    const { copy } = await openFile(source);
    const { text, codes } = await copy('Expense type,Foo,capex\nExpense type,foo,opex');
    expect(codes).toEqual([]);
    expect(text).toMatch(/2024-05-02,capex\n.*2024-05-03,opex\n/);
  });

  it('contradict each other in a mapping file, which names both lines', async () => {
    const { map } = await openFile(source);
    await expect(map('Expense type,Foo,capex\nExpense type,foo,opex')).rejects.toMatchObject({
      message: expect.stringMatching(
        /line 3: a mapping file compares without case, and line 2 has another answer to "Foo"/,
      ),
      hint: expect.stringContaining('--out FILE'),
    });
  });

  it('share one entry of a mapping file where they have the same answer', async () => {
    const { map } = await openFile(source);
    const { mapping, codes, fixed } = await map('Expense type,Foo,capex\nExpense type,foo,capex');
    expect(codes).toEqual([]);
    expect(Object.keys(mapping.values?.['Expense type'] ?? {})).toHaveLength(1);
    expect(fixed.entries).toBe(1);
  });
});
