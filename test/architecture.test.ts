// The rooms keep their order: imports run one way, without a cycle. The checker itself is tried on made-up trees.

import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { complaintsAbout, type Tree } from './architecture.js';

const source = fileURLToPath(new URL('../src', import.meta.url));

async function treeOf(folder: string): Promise<Tree> {
  const paths = (await readdir(folder, { recursive: true })).filter((path) => path.endsWith('.ts')).sort();
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.split(sep).join('/'), await readFile(join(folder, path), 'utf8')] as const),
    ),
  );
}

/** A tree of files that consist of a comment and the given code. */
function made(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files).map(([path, code]) => [path, `// What it is for.\n\n${code}\n`]));
}

describe('the source', () => {
  it('keeps the order of the rooms', async () => {
    expect(complaintsAbout(await treeOf(source))).toEqual([]);
  });

  it('would be refused with one wrong import', async () => {
    const tree = new Map(await treeOf(source));
    tree.set('problems/stop.ts', `${tree.get('problems/stop.ts')}\nimport { decide } from '../plan/action.js';\n`);
    const complaints = complaintsAbout(tree);
    expect(complaints).toContain('problems/stop.ts -> plan/action.ts: problems may not import plan');
    expect(complaints.join('\n')).toContain('rooms in a cycle: ');
  });
});

