import { afterEach, describe, expect, it } from 'vitest';
import { changedFields } from '../../../../src/plan/changed-fields.js';
import { saysTheSame } from '../../../../src/providers/carboncloud/products/product-index.js';
import { connect, openerOf, rejection, rowWriter, stream } from '../../connecting.js';
import { type Loopback, loopbackBy, type Seen, type Step } from '../../loopback.js';
import { bindingOf, list, running } from '../running.js';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const open = await openerOf('resold-products', 'carboncloud');

const places = { pickUpLocation: 'Malmö', productionLocation: 'Lund', shipToLocation: 'Göteborg' };
const row = { name: 'Oat drink', ...places };

/** A service with a login and these answers. */
async function service(answer: (request: Seen) => Step): Promise<Loopback> {
  const server = await loopbackBy((request) =>
    request.url.includes('/token') ? { status: 200, json: { access_token: 't', expires_in: 300 } } : answer(request),
  );
  servers.push(server);
  return server;
}

/** A service that holds products, listed by id. */
function listing(products: readonly object[]): Promise<Loopback> {
  const sorted = products.map((product, index) => ({ id: String(index).padStart(4, '0'), ...product }));
  return service(({ url }) => {
    const query = new URL(url, 'http://x').searchParams;
    const start = query.has('from') ? sorted.findIndex(({ id }) => id === query.get('from')) + 1 : 0;
    return { status: 200, json: sorted.slice(start, start + Number(query.get('limit'))) };
  });
}

describe('a held product is found', () => {
  it.each([
    [
      'by its custom id, whatever else differs',
      { customId: 'A1', name: 'Other' },
      { ...row, customId: 'A1', gtin: '7310865004703' },
      true,
    ],
    ['not by another custom id', { ...row, customId: 'A1' }, { ...row, customId: 'A2' }, false],
    ['by its GTIN', { gtin: '7310865004703', name: 'Other' }, { ...row, gtin: '7310865004703' }, true],
    [
      'by its GTIN with leading zeros',
      { gtin: '07310865004703', name: 'Other' },
      { ...row, gtin: '7310865004703' },
      true,
    ],
    [
      'by its GTIN when only one has a custom id',
      { gtin: '7310865004703', customId: 'A1' },
      { ...row, gtin: '7310865004703' },
      true,
    ],
    [
      'not by its GTIN when both have other custom ids',
      { gtin: '7310865004703', customId: 'A1' },
      { ...row, gtin: '7310865004703', customId: 'A2' },
      false,
    ],
    ['by name and locations', { ...row, name: 'OAT  drink' }, row, true],
    ['by name and locations when one has a GTIN', { ...row, gtin: '7310865004703' }, row, true],
    [
      'not by them when both have other GTINs',
      { ...row, gtin: '7310865004703' },
      { ...row, gtin: '4006381333931' },
      false,
    ],
    [
      'not by them when only the GTIN is common and differs',
      { ...row, customId: 'A1', gtin: '4006381333931' },
      { ...row, gtin: '7310865004703' },
      false,
    ],
    [
      'with blanks round its keys',
      { ...row, customId: ' A1 ', gtin: '' },
      { ...row, name: 'Other', customId: 'A1' },
      true,
    ],
    ['not with another location', { ...row, shipToLocation: 'Oslo' }, row, false],
  ])('%s', async (_, held, record, found) => {
    const { session } = connect('carboncloud', (await listing([held])).url);
    const match = await (await open(session).holdings(stream())).matcher()(record);
    expect(match && 'remoteId' in match ? match.remoteId : undefined).toBe(found ? '0000' : undefined);
  });

  it('by the id that it is known to have', async () => {
    const { session } = connect('carboncloud', (await listing([row, row])).url);
    const match = (await open(session).holdings(stream())).matcher();
    expect(await match(row, '0001')).toMatchObject({ remoteId: '0001' });
  });

  const same = expect.objectContaining({ same: true });
  it.each([
    [0, 1, undefined],
    [127, 2, same],
    [128, 2, same],
    [129, 3, same],
    [300, 4, same],
  ])('among %i in %i requests', async (count, requests, last) => {
    const products = Array.from({ length: count }, (_, index) => ({ ...row, customId: `A${index}` }));
    const server = await listing(products);
    const { session } = connect('carboncloud', server.url);
    const match = (await open(session).holdings(stream())).matcher();
    expect(server.seen).toHaveLength(requests + 1);
    expect(await match({ ...row, customId: `A${count - 1}` })).toEqual(last);
    expect(await match({ ...row, customId: `A${count}` })).toBeUndefined();
  });

  it('unless the list does not go on', async () => {
    const page = Array.from({ length: 128 }, (_, index) => ({ id: `p${index}`, ...row }));
    const server = await service(() => ({ status: 200, json: page }));
    const { session } = connect('carboncloud', server.url);
    expect(await rejection(open(session).holdings(stream()))).toMatchObject({ kind: 'unreadable' });
  });
});

