// `import` of purchases: what is sent, what is not sent twice, and what the run's folder says about it.

import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { csvOf, heldPurchase, purchase, purchases } from './tables.js';
import { countsOf, openWorkplace, parseCsv, summaryOf } from './workdir.js';

const resultColumns = 'sheet,row,status,remote_id,code,field,message,request_id,attempts'.split(',');

it('creates every row of a clean file, and nothing when the file is imported again', async () => {
  const { dir, sandbox } = await openWorkplace();
  const rows = purchases(6);
  await dir.write('purchases.csv', csvOf(rows));

  const first = await dir.run(['import', 'purchases.csv', '--json']);
  expect(first.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(6);
  expect(sandbox.purchases()).toEqual(
    expect.arrayContaining(rows.map((row) => expect.objectContaining(heldPurchase(row)))),
  );
  const created = await dir.runFolder(first);
  expect(countsOf(created.summary.counts)).toEqual({ rows: 6, created: 6 });
  expect(created.summary.totals).toEqual({ field: 'quantity', checked: { EUR: '22.5' }, written: { EUR: '22.5' } });
  const idOf = new Map(sandbox.purchases().map((held) => [Reflect.get(held, 'product_name'), Reflect.get(held, 'id')]));
  for (const result of created.results) expect(result.remote_id).toBe(idOf.get(result.product_name));

  const second = await dir.run(['import', 'purchases.csv', '--json']);
  expect(second.code).toBe(0);
  expect(countsOf(summaryOf(second).counts)).toEqual({ rows: 6, skipped: 6 });
  expect(summaryOf(second).totals.written).toEqual({});
  expect(sandbox.purchases()).toHaveLength(6);
  expect(sandbox.stats().byRoute['POST /v1/purchases']).toBe(6);
  const { results } = await dir.runFolder(second);
  expect(results.map(({ code }) => code)).toEqual(rows.map(() => 'ALREADY_THERE'));
});

it('counts equal rows: three in the file and two at the service make one new', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('two.csv', csvOf([purchase(), purchase()]));
  await dir.write('three.csv', csvOf([purchase(), purchase({ product_name: 'Other' }), purchase(), purchase()]));

  const two = await dir.run(['import', 'two.csv', '--json']);
  expect(countsOf(summaryOf(two).counts)).toEqual({ rows: 2, created: 2 });
  const { problems } = await dir.runFolder(two);
  expect(problems).toMatchObject([{ row: '3', code: 'EQUAL_ROW', severity: 'warning' }]);
  expect(problems[0]?.message).toContain('row 2');

  const three = await dir.run(['import', 'three.csv', '--json']);
  expect(three.code).toBe(0);
  expect(countsOf(summaryOf(three).counts)).toEqual({ rows: 4, created: 2, skipped: 2 });
  expect(sandbox.purchases()).toHaveLength(4);
});

it('leaves equal rows out when that is asked for', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('three.csv', csvOf([purchase(), purchase(), purchase()]));
  const ran = await dir.run(['import', 'three.csv', '--equal-rows', 'drop', '--json']);
  expect(ran.code).toBe(0);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 3, created: 1, skipped: 2 });
  expect(sandbox.purchases()).toHaveLength(1);
  const { results } = await dir.runFolder(ran);
  expect(results.map(({ status, code }) => `${status} ${code}`)).toEqual([
    'created ',
    'skipped REPEATED_ROW',
    'skipped REPEATED_ROW',
  ]);
});

it('writes a result for every row in source order, with the original columns untouched', async () => {
  const { dir } = await openWorkplace();
  const source = [
    ['Producto', 'Sector', 'País', 'Cantidad', 'Unidad', 'Fecha de compra', 'Tipo de gasto', 'Interno'],
    ['Cajas; con "comillas"', 'Manufacturing', 'España', '1.234,56', 'EUR', '31/01/2024', 'OPEX', 'x'],
    ['Palés', 'Manufacturing', 'Portugal', 'mucho', 'EUR', '01/02/2024', 'OPEX', '=SUM(A1)'],
    ['  Film  ', 'Manufacturing', 'ES', '0,1', 'EUR', '15/02/2024', 'CAPEX', '007'],
  ];
  const text = source.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\r\n');
  await dir.write('compras.csv', `\uFEFF${text}\r\n`);

  const ran = await dir.run(['import', 'compras.csv', '--invalid', 'skip', '--json']);
  expect(ran.code).toBe(4);
  const run = await dir.runFolder(ran);
  expect(run.path).toMatch(/^runs\/\d{8}T\d{6}Z-purchases-[0-9a-z]{4,}$/);
  expect(run.files).toEqual([
    'failed.csv',
    'problems.csv',
    'reconciliation.json',
    'reconciliation.xlsx',
    'results.csv',
    'results.xlsx',
    'summary.json',
  ]);
  expect(run.columns).toEqual([...resultColumns, ...(source[0] ?? [])]);
  // A text that looks like a formula is guarded in CSV.
  const original = source.slice(1).map((row) => row.map((cell) => (cell.startsWith('=') ? `'${cell}` : cell)));
  expect(run.rows.map((row) => row.slice(resultColumns.length))).toEqual(original);
  expect(run.results.map(({ sheet, row, status, code, attempts }) => [sheet, row, status, code, attempts])).toEqual([
    ['', '2', 'created', '', '1'],
    ['', '3', 'invalid', 'NOT_A_NUMBER', '0'],
    ['', '4', 'created', '', '1'],
  ]);

  const book = await dir.readBook(`${run.path}/results.xlsx`);
  const sheet = book.getWorksheet('compras');
  const shown = run.rows.map((_, index) => {
    return Array.from({ length: 10 }, (_, column) => sheet?.getRow(index + 2).getCell(column + 1).text);
  });
  const told = run.results.map(({ status }) => status);
  expect(shown.map((cells) => cells.slice(0, 9))).toEqual(
    source.slice(1).map((cells, index) => [...cells, told[index]]),
  );
  expect(shown[1]?.[9]).toContain('expected a number');
});

