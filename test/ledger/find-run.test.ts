// The run that a person names: by its id, its beginning, or as the last one.

import { expect, it } from 'vitest';
import { findRun } from '../../src/ledger/find-run.js';
import { runHeader, temporaryLedger } from './rows.js';

it('is found by its id, its beginning, or as the newest one', async () => {
  const { ledger } = await temporaryLedger();
  await expect(findRun(ledger, 'last')).rejects.toMatchObject({
    code: 'NO_SUCH_RUN',
    message: 'the ledger holds no run yet',
  });
  for (const [id, startedAt] of [
    ['20250301T100000Z-purchases-1a2b3c', '2025-03-01T10:00:00.000Z'],
    ['20250301T110000Z-suppliers-4d5e6f', '2025-03-01T11:00:00.000Z'],
    ['20250402T080000Z-purchases-7a8b9c', '2025-04-02T08:00:00.000Z'],
  ] as const)
    await ledger.beginRun({ ...runHeader(id), startedAt });
  const idOf = async (named: string) => (await findRun(ledger, named)).id;
  expect(await idOf('20250301T110000Z-suppliers-4d5e6f')).toBe('20250301T110000Z-suppliers-4d5e6f');
  expect(await idOf('202504')).toBe('20250402T080000Z-purchases-7a8b9c');
  expect(await idOf('last')).toBe('20250402T080000Z-purchases-7a8b9c');
  await expect(findRun(ledger, '20250301')).rejects.toMatchObject({ code: 'RUN_AMBIGUOUS' });
  for (const unknown of ['2024', 'Last', ''])
    await expect(findRun(ledger, unknown), unknown).rejects.toMatchObject({ kind: 'usage' });
});