describe('a held product says the same', () => {
  const held = {
    id: '1',
    ...row,
    gtin: '07310865004703',
    categories: ['Drinks', 'Oats'],
    alcoholPercentage: 0,
    yearlySalesVolumes: { 2023: 10, 2024: 12 },
  };
  it.each([
    ['what the row does not name', { ...row }, true],
    ['text', { ...row, brandName: 'Havrefin' }, false],
    ['a GTIN without its zeros', { gtin: '7310865004703' }, true],
    ['a list in another order', { categories: ['Oats', 'Drinks'] }, true],
    ['a list with less', { categories: ['Oats'] }, false],
    ['a number', { alcoholPercentage: 0 }, true],
    ['another number', { alcoholPercentage: 0.5 }, false],
    ['a year', { yearlySalesVolumes: { 2024: 12 } }, true],
    ['a year that is new', { yearlySalesVolumes: { 2025: 12 } }, false],
  ])('or not: %s', (_, record, same) => {
    expect(saysTheSame(record, held as unknown as Parameters<typeof saysTheSame>[1])).toBe(same);
  });
});

describe('an update', () => {
  it('wipes nothing that the row does not name, and leaves other years alone', async () => {
    const held = {
      id: '1',
      groupId: 'g',
      ...row,
      brandName: 'Havrefin',
      ingredients: null,
      somethingNew: 'kept',
      yearlySalesVolumes: { 2023: 10, 2024: 12 },
      createdAt: '2024-01-01T00:00:00Z',
      updatedAt: '2024-01-01T00:00:00Z',
    };
    const server = await service(() => ({ status: 200, json: held }));
    const { session } = connect('carboncloud', server.url);
    const written = await rowWriter(open(session)).update('1', {
      ...row,
      name: 'Oat drink 1 l',
      yearlySalesVolumes: { 2024: 13, 2025: 9 },
    });
    expect(written).toMatchObject({ remoteId: '1', attempts: 2 });
    const put = server.seen.at(-1);
    expect(`${put?.method} ${put?.url}`).toBe('PUT /resold-products/1');
    expect(JSON.parse(put?.body ?? '')).toEqual({
      ...row,
      name: 'Oat drink 1 l',
      brandName: 'Havrefin',
      somethingNew: 'kept',
      yearlySalesVolumes: { 2023: 10, 2024: 13, 2025: 9 },
    });
  });
});

describe('a product that was written', () => {
  const whole = {
    id: '1',
    groupId: 'g',
    ...row,
    brandName: '',
    ingredients: null,
    categories: ['Drinks'],
    somethingNew: 'kept',
    yearlySalesVolumes: { 2023: 10, 2024: 13 },
    createdAt: '2024-01-01T00:00:00Z',
    updatedAt: '2024-01-01T00:00:00Z',
  };
  const { yearlySalesVolumes } = whole;
  const holding = async (json: unknown = whole, status = 200) => {
    const server = await service(() => ({ status, json }));
    return { server, session: connect('carboncloud', server.url).session };
  };
  const lastOf = ({ seen }: Loopback) => `${seen.at(-1)?.method} ${seen.at(-1)?.url}`;

  it('is read back in the terms of the dataset, its years with it', async () => {
    const { session, server } = await holding();
    expect(await open(session).readBack?.('1')).toEqual({ ...row, categories: ['Drinks'], yearlySalesVolumes });
    expect(lastOf(server)).toBe('GET /resold-products/1');
  });

  it('is told to be gone', async () => {
    expect(await open((await holding({ detail: 'no' }, 404)).session).readBack?.('1')).toBeUndefined();
  });

  it.each([
    ['other values', { ...row, customId: 'A1', brandName: 'B' }, { ...row, customId: 'A1' }, true],
    ['a GTIN with zeros', { ...row, gtin: '7310865004703' }, { ...row, gtin: '07310865004703' }, true],
    ['another custom id', { ...row, customId: 'a-1' }, { ...row, customId: 'A1' }, false],
    ['another name without any code', row, { ...row, name: 'Oat' }, false],
  ])('would be found again in %s or not', (_, record, held, found) => {
    const { isFoundIn } = open(connect('carboncloud', 'http://localhost').session);
    expect(isFoundIn?.(record, held)).toBe(found);
  });

  it('is updated without another look when it was read before', async () => {
    const { session, server } = await holding();
    const held = await rowWriter(open(session)).read('1');
    await rowWriter(open(session)).update('1', { name: 'Oat drink 1 l', yearlySalesVolumes: { 2025: 1 } }, held);
    const requests = server.seen.filter(({ url }) => url.startsWith('/resold'));
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'PUT']);
    expect(JSON.parse(requests[1]?.body ?? '')).toMatchObject({
      somethingNew: 'kept',
      yearlySalesVolumes: { 2025: 1 },
    });
  });

  it('gets back what it was, field by field, and keeps all else', async () => {
    const { session, server } = await holding({ ...whole, description: 'added since' });
    const before = { name: 'Oat', yearlySalesVolumes: { 2023: 10 } };
    await rowWriter(open(session)).restore('1', before, ['name', 'categories', 'yearlySalesVolumes']);
    expect(lastOf(server)).toBe('PUT /resold-products/1');
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({
      ...row,
      ...before,
      brandName: '',
      somethingNew: 'kept',
      description: 'added since',
    });
  });

  it.each([201, 404])('is deleted when the answer is %i', async (status) => {
    const { session, server } = await holding({}, status);
    await open(session).remove?.('1');
    expect(lastOf(server)).toBe('DELETE /resold-products/1');
  });
});

