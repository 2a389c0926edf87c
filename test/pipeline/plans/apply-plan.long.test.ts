// A kept plan that is applied: what it says is done, and nothing else; what has changed since is named and not sent.

import { describe, expect, it } from 'vitest';
import { groups } from '../../../src/sandbox/account.js';
import { product, purchase, sale } from '../../cli/tables.js';
import { openImporting, type ResultLine, type Row } from '../importing.js';

type Scene = Awaited<ReturnType<typeof openImporting>>;

const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());

/** The requests that may have changed something. */
const writesOf = ({ sandbox }: Scene) =>
  Object.entries(sandbox.stats().byRoute).filter(
    ([route]) => /^(POST|PUT|PATCH|DELETE) /.test(route) && !/token|login|footprints/.test(route),
  );

const boxes = purchase({ product_name: 'Boxes', quantity: '10' });
const film = purchase({ product_name: 'Film', quantity: '20' });
const tape = purchase({ product_name: 'Tape', quantity: '30' });
const glue = purchase({ product_name: 'Glue', quantity: '40' });

/** Boxes and film are at the service; the plan updates film, creates tape and glue, and leaves boxes as they are. */
async function openPlanned() {
  const scene = await openImporting();
  const made = await scene.import('in.csv', [boxes, film]);
  const [boxesId = '', filmId = ''] = made.results.map(({ remote_id }) => remote_id);
  const rows = [boxes, { ...film, quantity: '25' }, tape, glue];
  const { path, summaries } = await scene.keep({ 'in.csv': rows }, ['plan.json'], { onExisting: 'update' });
  return { scene, rows, path, boxesId, filmId, hash: summaries[0]?.planFile?.hash ?? '' };
}

const heldBy = ({ sandbox }: Scene) =>
  sandbox.purchases() as readonly { readonly product_name: string; readonly quantity: number }[];

const quantities = (scene: Scene) => Object.fromEntries(heldBy(scene).map((one) => [one.product_name, one.quantity]));

