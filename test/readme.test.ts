// The transcripts of the README are what the built command prints, its tables what the program tells of itself;
// `UPDATE_README=1 npm test` writes them anew.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startSandbox } from '../src/sandbox/start-sandbox.js';
import { tables } from './readme-tables.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const readmePath = join(root, 'README.md');

/** What differs from run to run is shown as if it had been run at one time. */
function steady(text: string): string {
  return text
    .replace(/\d{8}T\d{6}Z-([a-z-]+)-[0-9a-f]{6}/g, '20261121T165300Z-$1-4f2a9c')
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '2026-11-21T16:53:00.000Z');
}

async function transcriptOf(command: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-readme-'));
  const sandbox = await startSandbox({ now: Date.now });
  try {
    await symlink(join(root, 'samples'), join(folder, 'samples'));
    const line = command.replace(/^carbonsheet/, `"${process.execPath}" "${join(root, 'dist/cli/main.js')}"`);
    const env = { PATH: process.env.PATH, ...sandbox.environment };
    const { stdout } = await run('sh', ['-c', `{ ${line}; } 2>&1 || true`], { cwd: folder, env });
    return steady(stdout);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

it('lists the datasets and the operations that there are', async () => {
  const readme = await readFile(readmePath, 'utf8');
  let current = readme;
  for (const [name, table] of Object.entries(tables)) {
    const place = new RegExp(`(<!-- begin ${name} -->\n)[^]*?(\n<!-- end ${name} -->)`);
    expect(current).toMatch(place);
    current = current.replace(place, (_, begin: string, end: string) => `${begin}\n${table()}\n${end}`);
  }
  if (process.env.UPDATE_README) await writeFile(readmePath, current);
  else expect(readme).toBe(current);
});

it('shows real transcripts', async () => {
  const readme = await readFile(readmePath, 'utf8');
  const blocks = [...readme.matchAll(/```console\n\$ (carbonsheet [^\n]*)\n([^`]*)```/g)];
  expect(blocks.length).toBeGreaterThan(1);
  let current = readme;
  for (const [block, command = ''] of blocks) {
    const transcript = await transcriptOf(command);
    current = current.replace(block, () => `\`\`\`console\n$ ${command}\n${transcript}\`\`\``);
  }
  if (process.env.UPDATE_README) await writeFile(readmePath, current);
  else expect(readme).toBe(current);
});
