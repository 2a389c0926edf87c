// What a rehearsal's copy is made of: each entry of the answers once, in a form that the sandbox takes.

import { expect, it } from 'vitest';
import { open as openSales } from '../../../src/providers/dcycle/datasets/country-sales.js';
import { open as openPurchases } from '../../../src/providers/dcycle/datasets/purchases.js';
import { listCopier } from '../../../src/providers/lists/list-copier.js';
import { connect, stream } from '../connecting.js';

const { session } = connect('dcycle', 'http://localhost');

it('keeps every entry of a list once, as it came last, and nothing else', async () => {
  const copier = listCopier('listThings', 'resoldProducts');
  copier.see('listThings', {}, [{ id: 'a', name: 'one' }, { id: 'b' }]);
  copier.see('listThings', {}, { items: [{ id: 'a', name: 'two' }], total: 3 });
  copier.see('listThings', {}, '<html>');
  copier.see('listGroups', {}, [{ id: 'group' }]);
  expect(copier.size).toBe(2);
  expect(await copier.copy(stream())).toEqual({ resoldProducts: [{ id: 'a', name: 'two' }, { id: 'b' }], lacks: [] });
});

it('takes amounts of purchases that are written as text', async () => {
  const copier = openPurchases(session).copier?.();
  copier?.see('listPurchases', {}, { items: [{ id: 'a', quantity: '10.50', recycled: null, status: 'active' }] });
  expect(await copier?.copy(stream())).toMatchObject({ purchases: [{ id: 'a', quantity: 10.5, status: 'active' }] });
});

it('puts the sales of a look-up together, and products that are only named', async () => {
  const copier = openSales(session).copier?.();
  const of = { params: { product_id: 'P1', period_id: 'q' } };
  copier?.see('listExistingCountrySales', {}, [{ product_id: 'P1', product_name: 'Toaster', country: 'SE' }]);
  copier?.see('listPeriodCountrySales', of, [{ country: 'SE', quantity: 3 }]);
  copier?.see('listPeriods', of, { items: [{ id: 'q', start_date: '2024-01-01T00:00:00Z', end_date: '2024-03-31' }] });
  const copy = await copier?.copy(stream({ product_id: 'p1' }, { product_id: 'P2', product_name: 'Kettle' }, {}));
  const period = { id: 'q', start_date: '2024-01-01', end_date: '2024-03-31' };
  expect(copy?.soldProducts).toEqual([
    {
      product_id: 'P1',
      product_name: 'Toaster',
      periods: [{ ...period, country_sales: [{ country: 'SE', quantity: 3 }] }],
    },
    { product_id: 'P2', product_name: 'Kettle', periods: [] },
  ]);
  expect(copy?.lacks).toHaveLength(2);
});
