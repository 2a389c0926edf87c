// An export belongs to an account: its rows are no rows of another one, unless they are imported as new ones.

import { expect, it } from 'vitest';
import { groups } from '../../src/sandbox/account.js';
import { openImporting } from './importing.js';

const row = {
  'Product name': 'Oat drink',
  'Pick-up location': 'SE',
  'Production location': 'SE',
  'Ship-to location': 'SE',
  'Custom id': 'P-1',
};
const other = { CARBONCLOUD_GROUP_ID: groups[1]?.id ?? '' };

async function exported() {
  const at = await openImporting();
  await at.import('new.csv', [row]);
  const rows = await at.export('resold-products');
  return { ...at, rows };
}

it('carries provider, group and host with each row', async () => {
  const { rows } = await exported();
  expect(rows).toHaveLength(1);
  expect(rows[0]?.carbonsheet_owner).toMatch(
    new RegExp(`^carboncloud group ${groups[0]?.id} at 127\\.0\\.0\\.1:\\d+$`),
  );
});

it('stops at a row of another group, and names both', async () => {
  const { rows, use, import: imported, plan } = await exported();
  expect((await imported('same.csv', rows)).summary.counts).toMatchObject({ unchanged: 1 });
  use(other);
  const named = expect.stringMatching(new RegExp(`row 2 .*${groups[0]?.id}.*${groups[1]?.id}`));
  const stop = { kind: 'mapping', code: 'OTHER_OWNER', message: named, hint: expect.stringContaining('--as-new') };
  const stopped = await imported('other.csv', rows);
  expect(stopped.stop).toMatchObject(stop);
  expect(stopped.summary).toMatchObject({ exitCode: 3, counts: { unchanged: 0, unsent: 1 }, requests: { sent: 0 } });
  expect((await plan('other.csv', rows)).stop).toMatchObject(stop);
});

it('imports the rows as new ones where that is asked for, and updates those with the same key', async () => {
  const { rows, use, import: imported } = await exported();
  use(other);
  const asNew = { asNew: true } as const;
  expect((await imported('other.csv', rows, asNew)).summary.counts).toMatchObject({ created: 1 });
  expect((await imported('other.csv', rows, asNew)).summary.counts).toMatchObject({ created: 0, skipped: 1 });
  const edited = rows.map((one) => ({ ...one, brandName: 'Havre' }));
  const updated = await imported('edited.csv', edited, { ...asNew, onExisting: 'update' });
  expect(updated.summary.counts).toMatchObject({ updated: 1 });
});

it('takes an export without owners for the account’s own', async () => {
  const { rows, import: imported } = await exported();
  const before = rows.map(({ carbonsheet_owner: _, ...others }) => others);
  expect((await imported('before.csv', before)).summary.counts).toMatchObject({ unchanged: 1 });
});
