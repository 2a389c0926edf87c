// What other processes see, and what is left of a run whose process is killed.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { compiledLedger, killNow, startProgram } from './other-process.js';
import { doubtful, intent, listed, range, result, runHeader, temporaryLedger } from './rows.js';

let compiled: Awaited<ReturnType<typeof compiledLedger>>;
beforeAll(async () => {
  compiled = await compiledLedger();
});
afterAll(() => compiled.remove());

it('another process reads intents while the first has the ledger open', async () => {
  const { ledger, path } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  await ledger.intend('a', [intent(0), intent(1)]);
  const { said } = await startProgram(
    compiled.folder,
    path,
    "const rows = []; for await (const row of ledger.results('a')) rows.push(row); tell(rows); await ledger.close();",
  );
  expect(await said).toEqual([doubtful(0), doubtful(1)]);
});

it('a process killed between intent and result leaves the rows in doubt, and no others', async () => {
  const { ledger, path } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  await ledger.close();
  const { child, said } = await startProgram(
    compiled.folder,
    path,
    `await ledger.intend('a', range(20).map(intent));
     await ledger.settle('a', range(12).map(result));
     setImmediate(() => tell('settled'));
     setInterval(() => {}, 1000);`,
  );
  expect(await said).toBe('settled');
  await killNow(child);
  const again = await openLedger(path);
  const expected = range(20).map((ordinal) => (ordinal < 12 ? result(ordinal) : doubtful(ordinal)));
  expect(await listed(again.results('a'))).toEqual(expected);
  expect((await again.run('a'))?.counts).toMatchObject({ rows: 20, created: 12, inDoubt: 8 });
  await again.close();
});

it('a process killed while it writes leaves a sound ledger that holds every intent it was promised', async () => {
  const { ledger, path } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  await ledger.close();
  // The program writes without a pause, tells how far it was promised, and is killed in the middle of what follows.
  const { child, said } = await startProgram(
    compiled.folder,
    path,
    `for (let ordinal = 0; ; ordinal += 8) {
       await Promise.all(range(8).map((caller) => ledger.intend('a', [intent(ordinal + caller)])));
       await ledger.settle('a', [result(ordinal)]);
       if (ordinal === 800) tell(ordinal + 8);
     }`,
  );
  const promised = Number(await said);
  await killNow(child);
  const again = await openLedger(path);
  const rows = await listed(again.results('a'));
  expect(rows.length).toBeGreaterThanOrEqual(promised);
  expect(rows.map(({ ordinal }) => ordinal)).toEqual(range(rows.length));
  expect(rows.length % 8).toBe(0);
  await again.close();
});

it('two processes write one ledger side by side', async () => {
  const { ledger, path } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  await ledger.beginRun(runHeader('b'));
  const { said } = await startProgram(
    compiled.folder,
    path,
    `for (const ordinal of range(200)) { await ledger.intend('b', [intent(ordinal)]); await ledger.settle('b', [result(ordinal)]); }
     await ledger.close(); tell('done');`,
  );
  for (const ordinal of range(200)) await ledger.intend('a', [intent(ordinal)]);
  expect(await said).toBe('done');
  expect(await listed(ledger.results('a'))).toEqual(range(200).map((ordinal) => doubtful(ordinal)));
  expect(await listed(ledger.results('b'))).toEqual(range(200).map((ordinal) => result(ordinal)));
});

it('a disk that takes no more refuses the intent, and keeps what it has', async () => {
  const { ledger, path } = await temporaryLedger();
  await ledger.beginRun(runHeader('a'));
  await ledger.close();
  const { said } = await startProgram(
    compiled.folder,
    path,
    `const refused = async () => {
       for (let ordinal = 0; ; ordinal += 1) {
         const stop = await ledger.intend('a', [intent(ordinal)]).then(() => undefined, ({ kind, code }) => ({ kind, code }));
         if (stop !== undefined) return { ...stop, promised: ordinal };
       }
     };
     tell(await refused());`,
    400,
  );
  const { promised, ...stop } = z
    .object({ promised: z.number(), kind: z.string(), code: z.string() })
    .parse(await said);
  expect(stop).toEqual({ kind: 'output', code: 'LEDGER_UNWRITABLE' });
  expect(promised).toBeGreaterThan(0);
  const again = await openLedger(path);
  expect(await listed(again.results('a'))).toEqual(range(promised).map((ordinal) => doubtful(ordinal)));
  await again.close();
});