it('sends exact numbers, whatever the decimal sign', async () => {
  const { dir, sandbox } = await openWorkplace();
  const written = ['1.234,56', '0,1', '0,2', '1.234.567,89', '12'];
  const rows = written.map((quantity, index) => purchase({ product_name: `P${index}`, quantity }));
  await dir.write('compras.csv', csvOf(rows, ';'));
  const ran = await dir.run(['import', 'compras.csv', '--json']);
  expect(ran.code).toBe(0);
  const sent = new Map(
    sandbox.purchases().map((one) => [Reflect.get(one, 'product_name'), Reflect.get(one, 'quantity')]),
  );
  expect(rows.map(({ product_name }) => sent.get(product_name))).toEqual([1234.56, 0.1, 0.2, 1234567.89, 12]);
  expect(summaryOf(ran).totals.written).toEqual({ EUR: '1235814.75' });
});

it('prints the summary of summary.json, and nothing else, with --json', async () => {
  const { dir } = await openWorkplace();
  await dir.write('purchases.csv', csvOf([...purchases(3), purchase({ country: 'Nowhereland' })]));
  const ran = await dir.run(['import', 'purchases.csv', '--invalid', 'skip', '--json']);
  const summary = summaryOf(ran);
  expect(ran.stdout).toBe(`${JSON.stringify(summary)}\n`);
  expect(JSON.parse(await dir.read(`${summary.folder}/summary.json`))).toEqual(summary);
  expect(summary).toMatchObject({
    version: 1,
    run: summary.folder.replace('runs/', ''),
    command: 'import',
    dataset: 'purchases',
    provider: 'dcycle',
    file: 'purchases.csv',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    exitCode: 4,
  });
  const { rows, ...others } = summary.counts;
  expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBe(rows);
  expect(Date.parse(summary.startedAt)).toBeLessThanOrEqual(Date.parse(summary.finishedAt));
  expect(summary.requests).toEqual({ sent: 7, retried: 0, throttled: 0 });
});

it('puts an x-request-id on every request, and the one of each row into the results', async () => {
  const { dir, sandbox } = await openWorkplace();
  const seen: string[] = [];
  const witness = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '', headers } = request;
    const id = String(headers['x-request-id'] ?? '');
    seen.push(id);
    const sent = ['x-api-key', 'x-organization-id', 'content-type'].flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as [string, string]] : [];
    });
    const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
    const answer = await fetch(`${sandbox.url}${url}`, { method, headers: sent, ...body });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => witness.listen(0, '127.0.0.1', resolve));
  try {
    const address = witness.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await dir.write('purchases.csv', csvOf(purchases(4)));
    const env = { DCYCLE_BASE_URL: `http://127.0.0.1:${port}` };
    const ran = await dir.run(['import', 'purchases.csv', '--json'], { env });
    expect(ran.code).toBe(0);
    const ids = (await dir.runFolder(ran)).results.map(({ request_id }) => request_id);
    expect(new Set(ids).size).toBe(4);
    expect(seen).toEqual(expect.arrayContaining(ids));
    expect(seen.filter((id) => !/^[0-9a-f-]{36}$/.test(id))).toEqual([]);
    expect(new Set(seen).size).toBe(seen.length);
  } finally {
    witness.closeAllConnections();
    witness.close();
  }
});

it('writes a file for the service and sends nothing with --via file', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('purchases.csv', csvOf([purchase({ quantity: '1,5', country: 'Suecia' })], ';'));
  const ran = await dir.run(['import', 'purchases.csv', '--via', 'file', '--json']);
  expect(ran.code).toBe(0);
  const run = await dir.runFolder(ran);
  expect(countsOf(run.summary.counts)).toEqual({ rows: 1, unsent: 1 });
  const [header = [], ...rows] = parseCsv(await dir.read(`${run.path}/upload.csv`));
  expect(rows.map((row) => [row[header.indexOf('quantity')], row[header.indexOf('country')]])).toEqual([['1.5', 'SE']]);
  expect(Object.keys(sandbox.stats().byRoute)).toEqual(['GET /v1/purchases']);
});

it('needs no account to check, and says what an import would do with plan', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('held.csv', csvOf(purchases(2)));
  await dir.write('purchases.csv', csvOf(purchases(5)));
  await dir.run(['import', 'held.csv']);
  const before = sandbox.stats();

  const checked = await dir.run(['check', 'purchases.csv', '--json'], { env: { DCYCLE_API_KEY: undefined } });
  expect(checked.code).toBe(0);
  expect(countsOf(summaryOf(checked).counts)).toEqual({ rows: 5, unsent: 5 });
  expect((await dir.runFolder(checked)).files).toEqual(['problems.csv', 'summary.json']);
  expect(sandbox.stats()).toEqual(before);

  const planned = await dir.run(['plan', 'purchases.csv', '--json']);
  expect(planned.code).toBe(0);
  expect(summaryOf(planned).plan).toEqual({
    create: 3,
    update: 0,
    unchanged: 0,
    skip: 2,
    conflict: 0,
    estimate: { requests: 3, seconds: expect.any(Number) },
  });
  expect(countsOf(summaryOf(planned).counts)).toEqual({ rows: 5, skipped: 2, unsent: 3 });
  expect(sandbox.purchases()).toHaveLength(2);
});