describe('an export of products', () => {
  const stamps = { createdAt: '2024-01-01T00:00:00.000000001Z', updatedAt: '2025-01-01T00:00:00.123456789Z' };

  it('gives the rows that an import reads, and keeps what is not known', async () => {
    const held = {
      ...row,
      name: ' Oat drink ',
      gtin: '09520000000011',
      brandName: '',
      categories: ['Oats ', 'Drinks', ''],
      yearlySalesVolumes: { 2024: 12.5 },
      packagingWeightValue: 0,
      grade: 'A',
      tags: ['x'],
      ...stamps,
    };
    const { session } = connect('carboncloud', (await listing([held])).url);
    const [listed] = await list(await bindingOf('resold-products'), session);
    expect(listed).toEqual({
      remoteId: '0000',
      version: stamps.updatedAt,
      values: {
        ...row,
        gtin: '09520000000011',
        categories: ['Oats', 'Drinks'],
        yearlySalesVolumes: { 2024: 12.5 },
        packagingWeightValue: 0,
      },
      shown: { ...stamps, 'extra.grade': 'A', 'extra.tags': '["x"]' },
    });
  });

  it('with three cells edited changes three fields, and can be narrowed', async () => {
    const products = await bindingOf('resold-products');
    const { session, server } = await running();
    const more = { ...row, customId: 'A1', categories: ['Oats'], yearlySalesVolumes: { 2023: 1, 2024: 2 } };
    const { remoteId } = await rowWriter(open(session)).create({
      ...more,
      brandName: 'Havrefin',
      alcoholPercentage: 0,
    });
    await rowWriter(open(session)).create({ ...row, customId: 'A2', name: 'Milk' });
    const before = server.resoldProducts();
    const [one] = await list(products, session, { product: [remoteId] });
    const held = await rowWriter(open(session)).read(remoteId);
    expect(held.values).toEqual(one?.values);
    const edited = {
      ...one?.values,
      name: 'Oat drink 1 l',
      categories: ['Oats', 'Drinks'],
      yearlySalesVolumes: { 2023: 1, 2024: 3 },
    };
    await rowWriter(open(session)).update(remoteId, changedFields(held.values, edited), held);
    expect(server.resoldProducts()).toEqual(
      before.map((product) =>
        (product as { id: string }).id === remoteId
          ? {
              ...product,
              name: 'Oat drink 1 l',
              categories: ['Oats', 'Drinks'],
              yearlySalesVolumes: { 2023: 1, 2024: 3 },
              updatedAt: expect.any(String),
            }
          : product,
      ),
    );
  });
});

describe('the group', () => {
  const created: Step = { status: 201, json: { id: '9' } };
  const noGroup = { settings: { CARBONCLOUD_GROUP_ID: undefined } };

  it('is that of the settings', async () => {
    const server = await service(() => created);
    await rowWriter(open(connect('carboncloud', server.url).session)).create(row);
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toEqual({
      ...row,
      groupId: 'a4e1b7c9-2d35-4f80-96be-1d7c3f5a9e33',
    });
  });

  it('is the only one there is, asked for once', async () => {
    const server = await service(({ url }) =>
      url === '/groups' ? { status: 200, json: [{ id: 'g1', name: 'Retail' }] } : created,
    );
    const { session } = connect('carboncloud', server.url, noGroup);
    await Promise.all([rowWriter(open(session)).create(row), rowWriter(open(session)).create(row)]);
    expect(server.seen.filter(({ url }) => url === '/groups')).toHaveLength(1);
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).toMatchObject({ groupId: 'g1' });
  });

  it.each([
    [[{ id: 'g1', name: 'Retail' }, { id: 'g2' }], 'g1 (Retail), g2'],
    [[], 'no group'],
  ])('must be chosen among %j', async (groups, message) => {
    const server = await service(() => ({ status: 200, json: groups }));
    const error = await rejection(rowWriter(open(connect('carboncloud', server.url, noGroup).session)).create(row));
    expect(error).toMatchObject({ kind: 'usage', code: 'MISSING_SETTING' });
    expect(String(error)).toContain(message);
  });
});
