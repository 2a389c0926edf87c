import { describe, expect, it } from 'vitest';
import { rejection } from '../connecting.js';
import { atSandbox, atService, exported, queryOf } from './connecting.js';

const unit = (n: number) => ({ code: `u${n}` });
const units = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => unit(from + index));
const codes = async (session: Parameters<typeof exported>[1]) =>
  (await exported('variable-units', session)).map(({ code }) => code);

describe('a list of Variable', () => {
  it.each([
    [0, 1],
    [1, 2],
    [99, 2],
    [100, 2],
    [101, 3],
    [250, 4],
  ])('of %i entries is read in %i requests', async (count, requests) => {
    const { session, server } = await atService((request) => {
      const page = Number(queryOf(request).get('page'));
      const data = units((page - 1) * 100, Math.min(page * 100, count));
      return { status: 200, json: { count, page, pageSize: 100, data: data.length > 0 ? data : [] } };
    });
    expect(await codes(session)).toEqual(units(0, count).map(({ code }) => code));
    expect(server.seen).toHaveLength(requests);
    expect([...queryOf(server.seen[0] ?? never).keys()]).toEqual(['page']);
  });

  it('may say that its pages are larger than they are, and is read to the end', async () => {
    const { session } = await atService((request) => {
      const page = Number(queryOf(request).get('page'));
      return {
        status: 200,
        json: { count: 5, page, pageSize: 100, data: units((page - 1) * 2, Math.min(page * 2, 5)) },
      };
    });
    expect(await codes(session)).toEqual(['u0', 'u1', 'u2', 'u3', 'u4']);
  });

  it.each([
    ['repeats its first page', undefined, 'page 2 repeats'],
    ['says that it is the first page', 1, 'page 2 repeats'],
  ])('is not read any further where each page %s', async (_, page, message) => {
    const { session, server } = await atService(() => ({
      status: 200,
      json: { count: 250, page, pageSize: 100, data: units(0, 100) },
    }));
    expect(await rejection(codes(session))).toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining(message),
    });
    // Those that were read ahead.
    expect(server.seen).toHaveLength(4);
  });

  it.each([150, 250, 50])('of %i is read whole where pages are counted from 0', async (count) => {
    const { session } = await atService((request) => {
      const page = Number(queryOf(request).get('page'));
      return {
        status: 200,
        json: {
          count,
          pageSize: 100,
          data: units(page * 100, Math.max(page * 100, Math.min(page * 100 + 100, count))),
        },
      };
    });
    expect(new Set(await codes(session))).toEqual(new Set(units(0, count).map(({ code }) => code)));
  });

  it('is read again when an entry was taken away meanwhile, and gives each entry once', async () => {
    let isGone = false;
    const { session } = await atService((request, index) => {
      if (index === 1) isGone = true;
      const all = isGone ? units(1, 150) : units(0, 150);
      const page = Number(queryOf(request).get('page'));
      return {
        status: 200,
        json: { count: all.length, page, pageSize: 100, data: all.slice((page - 1) * 100, page * 100) },
      };
    });
    const found = await codes(session);
    expect(found).toHaveLength(150);
    expect(new Set(found)).toEqual(new Set(units(0, 150).map(({ code }) => code)));
  });

  it('is taken as it is when it counts what it never lists', async () => {
    const { session, server } = await atService((request) => {
      const page = Number(queryOf(request).get('page'));
      return { status: 200, json: { count: 4, page, pageSize: 100, data: page === 1 ? units(0, 3) : [] } };
    });
    expect(await codes(session)).toEqual(['u0', 'u1', 'u2']);
    expect(server.seen).toHaveLength(7);
  });

  it('is given up when it changes each time', async () => {
    let count = 400;
    const { session } = await atService((request) => {
      count -= 1;
      const page = Number(queryOf(request).get('page'));
      return {
        status: 200,
        json: { count, page, pageSize: 100, data: page < 3 ? units(page * 100 - count, page * 100 - count + 100) : [] },
      };
    });
    expect(await rejection(codes(session))).toMatchObject({ kind: 'unclear' });
  });
});

const never = { url: '', method: '', headers: {}, body: '' };

describe('units', () => {
  it('come from the sandbox with their names', async () => {
    const { session } = await atSandbox();
    const rows = await exported('variable-units', session);
    expect(rows).toContainEqual({ code: 'kg', name: 'kilogram' });
    expect(rows).toHaveLength(13);
  });

  it.each<readonly [string, unknown, object]>([
    ['a bare list of codes', ['kg'], { code: 'kg', name: null }],
    ['a bare list of objects', [{ code: 'kg', name: 'kilogram' }], { code: 'kg', name: 'kilogram' }],
    ['units', [{ unit: 'kg', type: 'mass' }], { code: 'kg', name: null, 'extra.type': 'mass' }],
    ['names', { count: 1, data: [{ name: 'kg' }] }, { code: 'kg', name: null }],
  ])('are read from %s', async (_, json, row) => {
    const { session } = await atService(() => ({ status: 200, json }));
    expect(await exported('variable-units', session)).toEqual([row]);
  });
});
