// Runs a program that uses the ledger in a process of its own, which can be killed. Plain Node cannot load TypeScript, so the
// ledger is compiled into a temporary folder first.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Compiles files of the ledger's room and all that they need; `remove` takes the folder away. */
export async function compiledLedger(
  files: readonly string[] = ['open-ledger.ts'],
): Promise<{ readonly folder: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-compiled-'));
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const compilerOptions = { noEmit: false, noCheck: true, outDir: join(folder, 'out'), rootDir: join(project, 'src') };
  const config = {
    extends: join(project, 'tsconfig.json'),
    compilerOptions,
    include: [],
    files: files.map((file) => join(project, 'src/ledger', file)),
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(project, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '-p', folder]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/**
 * Starts a program with `ledger` (open on `path`), `intent(ordinal)`, `result(ordinal)` and `tell(value)` at hand.
 * `said` resolves with the first value that it tells. `fileBlocks`: no file may grow beyond so many blocks of 512 or 1024 bytes.
 */
export async function startProgram(folder: string, path: string, body: string, fileBlocks?: number) {
  const program = `
    import { openLedger } from './out/ledger/open-ledger.js';
    const address = (ordinal) => ({ ordinal, sheet: 'Q1', row: ordinal + 2, identity: 'hash-' + ordinal });
    const intent = (ordinal) => ({ ...address(ordinal), action: 'create' });
    const result = (ordinal) => ({ ...address(ordinal), status: 'created', remoteId: 'remote-' + ordinal, field: '',
      requestId: 'request-' + ordinal, attempts: 1 });
    const tell = (value) => process.stdout.write(JSON.stringify(value) + '\\n');
    const range = (length) => Array.from({ length }, (_, index) => index);
    const ledger = await openLedger(${JSON.stringify(path)});
    ${body}`;
  return startScript(folder, program, fileBlocks);
}

/** Starts a script that may import what was compiled, from `./out/`. See `startProgram`. */
export async function startScript(folder: string, program: string, fileBlocks?: number) {
  const file = join(folder, `program-${randomUUID()}.mjs`);
  await writeFile(file, program);
  const limit = fileBlocks === undefined ? '' : `ulimit -f ${fileBlocks}; `;
  const child = spawn('sh', ['-c', `${limit}exec "$0" "$1"`, process.execPath, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, said: firstLine(child) };
}

async function firstLine(child: ChildProcess): Promise<unknown> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) return JSON.parse(line);
  throw new Error('the program ended without a word');
}

/** Kills it as nothing can be answered to. */
export async function killNow(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
