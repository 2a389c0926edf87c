// Lists of every provider, read to their end whatever they claim: against a sandbox with the habits of services.

import { afterEach, describe, expect, it } from 'vitest';
import type { ProviderName } from '../../../src/datasets/dataset.js';
import { bindingFor } from '../../../src/providers/index.js';
import { parseListHabits } from '../../../src/sandbox/habits/list-habits.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { connect, rejection } from '../connecting.js';
import { fakeClock } from '../fake-clock.js';

const servers: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const idOf = (n: number): string => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** So many entries in each list of the sandbox. */
function entries(count: number) {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const location = { pickUpLocation: 'SE', productionLocation: 'SE', shipToLocation: 'SE' };
  return {
    purchases: numbers.map((n) => ({ id: idOf(n), product_name: `Purchase ${n}`, quantity: n })),
    soldProducts: numbers.map((n) => ({ product_id: idOf(n), product_name: `Kettle ${n}` })),
    resoldProducts: numbers.map((n) => ({ id: idOf(n), name: `Oats ${n}`, ...location })),
    variableProducts: numbers.map((n) => ({ uuid: idOf(n), name: `Chair ${n}` })),
  };
}

interface Listed {
  readonly provider: ProviderName;
  readonly name: string;
}
const byNumber: readonly Listed[] = [
  { provider: 'dcycle', name: 'purchases' },
  { provider: 'dcycle', name: 'sold-products' },
  { provider: 'variable', name: 'variable-products' },
];
const byCursor: readonly Listed[] = [{ provider: 'carboncloud', name: 'resold-products' }];
const all = [...byNumber, ...byCursor];

/** A list of so many entries with a habit. */
async function listed({ provider, name }: Listed, count: number, habits: string, maxPages?: number) {
  const clock = fakeClock();
  const lists = habits === '' ? {} : parseListHabits(habits);
  const server = await startSandbox({ now: clock.now, lists, holdings: entries(count) });
  servers.push(server);
  const address = provider === 'variable' ? (server.environment.VARIABLE_BASE_URL ?? '') : server.url;
  const { session, said } = connect(provider, address, {
    clock,
    ...(maxPages !== undefined && { maxPages }),
    settings: provider === 'variable' ? server.environment : {},
  });
  const { rows } = (await bindingFor({ name, provider }))(session);
  const read = async () => {
    const ids: string[] = [];
    for await (const { remoteId } of rows?.({}) ?? []) ids.push(remoteId);
    return ids.sort();
  };
  // Units are asked for as well, but not by an export.
  const requests = (): number =>
    Object.entries(server.stats().byRoute).reduce(
      (sum, [route, count]) => sum + (route.startsWith('GET') ? count : 0),
      0,
    );
  return { read, said, clock, requests };
}

const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => idOf(index + 1));
const each = (lists: readonly Listed[], habits: readonly string[]) =>
  lists.flatMap((list) => habits.map((habit) => ({ ...list, habit })));

describe('a list', () => {
  it.each(
    each(byNumber, [
      'total=100',
      'total=page',
      'total=0',
      'total=missing',
      'total=text',
      'total=7',
      'form=array',
      'cap=50',
      'cap=50,total=page',
      'cap=7,total=3',
      'behind=last',
      'behind=refused',
      'behind=last,total=page',
      'behind=refused,form=array',
      'cap=50,form=array',
    ]),
  )('of $name is read to its end, each entry once, with $habit', async ({ habit, ...list }) => {
    for (const count of [0, 1, 100, 250]) {
      const { read, said, clock } = await listed(list, count, habit);
      expect(await read()).toEqual(ids(count));
      // It is read again only where it claims more than it has.
      expect(clock.sleeps.includes(1_000)).toBe(count < Number(/total=(\d+)/.exec(habit)?.[1] ?? 0));
      // A page that comes again after exactly a full one may be a list that does not turn its pages.
      const mayWarn = habit.includes('last') || clock.sleeps.includes(1_000);
      expect(mayWarn ? [] : said).toEqual([]);
    }
  });

  it.each(
    each(byCursor, ['cap=50', 'from=inclusive', 'cap=50,from=inclusive', 'largest=50', 'largest=20,from=inclusive']),
  )('of $name is read to its end, each entry once, with $habit', async ({ habit, ...list }) => {
    for (const count of [0, 1, 50, 127, 128, 129, 260]) {
      const { read, said } = await listed(list, count, habit);
      expect(await read()).toEqual(ids(count));
      expect(said).toEqual([]);
    }
  });

  it.each(all)('of $name takes one request more than it has pages', async (list) => {
    const { read, requests } = await listed(list, 1_000, '');
    expect(await read()).toEqual(ids(1_000));
    expect(requests()).toBe(Math.ceil(1_000 / (list.provider === 'carboncloud' ? 128 : 100)) + 1);
  });

  it.each(each(byNumber.slice(0, 2), ['largest=50', 'largest=60', 'largest=10', 'largest=49,total=page']))(
    'of $name is asked for in smaller pages with $habit',
    async ({ habit, ...list }) => {
      const { read } = await listed(list, 130, habit);
      expect(await read()).toEqual(ids(130));
    },
  );

  it.each(each(byNumber, ['total=+1', 'total=+40', 'total=+500', 'total=+1,behind=last']))(
    'of $name that claims too much for good is read again, and used as it is with a warning: $habit',
    async ({ habit, ...list }) => {
      const { read, said, clock } = await listed(list, 130, habit);
      expect(await read()).toEqual(ids(130));
      expect(clock.sleeps.filter((ms) => ms >= 1_000)).toEqual([1_000]);
      expect(said).toEqual([expect.stringMatching(/says that it has \d+ entries and lists 130/)]);
    },
  );

  it.each(each(byNumber, ['pages=from-0']))('of $name is read whole where pages count from 0', async (list) => {
    for (const count of [1, 50, 150, 250]) {
      const { read, said } = await listed(list, count, list.habit);
      expect(await read()).toEqual(ids(count));
      expect(said).toEqual([]);
    }
  });

  it.each([...each(byNumber, ['pages=ignored']), ...each(byCursor, ['from=ignored'])])(
    'of $name is refused where more is there than its one page shows: $habit',
    async ({ habit, ...list }) => {
      const { read } = await listed(list, 130, habit);
      expect(await rejection(read())).toMatchObject({ kind: 'unreadable' });
    },
  );

  it.each([...each(byNumber, ['pages=ignored', 'pages=ignored,form=array']), ...each(byCursor, ['from=ignored'])])(
    'of $name is read where all is on its one page: $habit',
    async ({ habit, ...list }) => {
      const { read, said } = await listed(list, 30, habit);
      expect(await read()).toEqual(ids(30));
      expect(said).toEqual([]);
    },
  );

  it.each(each(all, ['pages=endless', 'pages=endless,total=page']))(
    'of $name without an end is stopped at a limit that has an option: $habit',
    async ({ habit, ...list }) => {
      const { read, requests } = await listed(list, 130, habit, 40);
      expect(await rejection(read())).toMatchObject({
        kind: 'limit',
        code: 'LIST_TOO_LONG',
        message: expect.stringContaining('40 pages'),
        hint: expect.stringContaining('--max-pages'),
      });
      expect(requests()).toBe(40);
    },
  );
});
