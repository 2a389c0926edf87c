import { describe, expect, it } from 'vitest';
import dataset from '../../../../src/datasets/variable/product-impacts.js';
import { rejection } from '../../connecting.js';
import type { Step } from '../../loopback.js';
import { atSandbox, atService, exported, queryOf } from '../connecting.js';

const keys = dataset.columns.map(({ key }) => key).sort();
const uuid = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const page = (...data: readonly object[]): Step => ({
  status: 200,
  json: { count: data.length, page: 1, pageSize: 100, data },
});

describe('product impacts from the sandbox', () => {
  it('are one row for each product, for GWP-fossil, unless more is asked for', async () => {
    const { session, http } = await atSandbox({ holdings: {} });
    const rows = await exported('product-impacts', session);
    expect(rows).toHaveLength(5);
    expect(rows.map(({ indicator }) => indicator)).toEqual([...Array(4).fill('GWP-fossil'), null]);
    expect(rows.at(-1)).toMatchObject({ name: 'Gift box, bought in', reason: expect.stringContaining('none') });
    expect(rows[0]).toMatchObject({
      name: 'Trail running shoe',
      sku: 'SHOE-100',
      syncId: 'erp-20100',
      unit: 'pcs',
      indicatorName: 'Climate change, fossil',
      indicatorUnit: 'kgCO2e',
      method: 'EN 15804+A2',
      reason: null,
      startDate: '2024-01-01T00:00:00.000Z',
      B1: null,
      C1: '0',
    });
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(keys);
    expect(http.traffic.sent).toBe(2);
  });

  it('are one row for each product and indicator, digit by digit', async () => {
    const { session, server } = await atSandbox({ holdings: {} });
    const rows = await exported('product-impacts', session, { impacts: ['ODP', 'gwp-total'] });
    expect(rows.filter(({ reason }) => reason === null).map(({ indicator }) => indicator)).toEqual(
      Array(3).fill(['GWP-total', 'ODP']).flat(),
    );
    const response = await fetch(`${server.environment.VARIABLE_BASE_URL}/v1/product?impacts=ODP`, {
      headers: { authorization: `Bearer ${server.environment.VARIABLE_API_KEY}` },
    });
    const { data } = (await response.json()) as { data: { impacts: { ODP: Record<string, string> } }[] };
    expect(rows[1]).toMatchObject(data[0]?.impacts.ODP ? { ...data[0].impacts.ODP, unit: 'pcs' } : {});
    expect(rows[1]?.A1).toMatch(/^0\.0000\d{5,}$/);
  });

  it('are all of them for `all`, without asking for the codes first', async () => {
    const { session, http } = await atSandbox({ holdings: {} });
    const rows = await exported('product-impacts', session, { impacts: ['ALL'] });
    expect(new Set(rows.map(({ indicator }) => indicator)).size).toBe(37 + 1);
    expect(http.traffic.sent).toBe(2);
  });

  it('are those of the products that are named, which may not be there', async () => {
    const { session, server } = await atSandbox({ holdings: {} });
    const [, second] = server.variableProducts() as { uuid: string; name: string }[];
    const product = [` ${second?.uuid.toUpperCase()} `, uuid, second?.uuid ?? ''];
    const rows = await exported('product-impacts', session, { product });
    expect(rows.map(({ name }) => name)).toEqual([second?.name, null]);
    expect(rows[1]).toMatchObject({ uuid, indicator: null, reason: 'the service has no such product' });
  });
});

