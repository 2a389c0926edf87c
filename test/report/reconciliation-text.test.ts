import { expect, it } from 'vitest';
import { openBooks } from '../../src/report/reconciliation.js';
import { reconciliationText } from '../../src/report/reconciliation-text.js';

const plain = (_: string, text: string) => text;

it('fits 80 columns, and counts the accounts that it does not show', () => {
  const books = openBooks();
  for (let account = 0; account < 30; account += 1) {
    const name = `${4000 + account} Aufwendungen für Roh-, Hilfs- und Betriebsstoffe`;
    const row = { account: name, unit: 'EUR', own: 1234567.5, booked: 1234567.5 };
    books.add({ ...row, bucket: account % 2 === 0 ? 'sent' : 'open' });
    books.add({ ...row, bucket: 'excluded', rule: 'Wages' });
  }
  const lines = reconciliationText(books.reconciled(), false, plain, 20);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines[0]).toMatch(/^Reconciliation +file +sent +excluded +open$/);
  expect(lines).toContain('and 10 more accounts in summary.json');
  expect(lines.find((line) => line.startsWith('all'))).toMatch(
    /74,074,050\.00 +18,518,512\.50 +37,037,025\.00 +18,518,512\.50$/,
  );
  expect(lines).toContain('  excluded by "Wages": 37,037,025.00 EUR');
});

it('names where all accounts are, where none is to be shown', () => {
  const books = openBooks();
  for (const account of ['4930', '4964']) books.add({ account, unit: 'EUR', own: 10, booked: 10, bucket: 'sent' });
  const lines = reconciliationText(books.reconciled(), true, plain, 0);
  expect(lines.slice(1)).toEqual([
    'by account (2): sheet Reconciliation of the result workbook, or --verbose',
    expect.stringMatching(/^all +EUR +20\.00 +20\.00$/),
  ]);
});

it('names a difference as an error of its own', () => {
  const books = openBooks();
  books.add({ account: '1', unit: 'EUR', own: 10.1, booked: 10, bucket: 'sent' });
  expect(books.reconciled()).toMatchObject([{ file: '10.1', sent: '10', difference: '0.1' }]);
  expect(reconciliationText(books.reconciled(), false, plain, 20).join('\n')).toContain('differ from the file by 0.1');
});

it('reconciles the file as a whole where a column has too many values to be one of accounts', () => {
  const books = openBooks();
  for (let row = 0; row < 3000; row += 1)
    books.add({ account: `A${row}`, unit: 'EUR', own: 0.1, booked: 0.1, bucket: row % 3 === 0 ? 'open' : 'sent' });
  expect(books.reconciled()).toMatchObject([{ account: '', file: '300', sent: '200', open: '100' }]);
});
