// A foreign file is mapped, its answers are saved, and next month's file is read by them.

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openWorkDir, openWorkplace, summaryOf } from './workdir.js';

const ledger = `Belegdatum;Lieferant;Kurztext;Kostenart;Nettobestellwert;Währung;Land
02.05.2024;Nordic Paper;Kartons;Verpackung;1.120,50;EUR;Deutschland
13.05.2024;Nordic Paper;Leim;Verpackung;80,25;EUR;Deutschland
14.05.2024;Müller;Fahrt nach Bonn;Fracht;7,10;EUR;Deutschland
15.05.2024;Acme;Büroreinigung;Reinigung;210,00;EUR;Deutschland
`;

const proposal = (text: string) => JSON.parse(text) as { columns: { title: string }[]; missing: string[] };

describe('map', () => {
  it('leads from a foreign file to rows that are fit to send, with two commands', async () => {
    const dir = await openWorkDir();
    await dir.write('ledger.csv', ledger);
    const mapped = await dir.run(['map', 'ledger.csv', '--accept', '--set', 'expense_type=opex']);
    expect(mapped).toMatchObject({ code: 0, stderr: expect.stringContaining('Next: carbonsheet check ledger.csv\n') });
    expect(parse(await dir.read('mapping.yaml'))).toMatchObject({
      version: 1,
      dataset: 'purchases',
      columns: {
        Belegdatum: 'purchase_date',
        Kurztext: 'product_name',
        Kostenart: 'sector',
        Nettobestellwert: 'quantity',
        Währung: 'unit_id',
        Land: 'country',
      },
      constants: { expense_type: 'opex' },
    });

    const checked = await dir.run(['check', 'ledger.csv', '--json']);
    expect(checked.code).toBe(0);
    expect(summaryOf(checked)).toMatchObject({
      counts: { rows: 4, unsent: 4 },
      totals: { checked: { EUR: '1417.85' } },
    });
  });

  it('reads the file of next month by the same mapping, and stops at one whose columns differ', async () => {
    const dir = await openWorkDir();
    await dir.write('may.csv', ledger);
    await dir.run(['map', 'may.csv', '--accept', '--set', 'expense_type=opex']);
    await dir.write('june.csv', ledger.replaceAll('05.2024', '06.2024'));
    expect(await dir.run(['check', 'june.csv', '--json'])).toMatchObject({ code: 0 });
    await dir.write('july.csv', ledger.replace('Nettobestellwert', 'Wert netto').replaceAll('05.2024', '07.2024'));
    const july = await dir.run(['check', 'july.csv', '--json']);
    expect(july.code).toBe(3);
    expect(july.stderr).toContain('Nettobestellwert');
  });

  it('saves nothing while something is uncertain and nobody can be asked', async () => {
    const dir = await openWorkDir();
    await dir.write('ledger.csv', ledger);
    const mapped = await dir.run(['map', 'ledger.csv']);
    expect(mapped.code).toBe(3);
    expect(mapped.stderr).toMatch(/Kostenart → sector is only likely/);
    expect(mapped.stderr).toMatch(/expense_type has no column/);
    expect(dir.has('mapping.yaml')).toBe(false);
  });

  it('prints its proposal for programs', async () => {
    const dir = await openWorkDir();
    await dir.write('ledger.csv', ledger);
    const mapped = await dir.run(['map', 'ledger.csv', '--json', '--column', 'Kurztext=product_name']);
    expect(mapped.code).toBe(3);
    const { columns, ...rest } = proposal(mapped.stdout);
    expect(rest).toEqual({
      version: 1,
      file: 'ledger.csv',
      dataset: 'purchases',
      sheet: '',
      headerRow: 1,
      constants: {},
      missing: ['expense_type'],
    });
    expect(columns.find(({ title }) => title === 'Kurztext')).toMatchObject({ field: 'product_name', score: 1 });
    expect(columns.find(({ title }) => title === 'Lieferant')).toMatchObject({ field: null, score: 0 });
  });

  it.each([
    ['a title that there is not', ['--column', 'Betrag=quantity'], 'the file has no such title'],
    ['a field that there is not', ['--column', 'Land=lands'], 'has no field "lands"'],
    ['a field that there is not, for all rows', ['--set', 'expence_type=opex'], 'has no field "expence_type"'],
  ])('refuses %s', async (_, args, message) => {
    const dir = await openWorkDir();
    await dir.write('ledger.csv', ledger);
    expect(await dir.run(['map', 'ledger.csv', ...args])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });

  it('leaves the question open whether amounts include tax, until it is answered', async () => {
    const dir = await openWorkDir();
    const lines = ledger.trimEnd().split('\n');
    const taxed = lines.map((line, index) => `${line};${index === 0 ? 'MwSt' : '19,00'}`).join('\n');
    await dir.write('ledger.csv', taxed.replace('Nettobestellwert', 'Betrag'));
    const args = ['map', 'ledger.csv', '--accept', '--set', 'expense_type=opex'];
    await dir.run(args);
    const asked = await dir.run(['check', 'ledger.csv']);
    expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining('do these amounts include tax?') });
    await dir.run([...args, '--net-amounts', '--force']);
    expect(await dir.run(['check', 'ledger.csv'])).toMatchObject({ code: 0 });
  });

  it('gives a field to another column than its title says', async () => {
    const dir = await openWorkDir();
    await dir.write('ledger.csv', ledger.replace('Lieferant', 'Produkt'));
    await dir.run(['map', 'ledger.csv', '--accept', '--set', 'expense_type=opex', '--column', 'Kurztext=product_name']);
    expect(parse(await dir.read('mapping.yaml'))).toMatchObject({
      columns: { Produkt: null, Kurztext: 'product_name' },
    });
    expect(await dir.run(['check', 'ledger.csv'])).toMatchObject({ code: 0 });
  });

  it('does not replace a mapping file unasked', async () => {
    const dir = await openWorkDir();
    await dir.write('ledger.csv', ledger);
    const args = ['map', 'ledger.csv', '--accept', '--set', 'expense_type=opex'];
    await dir.run(args);
    expect(await dir.run(args)).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
    expect(await dir.run([...args, '--force'])).toMatchObject({ code: 0 });
  });
});

it('sends nothing of a column that is only likely', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('ledger.csv', ledger);
  const args = ['import', 'ledger.csv', '--set', 'expense_type=opex', '--yes', '--json'];
  const imported = await dir.run(args);
  expect(imported.code).toBe(3);
  expect(imported.stderr).toContain('carbonsheet map ledger.csv');
  expect(sandbox.stats().requests).toBe(0);
});
