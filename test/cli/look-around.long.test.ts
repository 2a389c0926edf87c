// The commands that send nothing: peek, template, datasets, routes, runs, help and version.

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { csvOf, product, purchase, purchases } from './tables.js';
import { countsOf, openWorkDir, openWorkplace, summaryOf } from './workdir.js';

const jsonLines = (text: string): readonly Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

it('peeks into a CSV file: the detection, then the rows as they are', async () => {
  const dir = await openWorkDir();
  const rows = [purchase({ quantity: '1,5', country: 'España' }), purchase({ quantity: '007' })];
  await dir.write('in.csv', `\uFEFF${csvOf(rows, ';')}`);
  const ran = await dir.run(['peek', 'in.csv', '--json']);
  expect(ran.code).toBe(0);
  const [detection, ...lines] = jsonLines(ran.stdout);
  expect(detection).toMatchObject({
    version: 1,
    file: 'in.csv',
    format: 'csv',
    encoding: 'utf-8',
    byteOrderMark: true,
    delimiter: ';',
    tables: [{ headerRow: 1, columns: Object.keys(purchase()), dataset: 'purchases' }],
  });
  expect(lines).toEqual(
    [Object.keys(purchase()), ...rows.map((row) => Object.values(row))].map((cells, index) => ({
      sheet: '',
      row: index + 1,
      cells,
    })),
  );
});

it('peeks into a workbook, as many rows as wanted, with the numbers that Excel shows', async () => {
  const dir = await openWorkDir();
  const titles = Object.keys(product());
  await dir.writeBook('in.xlsx', {
    Cover: [['Assortment']],
    Products: [['Assortment 2024'], [], titles, Object.values(product()), [1.5, true, new Date(Date.UTC(2024, 1, 29))]],
  });
  const all = await dir.run(['peek', 'in.xlsx', '--json', '--rows', 'all']);
  const [detection, ...lines] = jsonLines(all.stdout);
  expect(detection).toMatchObject({
    format: 'xlsx',
    tables: [
      { name: 'Cover', dataset: '' },
      { name: 'Products', headerRow: 3, columns: titles, dataset: 'resold-products' },
    ],
  });
  expect(lines.map(({ sheet, row }) => `${sheet} ${row}`)).toEqual([
    'Cover 1',
    'Products 1',
    'Products 3',
    'Products 4',
    'Products 5',
  ]);
  expect(lines.at(-1)?.cells).toEqual([1.5, true, '2024-02-29']);

  const few = await dir.run(['peek', 'in.xlsx', '--sheet', 'Products', '--rows', '2', '--json']);
  expect(jsonLines(few.stdout)).toHaveLength(3);
  const people = await dir.run(['peek', 'in.xlsx', '--sheet', '2']);
  expect(people.stdout).toContain('header in row 3');
  expect(people.stdout).toContain('fits resold-products');
});

it('gives a template that can be filled in and imported', async () => {
  const { dir, sandbox } = await openWorkplace();
  expect((await dir.run(['template', 'purchases', '--out', 'new.xlsx'])).code).toBe(0);
  const book = await dir.readBook('new.xlsx');
  const sheet = book.worksheets[0]!;
  const titles = (sheet.getRow(1).values as readonly unknown[]).slice(1);
  const cells: Readonly<Record<string, string | number | Date>> = {
    'Product name': 'Tape',
    Sector: 'Manufacturing',
    Country: 'ES',
    Quantity: 12.5,
    Unit: 'EUR',
    'Purchase date': new Date(Date.UTC(2024, 1, 29)),
    'Expense type': 'opex',
  };
  // What the template shows as an example is replaced by a row of our own.
  for (let row = 2; row <= sheet.rowCount; row += 1) {
    for (const index of titles.keys()) sheet.getRow(row).getCell(index + 1).value = null;
  }
  for (const [index, title] of titles.entries()) {
    const text = String(title).replace(/\s*\*$/, '');
    sheet.getRow(2).getCell(index + 1).value = cells[text] ?? null;
  }
  await book.xlsx.writeFile(`${dir.path}/filled.xlsx`);
  const ran = await dir.run(['import', 'filled.xlsx', '--json']);
  expect(ran.code).toBe(0);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 1, created: 1 });
  expect(sandbox.purchases()).toMatchObject([{ product_name: 'Tape', quantity: 12.5, purchase_date: '2024-02-29' }]);
});

it('writes every template', async () => {
  const dir = await openWorkDir();
  const ran = await dir.run(['template', '--all', '--out', 'templates']);
  expect(ran.code).toBe(0);
  const files = ['purchases', 'resold-products', 'country-sales'].flatMap((name) => [`${name}.xlsx`, `${name}.csv`]);
  for (const file of files) expect(dir.has(`templates/${file}`), file).toBe(true);
});

