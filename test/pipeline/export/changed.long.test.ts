// `--changed`: what has changed since the last export, and how far the cursor is moved.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import Papa from 'papaparse';
import { describe, expect, it, vi } from 'vitest';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { type ExportRequest, exportData } from '../../../src/pipeline/export/export.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import { Stop } from '../../../src/problems/stop.js';
import { product } from '../../cli/tables.js';
import { openImporting, type Row } from '../importing.js';

async function openProducts() {
  const scene = await openImporting();
  const { CARBONCLOUD_GROUP_ID: groupId = '' } = scene.sandbox.environment;
  const names = ['Oat drink', 'Rice drink', 'Soy drink'];
  const rows = names.map((name, at) => product({ 'Product name': name, 'Custom id': `P-${at}` }));
  const { results } = await scene.import('in.csv', rows, { dataset: 'resold-products' });
  scene.pass(3_600_000);
  const session = (await scene.tools.connect('carboncloud')).session;
  const body = (name: string) => ({
    kind: 'json' as const,
    value: { name, productionLocation: 'Lund', pickUpLocation: 'Lund', shipToLocation: 'Oslo' },
  });
  const out = join(scene.folder, 'out.csv');
  return {
    scene,
    ids: results.map(({ remote_id }) => remote_id),
    async export(what: string, more: Partial<ExportRequest> = { changed: true }, tools: Partial<Tools> = {}) {
      const request = { what, out, runsDir: join(scene.folder, 'exports'), ...more };
      const exported = await exportData(request, { ...scene.tools, ...tools });
      const { data } = Papa.parse<Row>(await readFile(out, 'utf8'), { header: true, skipEmptyLines: true });
      return { exported, rows: data, told: data.map((row) => [row.id ?? row.carbonsheet_id, row.change]) };
    },
    replace: (id: string, name: string) => session.call('replaceResoldProduct', { params: { id }, body: body(name) }),
    remove: (id: string) => session.call('deleteResoldProduct', { params: { id } }),
    async add(name: string): Promise<string> {
      const { kind, value } = body(name);
      const reply = await session.call('createResoldProduct', { body: { kind, value: { ...value, groupId } } });
      return String(Reflect.get(Object(reply.body), 'id'));
    },
  };
}