describe('the checker', () => {
  it.each([
    ["import { finding } from '../problems/problem.js';", 'plan/a.ts'],
    ["import type { Field } from '../datasets/field.js';", 'values/a.ts'],
    ["import { type Field, type Text } from '../datasets/field.js';", 'values/a.ts'],
    ["import { z } from 'zod';", 'sandbox/a.ts'],
    ["// import { a } from '../cli/main.js';", 'problems/a.ts'],
    ["/** As in `import('../cli/main.js')`, in the process. */", 'problems/a.ts'],
    ["import { a } from './b.js';", 'problems/a.ts'],
    ["export { a } from './pipeline/a.js';", 'index.ts'],
    ['const { env } = process;\nconsole.log(process.argv);', 'cli/main.ts'],
    ["const text = 'wait for the other process. Then';", 'ledger/a.ts'],
  ])('accepts %j in %s', (code, path) => {
    expect(complaintsAbout(made({ [path]: code }))).toEqual([]);
  });

  it.each([
    [
      "import { a } from '../cli/main.js';",
      'pipeline/a.ts',
      'pipeline/a.ts -> cli/main.ts: pipeline may not import cli',
    ],
    [
      "import type { A } from '../plan/action.js';",
      'dedup/a.ts',
      'dedup/a.ts -> plan/action.ts: dedup may not import plan',
    ],
    [
      "import {\n  a,\n  b,\n} from '../dedup/a.js';",
      'plan/a.ts',
      'plan/a.ts -> dedup/a.ts: plan may not import dedup',
    ],
    [
      "import { a, type B } from '../datasets/field.js';",
      'values/a.ts',
      'values/a.ts -> datasets/field.ts: values may not import datasets',
    ],
    [
      "import '../problems/stop.js';",
      'sandbox/a.ts',
      'sandbox/a.ts -> problems/stop.ts: sandbox may not import problems',
    ],
    [
      "export * from '../../ledger/ledger.js';",
      'providers/x/a.ts',
      'providers/x/a.ts -> ledger/ledger.ts: providers may not import ledger',
    ],
    [
      "const late = await import('../upload/upload.js');",
      'ledger/a.ts',
      'ledger/a.ts -> upload/upload.ts: ledger may not import upload',
    ],
    ["import { a } from '../index.js';", 'cli/a.ts', 'cli/a.ts -> index.ts: cli may not import index.ts'],
    [
      "import { a } from '../plan/a.js';",
      'drawer/a.ts',
      'drawer/a.ts stands in drawer, which the order of rooms does not know',
    ],
    ["const key = process.env['KEY'];", 'providers/a.ts', 'providers/a.ts reaches outside (= process)'],
    ['const { argv } = process;', 'pipeline/a.ts', 'pipeline/a.ts reaches outside (= process)'],
    ["import { argv } from 'node:process';", 'read/a.ts', "read/a.ts reaches outside ('node:process')"],
    ["console.error('x'); // https://example.org", 'report/a.ts', 'report/a.ts reaches outside (console.e)'],
  ])('refuses %j in %s', (code, path, complaint) => {
    expect(complaintsAbout(made({ [path]: code }))).toEqual([complaint]);
  });

  it('leaves time and chance to one file', () => {
    const files = { 'pace/system-clock.ts': 'const now = Date.now();', 'pace/pacer.ts': 'const now = Date.now();' };
    expect(complaintsAbout(made(files))).toEqual(['pace/pacer.ts reaches outside (Date.now)']);
  });

  it('finds a cycle of files in one room', () => {
    const tree = made({
      'plan/a.ts': "import { b } from './b.js';",
      'plan/b.ts': "import { c } from './c.js';",
      'plan/c.ts': "import { b } from './b.js';",
    });
    expect(complaintsAbout(tree)).toEqual(['files in a cycle: plan/b.ts -> plan/c.ts -> plan/b.ts']);
  });

  it('lets two files of a room name each other’s types', () => {
    const tree = made({ 'plan/a.ts': "import type { B } from './b.js';", 'plan/b.ts': "import { a } from './a.js';" });
    expect(complaintsAbout(tree)).toEqual([]);
  });

  it('finds a cycle of rooms without a cycle of files', () => {
    const tree = made({
      'plan/a.ts': "import { a } from '../values/a.js';",
      'values/b.ts': "import { b } from '../plan/b.js';",
    });
    expect(complaintsAbout(tree)).toEqual([
      'values/b.ts -> plan/b.ts: values may not import plan',
      'rooms in a cycle: plan -> values -> plan',
      'folders in a cycle: plan -> values -> plan',
    ]);
  });

  it('finds a cycle of folders in one room, also of types', () => {
    const tree = made({
      'pipeline/run/a.ts': "import { b } from '../rows/b.js';",
      'pipeline/rows/c.ts': "import type { D } from '../run/d.js';",
    });
    expect(complaintsAbout(tree)).toEqual(['folders in a cycle: pipeline/run -> pipeline/rows -> pipeline/run']);
  });

  it('takes a file beside folders for a folder of its own', () => {
    const tree = made({
      'pipeline/check.ts': "import { a } from './run/a.js';",
      'pipeline/run/a.ts': "import type { Request } from '../requests.js';",
      'pipeline/requests.ts': '',
    });
    expect(complaintsAbout(tree)).toEqual([]);
  });

  it.each([
    ['values', 24, []],
    ['values', 25, ['values has 25 files: give it rooms of its own']],
    ['datasets', 25, []],
  ])('judges whether %s of %i files is too full', (folder, count, complaints) => {
    const names = Array.from({ length: count }, (_, index) => [`${folder}/${index}.ts`, ''] as const);
    expect(complaintsAbout(made(Object.fromEntries(names)))).toEqual(complaints);
  });

  it('lets no provider import another', () => {
    const tree = made({
      'providers/dcycle/a.ts': "import { a } from '../variable/a.js';\nimport { b } from '../http/b.js';",
      'providers/index.ts': "import { a } from './variable/a.js';",
    });
    expect(complaintsAbout(tree)).toEqual([
      'providers/dcycle/a.ts -> providers/variable/a.ts: no provider may import another',
    ]);
  });

  it.each([
    ["import { z } from 'zod';", ['plan/a.ts does not open with a comment']],
    ['', ['plan/a.ts does not open with a comment']],
    ['\n// Too late.', ['plan/a.ts does not open with a comment']],
    ['// What it is for.', []],
    ['/* What it is for. */', []],
    ['#!/usr/bin/env node\n// What it is for.', []],
    ['#!/usr/bin/env node\nrun();', ['plan/a.ts does not open with a comment']],
  ])('wants a comment at the top: %j', (text, complaints) => {
    expect(complaintsAbout(new Map([['plan/a.ts', text]]))).toEqual(complaints);
  });
});