describe('the choice of impacts', () => {
  it.each([
    [['GWP-fosil'], 'did you mean GWP-fossil?'],
    [['AP', 'odpp'], 'did you mean ODP?'],
    [['nonsense'], 'GWP-total'],
    [['all', 'AP'], 'or to all'],
  ])('%j is refused with what there is, before anything is listed', async (impacts, hint) => {
    const { session, http } = await atSandbox({ holdings: {} });
    const error = await rejection(exported('product-impacts', session, { impacts }));
    expect(error).toMatchObject({ kind: 'usage', code: 'USAGE', hint: expect.stringContaining(hint) });
    expect(http.traffic.sent).toBeLessThanOrEqual(1);
  });

  it('takes no product that is no uuid', async () => {
    const { session, http } = await atSandbox();
    const error = await rejection(exported('product-impacts', session, { product: ['SHOE-100'] }));
    expect(error).toMatchObject({ kind: 'usage', message: expect.stringContaining('"SHOE-100"') });
    expect(http.traffic.sent).toBe(0);
  });

  const codes = ['GWP-fossil', 'AP', 'XYZ-new'];
  it.each<readonly [string, unknown]>([
    ['a list', { error: { details: { validCodes: codes } } }],
    ['a bare list', codes],
    ['words in a message', { message: `Unknown impact "carbonsheet-x". Use one of: ${codes.join(', ')}.` }],
    ['field errors', { detail: [{ loc: ['query', 'impacts'], msg: `Expected ${codes.join(' | ')}` }] }],
    ['the keys of an object', { valid: { 'GWP-fossil': 'fossil', AP: 'acid', 'XYZ-new': 'new' } }],
  ])('goes by the codes that the service reports as %s', async (_, json) => {
    const { session, server } = await atService((request) =>
      queryOf(request).get('impacts')?.startsWith('carbonsheet') ? { status: 400, json } : page(),
    );
    await exported('product-impacts', session, { impacts: ['xyz-NEW', 'ap', 'AP'] });
    expect(server.seen.map((request) => queryOf(request).get('impacts'))).toEqual([expect.any(String), 'XYZ-new,AP']);
    const error = await rejection(exported('product-impacts', session, { impacts: ['ODP'] }));
    expect(error).toMatchObject({ kind: 'usage', hint: expect.stringContaining('GWP-fossil, AP, XYZ-new') });
  });

  it.each<readonly [string, Step]>([
    ['passes over it', page()],
    ['says no more than that', { status: 400, json: { message: 'Bad request' } }],
    ['answers with a page', { status: 400, text: '<html>', headers: { 'content-type': 'text/html' } }],
  ])('goes by the public pages where the service %s', async (_, step) => {
    const { session, server } = await atService((request) =>
      queryOf(request).get('impacts')?.startsWith('carbonsheet') ? step : page(),
    );
    const near = await rejection(exported('product-impacts', session, { impacts: ['GWP-fosil'] }));
    expect(near).toMatchObject({ hint: 'did you mean GWP-fossil?' });
    // What is like none of them may be new.
    await exported('product-impacts', session, { impacts: ['pocp', 'Brandnew'] });
    expect(queryOf(server.seen.at(-1) ?? { url: '', method: '', headers: {}, body: '' }).get('impacts')).toBe(
      'POCP,Brandnew',
    );
  });
});

describe('impacts as the service may give them', () => {
  it('keep every digit, unknown stages, unknown indicators and unknown fields', async () => {
    const product = {
      uuid,
      name: 'Shoe',
      sku: '',
      partNumber: 'PART-123',
      supplier: { uuid, name: 'Mill' },
      impacts: {
        'ZZ-9': {
          unit: 'kgX',
          method: 'Mixed',
          A1: '0.00000000000000000000000000000012',
          A2: '-12345678901234567890.50',
          A3: 1e-7,
          A4: '',
          B1: null,
          B9: '7',
          totalCarbonFootprint: '0',
        },
        note: 'not an indicator',
      },
    };
    const { session } = await atService(() => page(product));
    const [row, ...others] = await exported('product-impacts', session);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      sku: null,
      indicator: 'ZZ-9',
      indicatorName: null,
      indicatorUnit: 'kgX',
      A1: '0.00000000000000000000000000000012',
      A2: '-12345678901234567890.50',
      A3: '1e-7',
      A4: null,
      B1: null,
      A1_A3: null,
      totalCarbonFootprint: '0',
      'extra.B9': '7',
      'extra.partNumber': 'PART-123',
      'extra.supplier': JSON.stringify({ uuid, name: 'Mill' }),
    });
  });

  it('name what is not as promised', async () => {
    const { session } = await atService(() => page({ uuid, name: 'Shoe' }, { name: 'No id' }));
    const error = await rejection(exported('product-impacts', session));
    expect(error).toMatchObject({ kind: 'unreadable', message: expect.stringMatching(/listProducts.*data\.1\.uuid/) });
  });
});

it('offers no sum of amounts that belong to different indicators, and says what A1_A3 is', () => {
  expect(dataset.columns.filter(({ below }) => below)).toEqual([]);
  expect(dataset.columns.find(({ key }) => key === 'A1_A3')?.note).toContain('sum of A1, A2 and A3');
});
