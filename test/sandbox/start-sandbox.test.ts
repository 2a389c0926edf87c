import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { closeAll, drive, groupId, product, purchase, startMs } from './drive.js';

let folder: string;
let dataFile: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  dataFile = join(folder, 'data.json');
});
afterEach(async () => {
  // The sandboxes write into the folder when they close.
  await closeAll();
  await rm(folder, { recursive: true });
});

describe('starting', () => {
  it('names the settings that lead to it', async () => {
    const { sandbox } = await drive();
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.environment).toMatchObject({
      DCYCLE_BASE_URL: sandbox.url,
      CARBONCLOUD_BASE_URL: sandbox.url,
      CARBONCLOUD_TOKEN_URL: `${sandbox.url}/realms/prod/protocol/openid-connect/token`,
      CARBONCLOUD_GROUP_ID: groupId,
    });
  });

  it('says which port is in use', async () => {
    const { sandbox } = await drive();
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ now: () => startMs, port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(String(port)),
    });
  });
});

describe('the data file', () => {
  it('brings everything back', async () => {
    const first = await drive({ dataFile });
    const { body: bought } = await first.dcycle('POST', '/v1/purchases', purchase);
    await first.carbonCloud('POST', '/suppliers', { groupId, name: 'Oat farm' });
    for (const name of ['Oat drink', 'Rice drink'])
      await first.carbonCloud('POST', '/resold-products', { ...product, name });
    const form = new FormData();
    form.set('template_id', first.sandbox.environment.DCYCLE_IMPORT_TEMPLATE ?? '');
    const sale = 'product_name,country,quantity,start_date,end_date\nKettle,ES,5,2024-01-01,2024-12-31';
    form.set('upload_file', new Blob([sale]), 'sales.csv');
    const { body: opened } = await first.dcycle('POST', '/v2/imports/sessions', form);
    const keys = opened.source_columns.map((key: string) => [key, key]);
    const path = `/v2/imports/${opened.import_id}`;
    await first.dcycle('POST', `${path}/validate`, { mapping: Object.fromEntries(keys) });
    await first.dcycle('POST', `${path}/submit`, {}, { 'x-partner': 'dcycle' });
    const changes = `/resold-products/updated?groupId=${groupId}`;
    const before = {
      resold: first.sandbox.resoldProducts(),
      suppliers: first.sandbox.suppliers(),
      changes: (await first.carbonCloud('GET', changes)).body,
    };
    await first.sandbox.close();

    const second = await drive({ dataFile });
    expect(second.sandbox.purchases()).toEqual([bought]);
    expect(second.sandbox.resoldProducts()).toEqual(before.resold);
    expect(second.sandbox.suppliers()).toEqual(before.suppliers);
    expect((await second.carbonCloud('GET', changes)).body).toEqual(before.changes);
    // What was being processed goes on.
    expect(second.sandbox.soldProducts()).toEqual([]);
    second.pass(1000);
    expect(second.sandbox.soldProducts()).toMatchObject([{ product_name: 'Kettle' }]);
  });

  it('is there from the start, has a version, and is written once for many changes', async () => {
    const waits: (() => void)[] = [];
    const sleep = (_ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        waits.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    const { dcycle } = await drive({ dataFile, sleep });
    const stored = async (): Promise<number> => JSON.parse(await readFile(dataFile, 'utf8')).purchases.length;
    expect(JSON.parse(await readFile(dataFile, 'utf8'))).toMatchObject({ version: 1, purchases: [] });
    for (let n = 0; n < 20; n += 1) await dcycle('POST', '/v1/purchases', purchase);
    expect(await stored()).toBe(0);
    expect(waits).toHaveLength(1);
    waits[0]?.();
    await expect.poll(stored).toBe(20);
    expect(await readdir(folder)).toEqual(['data.json']);
  });

  it('survives more records than are written at once', async () => {
    const first = await drive({ dataFile });
    for (let n = 0; n < 501; n += 1) await first.dcycle('POST', '/v1/purchases', { ...purchase, quantity: n });
    await first.sandbox.close();
    const second = await drive({ dataFile });
    expect(second.sandbox.purchases()).toEqual(first.sandbox.purchases());
  });

  it.each([
    ['no JSON', '{"version":1,', 'JSON'],
    ['another version', '{"version":2}', 'version'],
    ['another shape', '{"version":1,"purchases":[{"id":1}]}', 'purchases'],
  ])('is left alone when it holds %s', async (_, text, part) => {
    await writeFile(dataFile, text);
    await expect(startSandbox({ now: () => startMs, dataFile })).rejects.toMatchObject({
      code: 'DATA_FILE_UNREADABLE',
      message: expect.stringContaining(part),
    });
    expect(await readFile(dataFile, 'utf8')).toBe(text);
  });

  it.each([
    ['is a folder', () => folder, 'DATA_FILE_UNREADABLE'],
    ['cannot be written', () => join(folder, 'nowhere', 'data.json'), 'DATA_FILE_UNWRITABLE'],
  ])('is refused when it %s', async (_, file, code) => {
    await expect(startSandbox({ now: () => startMs, dataFile: file() })).rejects.toMatchObject({ code });
  });
});
