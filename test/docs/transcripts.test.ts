// The transcripts of the documentation are what the built command prints; `npm run docs` writes them anew.

import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { readPage, root } from './markdown.js';

const run = promisify(execFile);

/** Pages with transcripts. */
const pages = ['README.md', 'docs/import.md', 'docs/ledger.md', 'docs/fix.md', 'docs/migrate.md'];

/** What differs from run to run is shown as if it had been run at one time. */
function steady(text: string): string {
  return (
    text
      .replace(/\d{8}T\d{6}Z-([a-z-]+)-[0-9a-f]{6}/g, '20261121T165300Z-$1-4f2a9c')
      .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, '2026-11-21T16:53:00.000Z')
      .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010')
      // The workbook holds when it was made.
      .replace(/("results":\{"file":"[^"]+","sha256":")[0-9a-f]{64}/g, `$1${'0'.repeat(64)}`)
  );
}

async function transcriptOf(command: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-docs-'));
  const sandbox = await startSandbox({ now: Date.now });
  try {
    for (const inputs of ['samples', 'examples']) await symlink(join(root, inputs), join(folder, inputs));
    const line = command.replace(/(^|&& )carbonsheet/g, `$1"${process.execPath}" "${join(root, 'dist/cli/main.js')}"`);
    const env = { PATH: process.env.PATH, ...sandbox.environment };
    const { stdout } = await run('sh', ['-c', `{ ${line}; } 2>&1 || true`], { cwd: folder, env });
    return steady(stdout);
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

it.each(pages)('%s shows what the command prints', async (path) => {
  const { text } = await readPage(path);
  const blocks = [...text.matchAll(/```console\n\$ (carbonsheet [^\n]*)\n([^`]*)```/g)];
  expect(blocks.length).toBeGreaterThan(0);
  let current = text;
  for (const [block, command = ''] of blocks) {
    const transcript = await transcriptOf(command);
    current = current.replace(block, () => `\`\`\`console\n$ ${command}\n${transcript}\`\`\``);
  }
  if (process.env.UPDATE_DOCS) await writeFile(`${root}/${path}`, current);
  else expect(text).toBe(current);
});