describe('a world that has not changed', () => {
  it('gets what the plan says of purchases, each row once', async () => {
    const { scene, path, hash } = await openPlanned();
    const { results, summary } = await scene.apply(path);
    expect(told(results)).toEqual(['unchanged ALREADY_THERE', 'updated', 'created', 'created']);
    expect(summary).toMatchObject({ exitCode: 0, counts: { rows: 4 }, planFile: { hash, files: [path] } });
    expect(quantities(scene)).toEqual({ Boxes: 10, Film: 25, Tape: 30, Glue: 40 });
    // Once applied, it is a plan of what was.
    const again = await scene.apply(path);
    expect(again).toMatchObject({ exitCode: 8, stop: { code: 'PLAN_OUT_OF_DATE' } });
    expect(again.results[2]?.message).toMatch(/planned was create; now it would be unchanged/);
    expect(scene.sandbox.purchases()).toHaveLength(4);
  });

  it.each<readonly [string, string, readonly Row[], readonly Row[], readonly string[]]>([
    [
      'country sales',
      'country-sales',
      [sale()],
      [sale(), sale({ Country: 'NO' })],
      ['skipped PERIOD_TAKEN', 'created'],
    ],
    [
      'suppliers',
      'suppliers',
      [{ 'Supplier name': 'Oat farm', 'Custom id': 'S-1', 'Contact email': 'a@example.com' }],
      [
        { 'Supplier name': 'Oat farm', 'Custom id': 'S-1', 'Contact email': 'b@example.com' },
        { 'Supplier name': 'Oat farm', 'Custom id': 'S-1', 'Contact email': 'c@example.com' },
        { 'Supplier name': 'Rice farm', 'Custom id': 'S-2', 'Contact email': '' },
      ],
      ['updated', 'updated', 'created'],
    ],
    [
      'resold products',
      'resold-products',
      [product()],
      [product({ 'Product name': 'Oat drink 2 l' }), product({ 'Custom id': 'OAT-2000' })],
      ['updated', 'created'],
    ],
    ['products of Variable', 'variable-products', [], [{ Name: 'Chair', SKU: 'C-1' }], ['created']],
  ])('gets what the plan says of %s', async (_, dataset, before, rows, expected) => {
    const scene = await openImporting();
    if (before.length > 0) await scene.import('in.csv', before, { dataset });
    const { path, ends } = await scene.keep({ 'in.csv': rows }, ['plan.json'], {
      dataset,
      onExisting: dataset === 'country-sales' ? 'skip' : 'update',
    });
    expect(ends).toMatchObject([{ stop: undefined }]);
    const { results, exitCode, stop } = await scene.apply(path);
    expect(stop).toBeUndefined();
    expect(told(results)).toEqual(expected);
    expect(exitCode).toBe(0);
  });

  it('loses the rows of an edited export that are to be deleted, if that many may be', async () => {
    const scene = await openImporting();
    await scene.import('in.csv', [boxes, film]);
    const [first = {}, ...others] = await scene.export('purchases');
    const { path } = await scene.keep({ 'export.csv': [{ ...first, Action: 'delete' }, ...others] });
    expect(await scene.apply(path)).toMatchObject({ exitCode: 2, stop: { code: 'DELETES_NOT_CONFIRMED' } });
    const { results, exitCode } = await scene.apply(path, { deletes: 1 });
    expect(told(results)).toEqual(['deleted DELETED', 'unchanged AS_EXPORTED']);
    expect(exitCode).toBe(0);
    expect(scene.sandbox.purchases()).toHaveLength(1);
  });

  it('gets several tables, parents first', async () => {
    const scene = await openImporting();
    const link = { 'Product custom id': 'OAT-1000', 'Supplier custom id': 'S-1' };
    const { path } = await scene.keep({
      'periods.csv': [{ ...link, 'Valid from': '2024-01-01', 'Valid to': '2024-12-31' }],
      'suppliers.csv': [{ 'Supplier name': 'Oat farm', 'Custom id': 'S-1' }],
      'products.csv': [product()],
    });
    const { tables } = await scene.apply(path);
    expect(tables.map(({ results }) => told(results))).toEqual([['created'], ['created'], ['created']]);
    expect(tables.map(({ summary }) => summary?.exitCode)).toEqual([0, 0, 0]);
  });

  it('is planned with rows that are invalid: they stay what they are', async () => {
    const scene = await openImporting();
    const { path } = await scene.keep({ 'in.csv': [boxes, { ...film, quantity: 'much' }] });
    const { results, exitCode } = await scene.apply(path);
    expect(told(results)).toEqual(['created', 'invalid NOT_A_NUMBER']);
    expect(exitCode).toBe(4);
  });
});