it.each([
  { args: ['template'], says: 'name a dataset, or use --all' },
  { args: ['template', 'purchases', '--all'], says: 'not both' },
  { args: ['template', '--all', '--out', 'a-file'], says: 'there is a file of that name' },
  { args: ['template', 'purchases', '--out', 'a-file/x.csv'], says: 'the folder is a file' },
  { args: ['demo', '--out', 'a-file'], says: 'there is a file of that name' },
])('refuses $args without calling it a bug', async ({ args, says }) => {
  const dir = await openWorkDir();
  await dir.write('a-file', 'x');
  const ran = await dir.run(args);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(says);
  expect(ran.stderr).not.toContain('bug');
});

it('tells as JSON which templates it wrote', async () => {
  const dir = await openWorkDir();
  const ran = await dir.run(['template', 'purchases', '--out', 'p.csv', '--json']);
  expect(JSON.parse(ran.stdout)).toMatchObject({ version: 1, command: 'template', files: ['p.csv'] });
});

it('lists datasets, their columns, and the routes with what is only assumed', async () => {
  const dir = await openWorkDir();
  const datasets = JSON.parse((await dir.run(['datasets', '--json'])).stdout) as readonly Record<string, string>[];
  expect(datasets.map(({ name, provider, direction }) => `${name} ${provider} ${direction}`)).toEqual(
    expect.arrayContaining([
      'purchases dcycle import',
      'country-sales dcycle import',
      'resold-products carboncloud import',
      'footprints carboncloud export',
    ]),
  );
  expect((await dir.run(['datasets', 'purchases'])).stdout).toMatch(/Unit \(required\)/);
  const routes = JSON.parse((await dir.run(['routes', '--json'])).stdout) as readonly Record<string, string>[];
  expect(routes).toContainEqual(expect.objectContaining({ path: '/v1/purchases', method: 'POST' }));
  expect(routes.filter(({ standing }) => !['documented', 'assumed'].includes(standing ?? ''))).toEqual([]);
  const assumed = routes.filter(({ standing }) => standing === 'assumed');
  expect(assumed.length).toBeGreaterThan(0);
  const printed = (await dir.run(['routes'])).stdout;
  for (const { provider, name } of assumed) expect(printed).toContain(`${provider} ${name}  assumed`);
  expect(printed).toContain('reached by import purchases');
});

it('calls the path that the config file gives instead of an assumed one', async () => {
  const dir = await openWorkDir();
  await dir.writeTrusted(
    'carbonsheet.yaml',
    'version: 1\nroutes:\n  dcycle:\n    listPurchases: { path: /v9/purchases }\n',
  );
  const ran = await dir.run(['routes', 'dcycle', '--json']);
  expect(JSON.parse(ran.stdout)).toContainEqual(
    expect.objectContaining({ name: 'listPurchases', path: '/v9/purchases', standing: 'overridden' }),
  );
});

it('remembers runs', async () => {
  const { dir } = await openWorkplace();
  expect((await dir.run(['runs'])).stdout).toContain('no ledger yet');
  expect(await dir.run(['runs', '--ledger', 'deep/none.db', '--json'])).toMatchObject({ code: 0, stdout: '' });
  expect((await dir.run(['runs', '19990101'])).code).toBe(2);
  for (const made of ['.carbonsheet', 'deep']) expect(dir.has(made)).toBe(false);
  await dir.write('in.csv', csvOf(purchases(2)));
  const ran = await dir.run(['import', 'in.csv', '--json']);
  const { run, folder } = summaryOf(ran);
  const listed = await dir.run(['runs', '--json']);
  expect(jsonLines(listed.stdout)).toMatchObject([{ id: run, folder, exitCode: 0, counts: { rows: 2, created: 2 } }]);
  const shown = await dir.run(['runs', run]);
  expect(shown.stdout).toContain('2 created');
  expect((await dir.run(['runs', '19990101'])).code).toBe(2);
});

it('tells its version and its commands', async () => {
  const dir = await openWorkDir();
  const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  const version = await dir.run(['--version']);
  expect(version).toMatchObject({ code: 0, stdout: `${manifest.version}\n` });
  const help = await dir.run(['--help']);
  expect(help.code).toBe(0);
  const commands = [
    'peek',
    'check',
    'plan',
    'import',
    'export',
    'template',
    'datasets',
    'routes',
    'runs',
    'sandbox',
    'demo',
  ];
  for (const command of commands) expect(help.stdout).toMatch(new RegExp(`^  ${command} {2,}`, 'm'));
  const forImport = await dir.run(['import', '--help']);
  expect(forImport.code).toBe(0);
  for (const option of ['--on-existing', '--invalid', '--rate', '--runs-dir'])
    expect(forImport.stdout).toContain(option);
});
