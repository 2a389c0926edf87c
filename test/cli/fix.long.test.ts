// From a foreign file to rows that are fit to send: check, fix, check.

import { expect, it } from 'vitest';
import { openWorkDir, parseCsv, summaryOf } from './workdir.js';

const ledger = `Bezeichnung;Branche;Land;Betrag;Einheit;Rechnungsdatum;Kostenart
Kartons;Papier;Deutschland;120,50;EUR;02.05.2024;opexx
Leim;Papier;Grmany;80,25;EUR;13.05.2024;opexx
Druck;Papier;Deutschland;7,10;EUR;14.05.2024;opex
`;

it('corrects a file with three commands', async () => {
  const dir = await openWorkDir();
  await dir.write('ledger.csv', ledger);
  const checked = await dir.run(['check', 'ledger.csv', '--json']);
  expect(checked.code).toBe(3);
  expect(summaryOf(checked).causes).toEqual([
    {
      column: 'Kostenart',
      field: 'expense_type',
      code: 'NOT_A_CHOICE',
      value: 'opexx',
      rows: 2,
      first: 2,
      suggestion: 'opex',
      confidence: 0.8,
    },
    expect.objectContaining({ code: 'UNKNOWN_COUNTRY', value: 'Grmany', rows: 1, first: 3, suggestion: 'DE' }),
  ]);
  expect(checked.stderr).toContain('Next: carbonsheet check ledger.csv --fixes fixes.csv --json\n');
  const listed = await dir.run(['check', 'ledger.csv', '--fixes', 'fixes.csv']);
  expect(listed.stderr).toContain('Kostenart "opexx": 2 rows, first at row 2; expected capex or opex; use opex?');
  expect(listed.stderr).toContain('Next: carbonsheet fix ledger.csv fixes.csv --out ledger.fixed.csv\n');
  expect(parseCsv(await dir.read('fixes.csv'))[0]).toEqual([
    'column',
    'value',
    'rows',
    'first',
    'suggestion',
    'confidence',
    'use',
  ]);
  const fixed = await dir.run(['fix', 'ledger.csv', 'fixes.csv', '--out', 'ledger.fixed.csv']);
  expect(fixed).toMatchObject({ code: 0, stdout: expect.stringContaining('ledger.fixed.csv: 3 cells changed') });
  expect(await dir.read('ledger.fixed.csv')).toBe(ledger.replaceAll('opexx', 'opex').replace('Grmany', 'DE'));
  expect(await dir.run(['check', 'ledger.fixed.csv'])).toMatchObject({ code: 0 });
  expect(await dir.run(['fix', 'ledger.csv', 'fixes.csv', '--out', 'ledger.fixed.csv'])).toMatchObject({ code: 2 });
});

it('corrects a workbook with the commands that are proposed', async () => {
  const dir = await openWorkDir();
  const rows = ledger
    .trimEnd()
    .split('\n')
    .map((line) => line.split(';'));
  await dir.writeBook('ledger.xlsx', { Q1: rows });
  const listed = await dir.run(['check', 'ledger.xlsx', '--fixes', 'fixes.csv']);
  expect(listed.stderr).toContain('Next: carbonsheet fix ledger.xlsx fixes.csv --out ledger.fixed.xlsx\n');
  const fixed = await dir.run(['fix', 'ledger.xlsx', 'fixes.csv', '--out', 'ledger.fixed.xlsx']);
  expect(fixed).toMatchObject({
    code: 0,
    stdout: 'ledger.fixed.xlsx: 3 cells changed (sheet Changes lists them)\n',
    stderr: expect.stringContaining('Next: carbonsheet check ledger.fixed.xlsx'),
  });
  const again = await dir.run(['fix', 'ledger.xlsx', 'fixes.csv', '--out', 'ledger.fixed.xlsx', '--force']);
  expect(again.stderr).toBe('Next: carbonsheet check ledger.fixed.xlsx --fixes fixes.csv\n');
  expect(await dir.run(['check', 'ledger.fixed.xlsx', '--fixes', 'fixes.csv'])).toMatchObject({ code: 0 });
  expect(await dir.run(['fix', 'ledger.xlsx', 'fixes.csv', '--out', 'ledger.xlsx', '--force'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is the file itself'),
  });
});

it('puts the answers for a workbook into a mapping file', async () => {
  const dir = await openWorkDir();
  const rows = ledger
    .trimEnd()
    .split('\n')
    .map((line) => line.split(';'));
  await dir.writeBook('ledger.xlsx', { Q1: rows });
  await dir.run(['check', 'ledger.xlsx', '--fixes', 'fixes.csv']);
  const refused = await dir.run(['fix', 'ledger.xlsx', 'fixes.csv', '--out', 'fixed.csv']);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('end the name of --out in .xlsx') });
  const fixed = await dir.run(['fix', 'ledger.xlsx', 'fixes.csv', '--mapping', 'mapping.yaml']);
  expect(fixed).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('Next: carbonsheet check ledger.xlsx --mapping mapping.yaml'),
  });
  expect(await dir.run(['check', 'ledger.xlsx', '--mapping', 'mapping.yaml'])).toMatchObject({ code: 0 });
});

it('asks where the answers go', async () => {
  const dir = await openWorkDir();
  await dir.write('ledger.csv', ledger);
  const ran = await dir.run(['fix', 'ledger.csv', 'fixes.csv']);
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(/--out FILE .*--mapping FILE/) });
});