describe('what has changed since', () => {
  const edited = { ...film, quantity: '25' };

  it.each<readonly [string, (scene: Scene, filmId: string) => Promise<unknown>, readonly number[], readonly RegExp[]]>([
    [
      'a value of a row to update, at the service',
      (scene, id) => scene.dcycle('PATCH', `/v1/purchases/${id}`, { quantity: 21 }),
      [3],
      [/Quantity: "20" at the service when planned, "21" now, "25" in the file/],
    ],
    [
      'another value of that row',
      (scene, id) => scene.dcycle('PATCH', `/v1/purchases/${id}`, { description: 'by hand' }),
      [3],
      [/Description: "" at the service when planned, "by hand" now/],
    ],
    ['a row to create, which is there by now', (scene) => scene.import('other.csv', [tape]), [4], [/now it would be/]],
    [
      'a row of the file, which was edited',
      (scene) => scene.write('in.csv', [boxes, edited, { ...tape, quantity: '33' }, glue]),
      [4],
      [/Quantity: "30" planned, "33" in the file now/],
    ],
    [
      'the file, by one more row',
      (scene) => scene.write('in.csv', [boxes, edited, tape, glue, purchase()]),
      [6],
      [/the row is not in the plan/],
    ],
  ])('is named and keeps the others from being sent: %s', async (_, change, rows, messages) => {
    const { scene, path, filmId } = await openPlanned();
    await change(scene, filmId);
    const before = writesOf(scene);
    const held = scene.sandbox.purchases();
    const { stop, results, exitCode } = await scene.apply(path);
    expect(stop).toMatchObject({ kind: 'outdated', code: 'PLAN_OUT_OF_DATE' });
    expect(exitCode).toBe(8);
    expect(writesOf(scene)).toEqual(before);
    expect(scene.sandbox.purchases()).toEqual(held);
    const named = results.filter(({ code }) => code === 'PLAN_OUT_OF_DATE');
    expect(named.map(({ row }) => Number(row))).toEqual(rows);
    for (const [index, message] of messages.entries()) expect(named[index]?.message).toMatch(message);
    for (const row of rows) expect(stop?.message).toMatch(new RegExp(`\\b${row}\\b`));

    const others = await scene.apply(path, { outOfDate: 'skip' });
    expect(others.exitCode).toBe(4);
    for (const { row, status, code } of others.results)
      expect(rows.includes(Number(row)) ? code : status).toMatch(/^(PLAN_OUT_OF_DATE|unchanged|updated|created)$/);
    expect(others.results.filter(({ code }) => code === 'PLAN_OUT_OF_DATE')).toHaveLength(rows.length);
    expect(others.summary?.counts.rows).toBe(others.results.length);
  });

  it('is a row that the file has lost', async () => {
    const { scene, path } = await openPlanned();
    await scene.write('in.csv', [boxes, edited, glue]);
    const { stop, exitCode } = await scene.apply(path);
    expect(exitCode).toBe(8);
    expect(stop?.message).toContain('1 planned row is not in the file any more, such as row 4 (create)');
    const { results } = await scene.apply(path, { outOfDate: 'skip' });
    expect(told(results)).toEqual(['unchanged ALREADY_THERE', 'updated', 'created']);
  });

  it('is a row of the file that is invalid now', async () => {
    const { scene, path } = await openPlanned();
    await scene.write('in.csv', [boxes, edited, { ...tape, quantity: 'x' }, glue]);
    const { stop, exitCode, results } = await scene.apply(path);
    expect(exitCode).toBe(8);
    expect(stop?.message).toContain('row 4 has changed');
    expect(told(results)[2]).toBe('invalid NOT_A_NUMBER');
  });

  it('is nothing where the file was only sorted', async () => {
    const scene = await openImporting();
    await scene.import('in.csv', [boxes]);
    const rows = [boxes, tape, tape, glue];
    const { path } = await scene.keep({ 'in.csv': rows });
    await scene.write('in.csv', rows.toReversed());
    const { results, exitCode } = await scene.apply(path);
    expect(told(results)).toEqual(['created', 'created', 'created', 'skipped ALREADY_THERE']);
    expect(exitCode).toBe(0);
  });

  it('in one table keeps all tables from being sent', async () => {
    const scene = await openImporting();
    const { path } = await scene.keep({ 'a.csv': [boxes], 'products.csv': [product()] });
    await scene.write('products.csv', [product({ 'Product name': 'Rice drink' })]);
    const { tables } = await scene.apply(path);
    expect(tables.map(({ stop }) => stop?.code)).toEqual(['PLAN_OUT_OF_DATE', 'PLAN_OUT_OF_DATE']);
    expect(writesOf(scene)).toEqual([]);
    const skipped = await scene.apply(path, { outOfDate: 'skip' });
    expect(skipped.tables.map(({ results }) => told(results))).toEqual([['created'], ['unsent PLAN_OUT_OF_DATE']]);
  });

  it('is refused always where it is the account', async () => {
    const scene = await openImporting();
    const { path } = await scene.keep({ 'in.csv': [product()] });
    scene.use({ CARBONCLOUD_GROUP_ID: groups[1]?.id ?? '' });
    for (const outOfDate of ['stop', 'skip'] as const)
      expect(await scene.apply(path, { outOfDate })).toMatchObject({ exitCode: 2, stop: { code: 'OTHER_ACCOUNT' } });
    expect(writesOf(scene)).toEqual([]);
  });
});

