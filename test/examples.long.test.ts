// The examples of the library, compiled against the package's own types and run against the sandbox.

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../src/sandbox/start-sandbox.js';
import { csvOf, product } from './cli/tables.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

const purchases = `product_name,sector,country,quantity,unit_id,purchase_date,expense_type
Corrugated box,Manufacturing,SE,10.5,EUR,2025-03-01,opex
Office chair,Manufacturing,DE,99.9,EUR,2025-03-02,capex
`;

let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-examples-'));
  await mkdir(join(folder, 'node_modules', '@types'), { recursive: true });
  await symlink(root, join(folder, 'node_modules', 'carbonsheet'));
  await symlink(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
  await cp(join(root, 'examples'), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
  const options = { strict: true, module: 'nodenext', target: 'es2023', skipLibCheck: true, types: ['node'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files }));
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

beforeEach(async () => {
  sandbox = await startSandbox({ now: Date.now });
  await rm(join(folder, '.carbonsheet'), { recursive: true, force: true });
});

afterEach(() => sandbox.close());

/** Runs an example; the lines that it prints. Throws where it ends with another exit code. */
async function linesOf(
  example: string,
  files: Readonly<Record<string, string>>,
  exitCode = 0,
): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  const ended: { readonly stdout: string; readonly code?: number } = await run(
    process.execPath,
    [`${example}.js`, ...Object.keys(files)],
    {
      cwd: folder,
      env: { ...process.env, ...sandbox.environment },
    },
  ).catch((failed) => failed);
  expect(ended.code ?? 0).toBe(exitCode);
  return ended.stdout.trimEnd().split('\n');
}

describe('the example', () => {
  it('check-and-import reports what is wrong and imports the rest', async () => {
    const faulty = `${purchases}Desk,Manufacturing,DE,many,EUR,2025-03-03,capex\n`;
    const lines = await linesOf('check-and-import', { 'purchases.csv': faulty }, 4);
    expect(lines[0]).toBe('3 rows, 1 invalid');
    expect(lines.filter((line) => line.startsWith('purchases.csv, row 4, column quantity: '))).toHaveLength(1);
    expect(lines.at(-1)).toBe('created: 2');
    expect(sandbox.purchases()).toMatchObject([{ product_name: 'Corrugated box' }, { product_name: 'Office chair' }]);
  });

  it('import-related-files imports parents first', async () => {
    const lines = await linesOf('import-related-files', {
      'periods.csv': csvOf([{ 'Product custom id': 'OAT-1', 'Supplier custom id': 'S-1', 'Valid from': '2024-01-01' }]),
      'suppliers.csv': csvOf([{ 'Supplier name': 'Nordfrakt AB', 'Custom id': 'S-1' }]),
      'products.csv': csvOf([product({ 'Custom id': 'OAT-1' })]),
    });
    expect(lines).toEqual([
      'resold-products: 1 created, 0 there already',
      'suppliers: 1 created, 0 there already',
      'supplier-periods: 1 created, 0 there already',
    ]);
  });

  it('resume-and-undo finishes what was stopped, and takes it back', async () => {
    const lines = await linesOf('resume-and-undo', { 'purchases.csv': purchases });
    expect(lines).toEqual([
      expect.stringMatching(/^stopped: \w+, 1 created$/),
      'resumed: 2 created in all',
      expect.stringMatching(/^row 2: [\da-f-]{36}$/),
      'undone: 2',
    ]);
    expect(sandbox.purchases()).toEqual([]);
  });

  it('plan-and-export says what would be done, and writes a workbook', async () => {
    const lines = await linesOf('plan-and-export', { 'purchases.csv': purchases });
    expect(lines).toEqual(['2 to create, 0 to update', '0 rows in purchases-export.xlsx']);
    expect(await readdir(folder)).toContain('purchases-export.xlsx');
  });

  it('has a test, each of them', async () => {
    const files = await readdir(join(root, 'examples'));
    expect(files.filter((file) => file.endsWith('.ts')).sort()).toEqual([
      'check-and-import.ts',
      'import-related-files.ts',
      'plan-and-export.ts',
      'resume-and-undo.ts',
    ]);
  });
});