describe.each(['footprints', 'baselines', 'resold-products'])('%s', (what) => {
  it('come whole at first, then only what has appeared, changed and vanished', async () => {
    const { scene, ids, replace, remove, add, ...place } = await openProducts();
    const [first = '', second = '', third = ''] = ids;
    const whole = await place.export(what);
    expect(whole.told).toEqual(ids.map((id) => [id, 'appeared']));
    expect(whole.exported).toMatchObject({ changes: { appeared: 3, changed: 0, vanished: 0, since: null } });

    const none = await place.export(what);
    expect(none.told).toEqual([]);
    expect(none.exported).toMatchObject({ rows: 0, exitCode: 0, changes: { appeared: 0, changed: 0, vanished: 0 } });
    expect(none.exported.changes?.since).toBe(whole.exported.changes?.until);

    scene.pass(3_600_000);
    await replace(second, 'Rice drink, new');
    await remove(third);
    const fourth = await add('Pea drink');
    const some = await place.export(what);
    expect(new Map(some.told as [string, string][])).toEqual(
      new Map([
        [second, 'changed'],
        [third, 'vanished'],
        [fourth, 'appeared'],
      ]),
    );
    expect(some.exported).toMatchObject({ rows: 3, changes: { appeared: 1, changed: 1, vanished: 1 } });
    expect(some.rows.find((row) => (row.id ?? row.carbonsheet_id) === second)?.name).toBe('Rice drink, new');
    expect((await place.export(what)).told).toEqual([]);
    expect(first).not.toBe('');
  });

  it('do not move the cursor where an export fails, or nobody reads it to its end', async () => {
    const { scene, ids, replace, ...place } = await openProducts();
    await place.export(what);
    scene.pass(3_600_000);
    await replace(ids[1] ?? '', 'Rice drink, new');
    const missing = join(scene.folder, 'exports', 'no', 'such', 'out.csv');
    await expect(place.export(what, { changed: true, out: missing })).rejects.toMatchObject({ code: 'NO_SUCH_FOLDER' });
    const deaf = new Writable({
      write: (_, __, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    await place.export(what, { changed: true, out: '-', stdout: deaf });
    expect((await place.export(what)).told).toEqual([[ids[1], 'changed']]);
  });

  it('move the cursor last: whatever fails before, the same comes again', async () => {
    const { scene, ids, replace, ...place } = await openProducts();
    await place.export(what);
    scene.pass(3_600_000);
    await replace(ids[1] ?? '', 'Rice drink, new');
    const full = new Stop('output', 'DISK_FULL', 'the disk is full', 'free some space');
    const fails = (spoil: (ledger: Ledger) => void) =>
      place.export(what, undefined, {
        openLedger: async () => {
          const ledger = await scene.tools.openLedger();
          spoil(ledger);
          return ledger;
        },
      });
    await expect(fails((ledger) => vi.spyOn(ledger, 'finishRun').mockRejectedValueOnce(full))).rejects.toBe(full);
    await expect(fails(({ cursors }) => vi.spyOn(cursors, 'moveCursor').mockRejectedValue(full))).rejects.toBe(full);
    // A run whose cursor was not moved has not ended well.
    expect((await scene.known())[0]).toMatchObject({ exitCode: 2, sha256: '' });
    expect((await place.export(what)).told).toEqual([[ids[1], 'changed']]);
    expect((await place.export(what)).told).toEqual([]);
  });

  it('say what has happened also in chosen columns and rows', async () => {
    const { scene, ids, replace, remove, ...place } = await openProducts();
    const [first = '', second = '', third = ''] = ids;
    await place.export(what);
    scene.pass(3_600_000);
    await replace(first, 'Oat drink, new');
    await replace(second, 'Rice drink, new');
    await remove(third);
    const id = what === 'resold-products' ? 'carbonsheet_id' : 'id';
    const since = { filters: { since: 'last' } };
    const wanted = async (...where: string[]) =>
      (await place.export(what, { ...since, where })).told.sort(([, one = ''], [, other = '']) =>
        one.localeCompare(other),
      );
    expect(await wanted('change = vanished')).toEqual([[third, 'vanished']]);
    expect(await wanted('Change != vanished', 'name contains rice')).toEqual([[second, 'changed']]);
    expect(await wanted(`${id} = ${first}`)).toEqual([[first, 'changed']]);
    // A row that vanished has no name any more, and has to be taken out all the same.
    expect(await wanted('name contains rice')).toEqual([
      [second, 'changed'],
      [third, 'vanished'],
    ]);
    const columnsOf = async (columns: string[]) =>
      Object.keys((await place.export(what, { ...since, columns })).rows[0] ?? {});
    expect(await columnsOf([id, 'name'])).toEqual([id, 'name', 'change']);
    expect(await columnsOf(['change', id])).toEqual(['change', id]);
    await expect(place.export(what, { columns: ['change'] })).rejects.toMatchObject({ kind: 'usage' });
  });

  it('do not say how many have vanished where nobody has looked', async () => {
    const { scene, ids, remove, ...place } = await openProducts();
    await place.export(what);
    scene.pass(3_600_000);
    await remove(ids[1] ?? '');
    const since = await place.export(what, { filters: { since: '30d' } });
    expect(since.exported.changes).not.toHaveProperty('vanished');
    expect((await place.export(what)).exported.changes).toMatchObject({ vanished: 1 });
  });

  it('since a moment are no matter of the cursor, unless it is asked for', async () => {
    const { scene, ids, replace, ...place } = await openProducts();
    await place.export(what);
    scene.pass(40 * 86_400_000);
    await replace(ids[0] ?? '', 'Oat drink, new');
    const told = [[ids[0], 'changed']];
    expect((await place.export(what, { filters: { since: '30d' } })).told).toEqual(told);
    expect((await place.export(what, { filters: { since: '2025-02-01' } })).told).toEqual(told);
    expect((await place.export(what, { filters: { since: '2025-01-01' } })).told).toHaveLength(3);
    expect((await place.export(what, { filters: { since: 'last' } })).told).toEqual(told);
    expect((await place.export(what, { filters: { since: '2025-02-01' }, changed: true })).told).toEqual(told);
    expect((await place.export(what)).told).toEqual([]);
  });
});

it('asks for the figures of what has changed, and of nothing else', async () => {
  const { scene, ids, replace, ...place } = await openProducts();
  await place.export('footprints');
  scene.pass(3_600_000);
  await replace(ids[1] ?? '', 'Rice drink, new');
  const before = scene.sandbox.stats().byRoute['POST /resold-products/footprints'] ?? 0;
  await place.export('footprints');
  await place.export('footprints');
  expect(scene.sandbox.stats().byRoute['POST /resold-products/footprints']).toBe(before + 1);
});

it.each([
  ['purchases', { changed: true }, 'purchases'],
  ['footprints', { changed: true, filters: { product: 'x' } }, '--product'],
  ['footprints', { filters: { since: 'soon' } }, '"soon"'],
  ['footprints', { filters: { since: '2025-02-30' } }, '2025-02-30'],
  ['updated-footprints', { filters: { since: 'last' } }, 'updated-footprints'],
] as const)('refuses %s with %j', async (what, more, named) => {
  const { export: exportSome } = await openProducts();
  await expect(exportSome(what, more)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(named),
  });
});
