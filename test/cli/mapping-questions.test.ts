// What a person is asked about a file, and what becomes of the answers.

import { expect, it } from 'vitest';
import { askAll, askRules, type Questions } from '../../src/cli/mapping-questions.js';
import { importDatasetNamed } from '../../src/datasets/index.js';
import { proposeMapping } from '../../src/mapping/propose/propose-mapping.js';
import { mappingOf, type ProposedFile } from '../../src/pipeline/map.js';

const titles = ['Date', 'Description', 'Amount (EUR)', 'Vendor Country', 'Class', 'Notes'];
const rows = [
  ['2024-03-01', 'Paper', '10.50', 'DE', 'capex', 'a'],
  ['2024-03-02', 'Glue', '20.25', 'SE', 'opex', 'b'],
  ['2024-03-03', 'Ink', '30.00', 'NO', 'opex', 'c'],
];

async function proposedFile(): Promise<ProposedFile> {
  const dataset = await importDatasetNamed('purchases');
  const header = { sheet: '', row: 1, cells: titles };
  const sample = rows.map((cells, index) => ({ sheet: '', row: index + 2, cells }));
  return {
    dataset,
    sheet: '',
    headerRow: 1,
    titles,
    proposal: proposeMapping(header, sample, dataset),
    saved: undefined,
    changes: [],
    header,
    sample,
  };
}

/** Answers questions by a part of their text; one that is not expected has no answer. */
function person(answers: Readonly<Record<string, string>>): Questions & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = async (question: string): Promise<string | undefined> => {
    asked.push(question);
    return Object.entries(answers).find(([part]) => question.includes(part))?.[1];
  };
  return { asked, canAsk: true, choose: answer, askText: answer };
}

const rule = { name: 'wages', when: { Account: ['6000 Wages'] }, action: 'exclude' as const, reason: 'wages' };
const someRows = {
  name: 'wages',
  called: 'wages',
  action: 'exclude' as const,
  because: 'they are no purchases',
  rows: 2,
  firstRow: 2,
  column: 'Account',
  text: '6000 Wages',
  said: 'Account "6000 Wages"',
  sums: { EUR: '66000.00' },
  rules: [rule],
};

const NOTHING = { columns: new Map(), constants: {} };

it('asks once for each likely column and each missing field, and nothing else', async () => {
  const found = await proposedFile();
  const reader = person({
    'Column "Description"': 'product_name',
    'No column is Sector': '=',
    'Sector (sector) of every row': 'Printing',
    'No column is Expense type': 'Class',
  });
  const answers = await askAll(found, NOTHING, false, reader);
  expect(reader.asked.length).toBe(4);
  expect(mappingOf(found, answers)).toMatchObject({
    dataset: 'purchases',
    titles,
    columns: {
      Date: 'purchase_date',
      Description: 'product_name',
      'Amount (EUR)': 'quantity',
      'Vendor Country': 'country',
      Class: 'expense_type',
    },
    constants: { sector: 'Printing' },
  });
});

it('leaves out a likely column that is refused, and asks for its field', async () => {
  const found = await proposedFile();
  const reader = person({ 'Column "Description"': 'none', 'No column is Product name': 'Notes', 'No column is': '' });
  const { columns } = mappingOf(found, await askAll(found, NOTHING, false, reader));
  expect(columns).toMatchObject({ Description: null, Notes: 'product_name' });
});

it('asks nothing that was answered ahead', async () => {
  const found = await proposedFile();
  const given = {
    columns: new Map([['Description', 'product_name']]),
    constants: { sector: 'Printing', expense_type: 'opex' },
  };
  const reader = person({});
  await askAll(found, given, false, reader);
  expect(reader.asked).toEqual([]);
});

it('makes rules of the answers about rows of a ledger', async () => {
  expect(await askRules([someRows], person({ 'look like wages': 'exclude' }))).toEqual([rule]);
  const { reason: _, ...sent } = rule;
  expect(await askRules([someRows], person({ 'look like wages': 'send' }))).toEqual([{ ...sent, action: 'send' }]);
  expect(await askRules([someRows], person({}))).toEqual([]);
});

it('hands over every answer, so that an interruption loses none', async () => {
  const found = await proposedFile();
  const kept: unknown[] = [];
  const reader = person({
    'Column "Description"': 'product_name',
    'No column is Sector': '=',
    'of every row': 'Printing',
  });
  const interrupting: Questions = {
    ...reader,
    choose: async (question, choices) => {
      if (question.includes('Expense type')) throw new Error('Ctrl-C');
      return reader.choose(question, choices);
    },
  };
  const asking = askAll(found, NOTHING, false, interrupting, ({ columns, constants }) => {
    kept.push([Object.fromEntries(columns), { ...constants }]);
  });
  await expect(asking).rejects.toThrow('Ctrl-C');
  expect(kept.at(-1)).toEqual([{ Description: 'product_name' }, { sector: 'Printing' }]);
});

it('asks in lines of 80 characters, and counts one row as one', async () => {
  const found = await proposedFile();
  const reader = person({});
  await askAll(found, NOTHING, false, reader);
  expect(reader.asked.filter((question) => question.length > 77)).toEqual([]);
  const one = { ...someRows, rows: 1, said: 'Account "6000"', sums: { EUR: '12.00' } };
  await askRules([one], reader);
  expect(reader.asked.at(-1)).toBe('1 row, 12.00 EUR: looks like wages (Account "6000"). Send it?');
});
