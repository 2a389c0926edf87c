// The library example of docs/library.md, compiled against the package's own types and run against the sandbox.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../src/sandbox/start-sandbox.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

const purchases = `product_name,sector,country,quantity,unit_id,purchase_date,expense_type
Corrugated box,Manufacturing,SE,10.5,EUR,2025-03-01,opex
Office chair,Manufacturing,DE,99.9,EUR,2025-03-02,capex
`;

let folder: string;
let sandbox: Sandbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-library-'));
  sandbox = await startSandbox({ now: Date.now });
  await mkdir(join(folder, 'node_modules', '@types'), { recursive: true });
  await symlink(root, join(folder, 'node_modules', 'carbonsheet'));
  await symlink(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'purchases.csv'), purchases);
});

afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

it('runs the example of the documentation', async () => {
  const page = await readFile(join(root, 'docs/library.md'), 'utf8');
  const example = /```ts\n(.*?)```/s.exec(page)?.[1] ?? '';
  await writeFile(join(folder, 'example.ts'), example);
  const options = { strict: true, module: 'nodenext', target: 'es2023', skipLibCheck: true, types: ['node'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['example.ts'] }));
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);

  const { stdout } = await run(process.execPath, ['example.js'], {
    cwd: folder,
    env: { ...process.env, ...sandbox.environment },
  });

  expect(stdout).toContain('created: 2');
  expect(sandbox.purchases()).toMatchObject([
    { product_name: 'Corrugated box', quantity: 10.5 },
    { product_name: 'Office chair', quantity: 99.9 },
  ]);
});
