// A watch keeps one folder for its results, says what changed, and takes no half-written file for a fixed one.

import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Terminal } from '../../../src/cli/terminal/terminal.js';
import { watchCheck } from '../../../src/cli/watch/watch-check.js';
import type { Folders } from '../../../src/cli/watch/watch-files.js';
import { systemClock } from '../../../src/pace/system-clock.js';
import type { KeptRun } from '../../../src/pipeline/requests.js';
import { checkFiles } from '../../../src/pipeline/several-files.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import type { Cause } from '../../../src/problems/causes.js';
import type { Stop } from '../../../src/problems/stop.js';

const HEADER = 'Product name,Sector,Country,Quantity,Unit,Purchase date,Expense type';
const textOf = (types: readonly string[]) =>
  [HEADER, ...types.map((type, at) => `Box ${at},Paper,ES,${at + 1},EUR,2024-05-02,${type}`), ''].join('\n');

/** Watches a file; `save` writes it and waits for the end of the check. */
async function openWatch(types: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-watch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'in.csv');
  await writeFile(file, textOf(types));
  const controller = new AbortController();
  const printed: string[] = [];
  const complained: string[] = [];
  let onEvent: (name: string | null) => void = () => undefined;
  let stamp = 0;
  let isChecked = (): void => undefined;
  const folders: Folders = {
    watch: (_, call) => {
      onEvent = call;
      return { close: () => undefined };
    },
    stampOf: async () => String(stamp),
  };
  const terminal = {
    canAsk: false,
    print: (...lines: string[]) => printed.push(...lines),
    say: () => isChecked(),
    complain: (...lines: string[]) => complained.push(...lines),
    stopped: ({ message }: Stop) => complained.push(`Stopped: ${message}`),
    paintMessage: (_: string, text: string) => text,
    printJson: () => undefined,
  } as unknown as Terminal;
  const refuse = () => Promise.reject(new Error('a check needs none'));
  let ids = 0;
  const tools: Tools = {
    clock: { ...systemClock, sleep: async () => undefined },
    newId: () => `${ids++}`.padStart(6, '0').padEnd(36, '0'),
    connect: refuse,
    openLedger: refuse,
    findLedger: async () => undefined,
    holdAccount: refuse,
    tell: () => undefined,
    ask: async () => undefined,
    signal: controller.signal,
  };
  const kept = new Map<string, KeptRun>();
  const args = {
    files: [file],
    dataset: 'purchases',
    runsDir: join(folder, 'runs'),
    equalRows: 'keep' as const,
    set: [],
    limit: [],
  };
  const first = async () => {
    const causes: Cause[] = [];
    let code = 0;
    for await (const end of checkFiles({ ...args, stdin: process.stdin, kept } as never, tools))
      if (end.kind === 'ended' && end.finished) {
        causes.push(...end.finished.causes);
        code = end.finished.summary.exitCode;
      }
    return { code, causes };
  };
  const nextCheck = () =>
    new Promise<void>((done) => {
      isChecked = done;
    });
  const checked = nextCheck();
  const ended = watchCheck({ args: args as never, terminal, tools, folders, kept, first });
  await Promise.race([checked, ended]);
  return {
    file,
    printed,
    complained,
    runs: () => readdir(join(folder, 'runs')),
    results: async () => {
      const [run = ''] = await readdir(join(folder, 'runs'));
      return (await readdir(join(folder, 'runs', run))).sort();
    },
    async saved(write: () => Promise<void>) {
      await write();
      stamp += 1;
      const done = nextCheck();
      onEvent('in.csv');
      await Promise.race([done, ended]);
    },
    stop: async () => {
      controller.abort();
      return ended;
    },
  };
}

it('keeps one folder for its results, and replaces what is in it', async () => {
  const { file, printed, runs, results, saved, stop } = await openWatch(['opex', 'Rent', 'Rent', 'Fee']);
  expect(printed).toEqual(['3 problems']);
  expect(await results()).toContain('failed.csv');
  const before = await runs();
  await saved(() => writeFile(file, textOf(['opex', 'opex', 'opex', 'Fee'])));
  expect(printed.slice(1)).toEqual(['1 problem, 2 fewer', 'Gone: Expense type "Rent" (2 rows, first at row 3)']);
  await saved(() => writeFile(file, textOf(['opex', 'opex', 'opex', 'opex'])));
  expect(printed).toContain('no problems, 1 fewer');
  expect(await runs()).toEqual(before);
  expect(await results()).not.toContain('failed.csv');
  expect(await stop()).toBe(0);
});

it('checks what an editor saves under another name and then renames', async () => {
  const { file, printed, saved, stop } = await openWatch(['Rent']);
  await saved(async () => {
    await writeFile(`${file}.tmp`, textOf(['opex']));
    await rename(`${file}.tmp`, file);
  });
  expect(printed).toContain('no problems, 1 fewer');
  await stop();
});

it('compares with the last file that could be read, not with one that is half written', async () => {
  const { file, printed, complained, results, saved, stop } = await openWatch(['opex', 'Rent', 'Rent', 'Fee']);
  const before = await results();
  await saved(() => writeFile(file, 'Product na'));
  expect(complained.join('\n')).toContain('Stopped:');
  expect(printed).toEqual(['3 problems']);
  expect(await results()).toEqual(before);
  await saved(() => writeFile(file, textOf(['opex', 'opex', 'Rent', 'Fee'])));
  expect(printed).toContain('2 problems, 1 fewer');
  await stop();
});