describe('agreeing to a plan', () => {
  it('takes its hash, or enough of it', async () => {
    const { scene, path, hash } = await openPlanned();
    const unasked = { yes: false };
    const before = writesOf(scene);
    expect(await scene.apply(path, unasked)).toMatchObject({
      exitCode: 2,
      stop: { code: 'NOT_CONFIRMED', hint: expect.stringContaining(hash.slice(0, 12)) },
    });
    for (const planHash of [hash.slice(0, 7), `0000${hash.slice(4)}`, `${hash}0`])
      await expect(scene.apply(path, { ...unasked, planHash })).rejects.toMatchObject({ code: 'OTHER_PLAN' });
    await expect(scene.apply(path, { files: ['/tmp/other.csv'] })).rejects.toMatchObject({ code: 'OTHER_PLAN' });
    expect(writesOf(scene)).toEqual(before);
    expect((await scene.apply(path, { ...unasked, planHash: hash.slice(0, 8).toUpperCase() })).exitCode).toBe(0);
  });
});

describe('an import by plan that is resumed', () => {
  it('goes on with what the plan says', async () => {
    const { scene, path } = await openPlanned();
    const { summary, stop } = await scene.apply(path, { brakes: { stopAfter: 1 }, canary: false });
    expect(stop?.code).toBe('STOP_AFTER');
    const { results, summary: end } = await scene.resume(summary?.run ?? '');
    expect(told(results)).toEqual(['unchanged ALREADY_THERE', 'updated', 'created', 'created']);
    expect(end.exitCode).toBe(0);
    expect(scene.sandbox.purchases()).toHaveLength(4);
  });

  it('stops where the rest has changed, and takes no other file', async () => {
    const { scene, path, filmId } = await openPlanned();
    const stopped = await scene.apply(path, { brakes: { stopAfter: 1 }, canary: false });
    expect(told(stopped.results)[1]).toBe('updated');
    const run = stopped.summary?.run ?? '';
    await scene.import('other.csv', [glue]);
    const { stop, results } = await scene.resume(run);
    expect(stop?.code).toBe('PLAN_OUT_OF_DATE');
    expect(told(results)).toEqual(['unchanged ALREADY_THERE', 'updated', 'unsent NOT_SENT', 'unsent PLAN_OUT_OF_DATE']);
    expect(filmId).not.toBe('');
    await scene.write('in.csv', [purchase()]);
    await expect(scene.resume(run, undefined, true)).rejects.toMatchObject({ code: 'SOURCE_REPLACED' });
    expect(
      heldBy(scene)
        .map((one) => one.product_name)
        .sort(),
    ).toEqual(['Boxes', 'Film', 'Glue']);
  });

  it('goes on where several rows are written over one thing', async () => {
    const scene = await openImporting();
    const farm = { 'Supplier name': 'Oat farm', 'Custom id': 'S-1' };
    await scene.import('in.csv', [{ ...farm, 'Contact email': 'a@example.com' }], { dataset: 'suppliers' });
    const rows = ['b', 'c', 'd'].map((name) => ({ ...farm, 'Contact email': `${name}@example.com` }));
    const { path } = await scene.keep({ 'in.csv': rows }, ['plan.json'], {
      dataset: 'suppliers',
      onExisting: 'update',
    });
    const { summary } = await scene.apply(path, { brakes: { stopAfter: 1 }, canary: false, concurrency: 1 });
    const { results } = await scene.resume(summary?.run ?? '');
    expect(told(results)).toEqual(['updated', 'updated', 'updated']);
  });
});
