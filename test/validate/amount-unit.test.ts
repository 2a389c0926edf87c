import { describe, expect, it } from 'vitest';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import { importDatasets } from '../../src/datasets/index.js';
import purchases from '../../src/datasets/purchases.js';
import resoldProducts from '../../src/datasets/resold-products.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { describe as inWords } from '../../src/problems/place.js';
import { rowChecker } from '../../src/validate/check-row.js';
import type { Cell } from '../../src/values/cell.js';
import { columnEvidence } from '../../src/values/evidence.js';
import { product, purchase } from './checking.js';

/** Checks a row given by titles; the columns are read as its own cells decide, commas being decimal signs. */
function check(dataset: ImportDataset, row: Readonly<Record<string, Cell>>) {
  const cells = Object.values(row);
  const mapping = mapHeader({ sheet: '', row: 1, cells: Object.keys(row) }, dataset);
  const readings = new Map(
    mapping.columns.flatMap(({ index, field }) => {
      const evidence = field === undefined ? undefined : columnEvidence(dataset.fields[field]!);
      evidence?.add(cells[index] ?? null, 2);
      return evidence ? [[index, evidence.decide({ decimal: ',' }).reading] as const] : [];
    }),
  );
  const { record, problems } = rowChecker(mapping, readings)({ sheet: '', row: 2, cells });
  return { record, said: problems.map((problem) => `${problem.severity} ${problem.field} ${inWords(problem)}`) };
}

const { quantity: _, unit_id: __, ...bought } = purchase;
const UNIT_ID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

describe('the unit of an amount', () => {
  it.each<[Readonly<Record<string, Cell>>, number, string, readonly string[]]>([
    [{ Amount: '12,5 t', Unit: '' }, 12.5, 't', ['note quantity "12,5 t": read as 12.5 t']],
    [{ Amount: '12,5 t', Unit: 't' }, 12.5, 't', []],
    [{ Amount: '1.200 kg', Unit: 'Kilogramm' }, 1200, 'Kilogramm', []],
    [{ Amount: '1.200 Tonnen' }, 1200, 't', ['note quantity "1.200 Tonnen": read as 1200 t']],
    [{ Amount: '€ 1.200', Unit: 'EUR' }, 1200, 'EUR', []],
    [{ Amount: '€ 1.200' }, 1200, 'EUR', ['note quantity "€ 1.200": read as 1200 EUR']],
    [{ Amount: '$ 5', Unit: 'CAD' }, 5, 'CAD', []],
    [{ 'Amount (USD)': '$ 5' }, 5, 'USD', ['note quantity "$ 5": read as 5 USD']],
    [{ 'Amount (t)': 3 }, 3, 't', []],
    [{ 'Amount (t)': 3, Unit: null }, 3, 't', []],
    [{ 'Amount (t)': 3, Unit: 'Tonnen' }, 3, 'Tonnen', []],
    [{ 'Amount (t)': '3 t', Unit: 't' }, 3, 't', []],
    // An id of a unit may be any unit's.
    [{ Amount: '3 t', Unit: UNIT_ID }, 3, UNIT_ID, []],
  ])('%j', (cells, quantity, unit, said) => {
    const checked = check(purchases, { ...bought, ...cells });
    expect(checked.record).toMatchObject({ quantity, unit_id: unit });
    expect(checked.said).toEqual(said);
  });

  it.each<[Readonly<Record<string, Cell>>, string]>([
    [{ Amount: '12,5 t', Unit: 'EUR' }, '"12,5 t": the cell says t, "Unit" says EUR → say one unit, or the same one'],
    [{ Amount: '€ 1.200', Unit: 'USD' }, '"€ 1.200": the cell says €, "Unit" says USD → say one unit, or the same one'],
    [
      { 'Amount (t)': 3, Unit: 'kg' },
      '"3": the title of the column says t, "Unit" says kg → say one unit, or the same one',
    ],
    [
      { 'Amount (t)': '3 kg' },
      '"3 kg": the cell says kg, the title of the column says t → say one unit, or the same one',
    ],
    [
      { Amount: '3 kg', Unit: 'pallets' },
      '"3 kg": the cell says kg, "Unit" says pallets → say one unit, or the same one',
    ],
    [{ Amount: '$ 3' }, '"$ 3": "Unit" is required because the amount says no unit that is clear'],
  ])('%j contradicts itself, or is not clear', (cells, problem) => {
    const { record, said } = check(purchases, { ...bought, ...cells });
    expect(record).toBeUndefined();
    expect(said).toEqual([`error quantity ${problem}`]);
  });

  it('is taken for no empty amount', () => {
    const { said } = check(purchases, { ...bought, 'Amount (t)': null, Unit: null });
    expect(said).toEqual([
      'error quantity a value is required, the cell is empty',
      'error unit_id a value is required, the cell is empty',
    ]);
  });

  it('saves a product from lacking its unit', () => {
    const cells = { 'Packaging weight (g)': 32, 'Net quantity': '0,5 l', 'Net quantity unit': '' };
    const { record, said } = check(resoldProducts, { ...product, ...cells });
    expect(record).toMatchObject({
      packagingWeightValue: 32,
      packagingWeightUnit: 'g',
      productNetQuantityValue: 0.5,
      productNetQuantityUnit: 'l',
    });
    expect(said).toEqual(['note productNetQuantityValue "0,5 l": read as 0.5 l']);
  });

  it.each(importDatasets)('is a text field of $name', ({ fields, total }) => {
    for (const field of Object.values(fields)) {
      if (field.kind !== 'number' || field.unitField === undefined) continue;
      expect(['text', 'identifier']).toContain(fields[field.unitField]?.kind);
    }
    const amount = fields[total?.field ?? ''];
    expect(amount?.kind === 'number' ? amount.unitField : undefined).toBe(total?.unit);
  });
});
