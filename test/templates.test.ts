// The committed templates are what `npm run templates` makes, and their example is not imported by mistake.

import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

const run = promisify(execFile);
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const committed = fileURLToPath(new URL('../templates', import.meta.url));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-templates-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('are current: npm run templates leaves no difference', async () => {
  await run(process.execPath, [main, 'template', '--all', '--out', 'made'], { cwd: folder });
  const names = await readdir(join(folder, 'made'));
  expect((await readdir(committed)).sort()).toEqual(names.sort());
  for (const name of names) {
    const made = await readFile(join(folder, 'made', name));
    const kept = await readFile(join(committed, name));
    expect(made.equals(kept), `${name} is out of date: npm run templates`).toBe(true);
  }
});

it('can be filled in at once: the example row is left out, were it left in', async () => {
  for (const name of await readdir(committed)) {
    const { stdout } = await run(process.execPath, [main, 'check', join(committed, name), '--json'], { cwd: folder });
    const { counts, dataset } = JSON.parse(stdout);
    expect({ name, dataset, rows: counts.rows, skipped: counts.skipped }).toEqual({
      name,
      dataset: name.replace(/\.\w+$/, ''),
      rows: 1,
      skipped: 1,
    });
  }
});
