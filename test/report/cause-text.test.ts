// Causes in words: one entry for each, and many values of a column together.

import { expect, it } from 'vitest';
import purchases from '../../src/datasets/dcycle/purchases.js';
import type { Answer } from '../../src/problems/catalogue/problem-type.js';
import type { Cause } from '../../src/problems/causes.js';
import { problemAt } from '../../src/problems/place.js';
import { type Finding, finding } from '../../src/problems/problem.js';
import { causeSections } from '../../src/report/cause-text.js';

const MOST = { error: 20, warning: 10, note: 10 };
const choice = finding('NOT_A_CHOICE', { choices: ['capex', 'opex'], nearest: 'opex' });

function cause(column: string, field: string, value: string, found: Finding, rows = 1, answer?: Answer): Cause {
  return { problem: problemAt({ sheet: '', row: 5, column, field, value }, found), rows, answer };
}

function entries(causes: readonly Cause[], most = MOST) {
  return causeSections({ file: 'p.csv', dataset: purchases, causes }, most).flatMap((section) => section.entries);
}

it('says a cause of several rows in one line of 80 columns', () => {
  const answer = { text: 'opex', confidence: 0.7 };
  expect(entries([cause('Kostenart', 'expense_type', 'Aufwand', choice, 343, answer)])).toEqual([
    ['Kostenart "Aufwand": 343 rows, first at row 5; expected capex or opex; use opex? (likely)'],
  ]);
});

it('says a cause of one row by its place', () => {
  const problem = { ...cause('Kostenart', 'expense_type', 'Rent', choice).problem, key: 'Beleg 4711' };
  expect(entries([{ problem, rows: 1 }])).toEqual([
    ['p.csv, row 5 (Beleg 4711), column Kostenart', '"Rent": expected capex or opex; opex'],
  ]);
});

it('names the option that answers for every row', () => {
  const empty = finding('REQUIRED_EMPTY', {});
  const [[text = ''] = []] = entries([cause('Einheit', 'unit_id', '', empty, 30)]);
  expect(text).toMatch(/^Einheit: 30 rows, first at row 5; .*--set unit_id=EUR$/);
  const [[other = ''] = []] = entries([cause('Menge', 'quantity', '', empty, 30)]);
  expect(other).not.toContain('--set');
});

it('says many notes of a column in one line', () => {
  const notes = ['2024-01', '2024-02', '2024-03'].map((month) =>
    cause('Monat', 'purchase_date', month, finding('READ_AS', { read: `${month}-01 to ${month}-28` }), 40),
  );
  expect(entries(notes)).toEqual([['Monat: 3 values read as periods, such as "2024-01" as 2024-01-01 to 2024-01-28']]);
});

it('shows the most frequent of many values in a table, and counts the others with their rows', () => {
  const values = Array.from({ length: 9 }, (_, index) => cause('Art', 'expense_type', `v${index}`, choice, 20 - index));
  expect(entries(values)).toEqual([
    [
      'Art: expected capex or opex; opex',
      '"v0"            20 rows, first at row 5',
      '"v1"            19 rows, first at row 5',
      '"v2"            18 rows, first at row 5',
      '6 other values  87 rows',
    ],
  ]);
});

it('puts what to write beside each value', () => {
  const values = [
    cause('Land', 'country', 'Grmany', finding('UNKNOWN_COUNTRY', { nearest: undefined }), 51, {
      text: 'DE',
      confidence: 0.9,
    }),
    cause('Land', 'country', 'XX', finding('UNKNOWN_COUNTRY', { nearest: undefined }), 1),
  ];
  expect(entries(values)).toEqual([
    [
      'Land: expected a country: an ISO 3166-1 code such as SE, or its name',
      '"Grmany"  51 rows, first at row 5  use DE? (very likely)',
      '"XX"      row 5',
    ],
  ]);
});

it('says that a missing column concerns every row, and which option answers it', () => {
  const missing = finding('MISSING_COLUMN', { title: 'Expense type', titles: ['Expense type', 'Ausgabenart'] });
  const of = (rows: number) => entries([{ ...cause('', 'expense_type', '', missing, rows), isThroughout: true }]);
  const said =
    'the required column "Expense type" is missing; if all rows have the same: --set expense_type=opex; else add the column';
  expect(of(412)).toEqual([[`all 412 rows: ${said}`]]);
  expect(of(1)).toEqual([[`the only row: ${said}`]]);
});

it('lists the columns that are not used in one entry, those with a suggestion apart', () => {
  const unused = (column: string, nearest?: string) => cause(column, '', '', finding('UNKNOWN_COLUMN', { nearest }));
  expect(entries([unused('Werk'), unused('Quantiy', 'Quantity'), unused('Lager')])).toEqual([
    ['p.csv, row 5, column Quantiy', 'this column is not used: no field has this title; did you mean "Quantity"?'],
    ['columns that are not used, since no field has their titles: Werk, Lager'],
  ]);
});

