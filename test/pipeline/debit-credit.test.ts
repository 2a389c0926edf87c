// Ledgers whose amounts stand in two columns, debits and credits, from the file to what the sandbox holds.

import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MappingParts, parseSavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { writeMapping } from '../../src/mapping/saved/write-mapping.js';
import { mappingOf, proposeFile } from '../../src/pipeline/map.js';
import { openImporting } from './importing.js';

const HEADER = 'Konto;Beleg;Product name;Sector;Country;Soll;Haben;Currency;Date;Expense type';

/** Postings, each as `account;document;debit;credit`. */
function ledger(...postings: readonly string[]): string {
  const lines = postings.map((posting) => {
    const [account, document, debit, credit] = posting.split(';');
    return `${account};${document};Bleche;Manufacturing;DE;${debit};${credit};EUR;2024-02-03;opex`;
  });
  return [HEADER, ...lines].join('\n');
}

const read = (parts: Partial<MappingParts>) => ({
  mapping: parseSavedMapping(writeMapping({ columns: {}, ...parts }, 'x'), 'mapping.yaml'),
});
const differences = { quantity: { debit: 'Soll', credit: 'Haben' } };
const statuses = (results: readonly { status: string; code: string }[]) =>
  results.map(({ status, code }) => [status, code].filter(Boolean).join(' '));

describe('two columns of amounts', () => {
  const file = ledger('3400;R-1;1.000,50;', '3400;G-2;;200,00');

  it('are offered as one amount, and nothing is sent before that is confirmed', async () => {
    const importing = await openImporting();
    const { stop, summary } = await importing.import('a.csv', file);
    expect(stop?.code).toBe('UNCONFIRMED_COLUMNS');
    expect(stop?.message).toContain('Soll → quantity');
    expect(summary.reconciliation).toMatchObject([{ file: '800.5' }]);
    expect(importing.sandbox.purchases()).toEqual([]);
  });

  it('are saved by map as debit and credit, and read so the next time', async () => {
    const importing = await openImporting();
    const { summary } = await importing.import('a.csv', file);
    const found = await proposeFile({ file: join(dirname(dirname(summary.folder)), 'a.csv') });
    expect(found.proposal.missing).toEqual([]);
    const saved = mappingOf(found, { columns: new Map([['Soll', 'quantity']]), constants: {} });
    expect(saved.differences).toEqual(differences);
    const { file: _, ...parts } = saved;
    const { results } = await importing.import('a.csv', file, read({ ...parts, credits: 'net' }));
    expect(statuses(results)).toEqual(['created NETTED_BY', 'skipped NETTED']);
  });

  it('may be told to be something else', async () => {
    const importing = await openImporting();
    const { summary } = await importing.import('a.csv', file);
    const found = await proposeFile({ file: join(dirname(dirname(summary.folder)), 'a.csv') });
    const answers = new Map([
      ['Soll', 'quantity'],
      ['Haben', null],
    ]);
    const saved = mappingOf(found, { columns: answers, constants: {} });
    expect([saved.differences, saved.columns.Soll, saved.columns.Haben]).toEqual([undefined, 'quantity', null]);
  });

  it('are not offered where another column is the amount', async () => {
    const importing = await openImporting();
    const withAmount = 'Amount;'.concat(file.replaceAll('\n', '\n7,00;'));
    const { results } = await importing.import('a.csv', withAmount);
    expect(results.map(({ status }) => status)).toEqual(['created', 'created']);
    expect(importing.sandbox.purchases()).toMatchObject([{ quantity: 7 }, { quantity: 7 }]);
  });
});

describe('a posting', () => {
  it.each([
    ['1.000,50', '', '1000.5'],
    ['1.000,50', '0,00', '1000.5'],
    ['1.000,50', '-', '1000.5'],
    ['0,00', '1.000,50', '-1000.5'],
    ['', '1.000,50', '-1000.5'],
    ['0,00 EUR', '20,50 EUR', '-20.5'],
    ['', '+7,25', '-7.25'],
    ['', '-7,25', '7.25'],
    ['', '7,25-', '7.25'],
    ['', '(7,25)', '7.25'],
    ['-7,25', '', '-7.25'],
    ['0,00', '0,00', '0'],
  ])('with debit "%s" and credit "%s" is %s', async (debit, credit, amount) => {
    const importing = await openImporting();
    const file = ledger(`3400;R-1;${debit};${credit}`, '3500;R-2;2.000,75;');
    const { summary } = await importing.import('a.csv', file, read({ differences }));
    expect(summary.reconciliation?.map((one) => [one.account, one.file, one.difference])).toEqual([
      ['3400', amount, undefined],
      ['3500', '2000.75', undefined],
    ]);
  });

  it('with both is an error of its row', async () => {
    const importing = await openImporting();
    const file = ledger('3400;R-1;100,00;', '3400;R-2;100,00;30,00', '3400;R-3;kein Wert;30,00');
    const { results, summary } = await importing.import('a.csv', file, read({ differences }));
    expect(statuses(results)).toEqual(['created', 'invalid DEBIT_AND_CREDIT', 'invalid DEBIT_AND_CREDIT']);
    expect(importing.sandbox.purchases()).toMatchObject([{ quantity: 100 }]);
    expect(summary.reconciliation).toMatchObject([{ file: '100', sent: '100', unread: 2 }]);
  });
});

it('nets a credit in its own column with its purchase', async () => {
  const importing = await openImporting();
  const header = HEADER.replace('Beleg', 'Invoice no.;Supplier');
  const rows = ['3400;R-1001;Stahl AG;Bleche;Manufacturing;DE;900,00;;EUR;2024-02-01;opex'];
  rows.push('3400;G-5;Stahl AG;Gutschrift R-1001;Manufacturing;DE;;150,50;EUR;2024-02-09;opex');
  const { results, summary } = await importing.import(
    'a.csv',
    [header, ...rows].join('\n'),
    read({ differences, credits: 'net' }),
  );
  expect(statuses(results)).toEqual(['created NETTED_BY', 'skipped NETTED']);
  expect(summary.reconciliation).toMatchObject([{ file: '749.5', sent: '749.5', open: '0', netted: '-150.5' }]);
});
