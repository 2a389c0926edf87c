// What an export says of its file is in it: reasons and odd values are told where their columns were chosen.

import { expect, it } from 'vitest';
import { exportData } from '../../../src/pipeline/export/export.js';
import { openImporting } from '../importing.js';

const held = {
  purchases: [
    { id: '00000001-0000-4000-8000-000000000001', product_name: 'Steel', purchase_date: '2026-02-01', status: 'error' },
  ],
};

it.each([
  [['product_name'], 0, 0],
  [['product_name', 'reason'], 1, 0],
  [['product_name', 'status'], 0, 1],
  [undefined, 1, 1],
])('with the columns %j', async (columns, reasons, odd) => {
  const at = await openImporting({ holdings: held });
  const asked = { what: 'purchases', out: at.path('p.csv'), runsDir: at.path('runs'), columns };
  const exported = await exportData(asked, at.tools);
  expect([exported.blank, exported.reasons, exported.misfits.length]).toEqual([1, reasons, odd]);
});