it('counts what it does not show', () => {
  const causes = ['A', 'B', 'C'].map((column) => cause(column, 'expense_type', 'x', choice, 2));
  expect(entries(causes, { ...MOST, error: 1 }).at(-1)).toEqual([
    'and 2 more; problems.csv lists every cell, as --verbose does',
  ]);
});

it('shows no line feed and no character that a terminal obeys', () => {
  const [[text = ''] = []] = entries([cause('A\nB', 'expense_type', 'x\u001b[31m\ny', choice, 2)]);
  expect(text).toMatch(/^A B "x\\u001b\[31m y": 2 rows/);
});

it('says file and sheet of several single cells once', () => {
  const number = finding('NOT_A_NUMBER', { suggestion: undefined });
  const at = (row: number, value: string) => {
    const { problem } = cause('Betrag', 'quantity', value, number);
    return { problem: { ...problem, sheet: 'Q1', row }, rows: 1 };
  };
  const empty = cause('Land', 'country', '', finding('REQUIRED_EMPTY', {}), 7);
  const other = { ...cause('Datum', 'purchase_date', '31.02.', finding('IMPOSSIBLE_DATE', {})), rows: 1 };
  const day = { ...other, problem: { ...other.problem, sheet: 'Q1', row: 9, key: 'Beleg 7' } };
  const [list, ...others] = entries([at(7, 'siehe Anlage'), empty, day]);
  expect(list).toEqual([
    'p.csv, sheet Q1:',
    'row 7, column Betrag "siehe Anlage": expected a number',
    'row 9 (Beleg 7), column Datum "31.02.": there is no such day in the calendar',
  ]);
  expect(others).toHaveLength(1);
});

it('says once that columns are not used, and each reason once', () => {
  const columns = ['Brutto', 'Steuer', 'Menge'].map((column) => {
    const why = column === 'Menge' ? 'it is a number of pieces' : 'the amount is read from "Netto"';
    return cause(column, 'quantity', '', finding('COLUMN_RULED_OUT', { why }));
  });
  expect(entries(columns)).toEqual([
    [
      'columns that are not used: Brutto, Steuer (the amount is read from "Netto"), Menge (it is a number of pieces); carbonsheet map FILE corrects it',
    ],
  ]);
});

it('puts what is held back before other warnings, and columns that are not used last', () => {
  const amount = {
    amount: '7,000,100.00 EUR',
    times: '700 times',
    usual: '10,000',
    group: '',
    rows: 43,
    of: 'file',
  } as const;
  const proposed = { said: '', because: '', rules: [], isQuestion: true, sums: ['900 EUR'] };
  const causes = [
    cause('Werk', '', '', finding('UNKNOWN_COLUMN', { nearest: undefined }), 400),
    cause('Konto', '', 'Miete', finding('PROPOSED_EXCLUSION', { ...proposed, rows: 37, category: 'rent' }), 37),
    cause('Konto', '', 'Lohn', finding('PROPOSED_EXCLUSION', { ...proposed, rows: 48, category: 'wages' }), 48),
    cause('Betrag', 'quantity', '7000100', finding('SUSPECT_AMOUNT', amount), 2),
  ];
  const said = entries(causes).map(([first = '']) => first);
  expect(said.map((line) => line.slice(0, 30))).toEqual([
    'Betrag "7000100": 2 rows, firs',
    'rows that look like something ',
    'columns that are not used, sin',
  ]);
  expect(said[1]).toContain('rent (37 rows), wages (48 rows)');
});

it('keeps to a number of lines, counts what is beyond, and names where it is', () => {
  const causes = Array.from({ length: 12 }, (_, index) =>
    cause(`C${index}`, 'expense_type', 'x'.repeat(90), choice, 2),
  );
  for (const [most, shown] of [
    [1, 1],
    [7, 3],
    [100, 12],
  ] as const) {
    const said = entries(causes, { ...MOST, error: most });
    const rest = shown < 12 ? [[`and ${12 - shown} more; problems.csv lists every cell, as --verbose does`]] : [];
    expect(said).toHaveLength(shown + rest.length);
    expect(said.slice(shown)).toEqual(rest);
  }
});

it('only counts notes where none is to be shown', () => {
  const notes = ['A', 'B'].map((column) => cause(column, 'quantity', '1', finding('READ_AS', { read: '1' })));
  const sections = causeSections({ file: 'p.csv', dataset: purchases, causes: notes }, { ...MOST, note: 0 });
  expect(sections).toEqual([{ severity: 'note', heading: '2 notes: problems.csv, or --verbose', entries: [] }]);
});
