// Our routes in a service's own description: found where nothing else can be meant, left alone otherwise.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProviderName } from '../../../src/datasets/dataset.js';
import { providerNamed, providers } from '../../../src/providers/index.js';
import { matchOperations } from '../../../src/providers/openapi/match-operations.js';
import { type Operation, parseApiDocument } from '../../../src/providers/openapi/openapi-document.js';
import { wordsOf } from '../../../src/providers/openapi/operation-words.js';
import type { Route } from '../../../src/providers/route-table.js';
import { assumed, documented } from '../../../src/providers/route-table.js';

function fixture(name: string, provider: ProviderName, base?: string) {
  const file = new URL(`../../fixtures/openapi/${name}`, import.meta.url);
  const { operations } = parseApiDocument(readFileSync(file, 'utf8'), name);
  const { baseUrl } = providerNamed(provider);
  const url = (text: string | undefined): URL | undefined => (text === undefined ? undefined : new URL(text));
  const bases = { chosen: url(base ?? baseUrl.usual), usual: url(baseUrl.usual) };
  const { found, others } = matchOperations(providerNamed(provider), operations, bases);
  return {
    found: Object.fromEntries([...found].map(([name, { method, path }]) => [name, `${method} ${path}`])),
    others: others.map(({ method, path }) => `${method} ${path}`),
  };
}

describe('a document', () => {
  it('of the kind that Go programs write is read by its titles', () => {
    const { found, others } = fixture('retailer-swagger.json', 'carboncloud');
    expect(found).toEqual({
      listGroups: 'GET /groups',
      invite: 'POST /invites',
      listResoldProducts: 'GET /resold-products',
      createResoldProduct: 'POST /resold-products',
      listUpdatedProducts: 'GET /resold-products/updates',
      getResoldProduct: 'GET /resold-products/{product-id}',
      replaceResoldProduct: 'PUT /resold-products/{product-id}',
      deleteResoldProduct: 'DELETE /resold-products/{product-id}',
      getEngagement: 'GET /resold-products/{product-id}/supplier',
      listFootprints: 'POST /footprints/flag',
      listUpdatedFootprints: 'GET /footprints/updated',
      getFootprint: 'GET /resold-products/{product-id}/flag',
      getSupplier: 'GET /suppliers/{supplier-id}',
      updateSupplier: 'PUT /suppliers/{supplier-id}',
      deleteSupplier: 'DELETE /suppliers/{supplier-id}',
      listLinkedProducts: 'GET /suppliers/{supplier-id}/linked-products',
    });
    expect(others).toEqual(['GET /suppliers/{supplier-id}/notes']);
  });

  it.each([
    ['where the document says', 'https://api.example.test/retailer/v1', 'GET /groups'],
    ['above it', 'https://api.example.test/retailer', 'GET /v1/groups'],
    ['at the top of the host', 'https://api.example.test', 'GET /retailer/v1/groups'],
    ['at a gateway', 'https://gateway.example.com/cc', 'GET /groups'],
    ['in a sandbox', 'http://127.0.0.1:4010', 'GET /groups'],
  ])('gives paths below the base URL %s', (_, base, path) => {
    expect(fixture('retailer-swagger.json', 'carboncloud', base).found.listGroups).toBe(path);
  });

  it('of the kind that FastAPI writes is read by functions, tags and paths, and legacy ones are no match', () => {
    const { found, others } = fixture('sold-products-fastapi.yaml', 'dcycle');
    expect(found).toEqual({
      listPurchases: 'GET /v1/purchases',
      createPurchase: 'POST /v1/purchases',
      listSoldProducts: 'GET /v2/sold-products',
      deleteSoldProduct: 'DELETE /v2/sold-products/{id}',
      listPeriods: 'GET /v2/sold-products/{id}/reporting-periods',
      deletePeriod: 'DELETE /v2/sold-products/{id}/reporting-periods/{period}',
      // Not by its title, but by its path, whatever the generation and the notation.
      listExistingCountrySales: 'GET /v2/sold_products/existing_country_sales',
    });
    expect(others).toEqual([
      'GET /api/v1/purchases',
      // Two of one title: neither.
      'GET /v2/sold-products/{id}/reporting-periods/{period}/emissions',
      'GET /v2/sold-products/{id}/reporting-periods/{period}/totals',
      // Another number of ids than we have to give.
      'GET /v2/sold-products/check-overlap',
    ]);
  });

  it('of OpenAPI 3.0 with a base path is read below the usual base URL, in a sandbox too', () => {
    for (const base of [undefined, 'http://127.0.0.1:4010']) {
      const { found, others } = fixture('variable-openapi.json', 'variable', base);
      expect(found).toMatchObject({
        listProducts: 'GET /v1/product',
        getProduct: 'GET /v1/product/{productUuid}',
        createProduct: 'POST /v1/product',
        updateProduct: 'PATCH /v1/product/{productUuid}',
        listUnits: 'GET /v1/units',
      });
      expect(others).toEqual(['GET /v1/material']);
    }
  });
});

function operation(method: Operation['method'], path: string, other: Partial<Operation> = {}): Operation {
  return { method, path, id: '', summary: '', tags: [], servers: [], ...other };
}

describe('an operation', () => {
  const route = (known: typeof assumed, method: Route['method'], path: string): Route =>
    known('listThings', method, path, 'List things', 'export things');

  it.each<readonly [string, Route, readonly Operation[], string | undefined]>([
    ['the same path', route(assumed, 'GET', '/things'), [operation('GET', '/things')], '/things'],
    ['the same path with a slash', route(assumed, 'GET', '/things'), [operation('GET', '/things/')], '/things/'],
    [
      'the same title',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x', { summary: 'List all things' })],
      '/x',
    ],
    [
      'a title in another notation',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x', { id: 'fetch_things' })],
      '/x',
    ],
    [
      'half a title and a tag',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x', { summary: 'List', tags: ['Things'] })],
      '/x',
    ],
    [
      'a tag alone',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x', { tags: ['Things', 'List'] })],
      undefined,
    ],
    [
      'a longer title',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x', { summary: 'List things and owners' })],
      undefined,
    ],
    ['a shorter title', route(assumed, 'GET', '/things'), [operation('GET', '/x', { summary: 'List' })], undefined],
    [
      'another verb',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x', { summary: 'Count things' })],
      undefined,
    ],
    [
      'the same title for a write',
      route(assumed, 'GET', '/things'),
      [operation('POST', '/x', { summary: 'List things' })],
      undefined,
    ],
    [
      'the same title with an id',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x/{id}', { summary: 'List things' })],
      undefined,
    ],
    [
      'two of the same title',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/x', { summary: 'List things' }), operation('GET', '/y', { summary: 'List things' })],
      undefined,
    ],
    [
      'a title before an assumed path',
      route(assumed, 'GET', '/things'),
      [operation('GET', '/things', { summary: 'List owners' }), operation('GET', '/x', { summary: 'List things' })],
      '/x',
    ],
    [
      'a documented path before a title',
      route(documented, 'GET', '/things'),
      [operation('GET', '/things', { summary: 'List owners' }), operation('GET', '/x', { summary: 'List things' })],
      '/things',
    ],
    [
      'the same title in another generation',
      route(documented, 'GET', '/v1/things'),
      [operation('GET', '/api/v1/things', { summary: 'List things' })],
      undefined,
    ],
    [
      'the same path in another generation',
      route(assumed, 'GET', '/v1/things'),
      [operation('GET', '/api/v2/thing')],
      '/api/v2/thing',
    ],
    [
      'the same, where ours is documented',
      route(documented, 'GET', '/v1/things'),
      [operation('GET', '/api/v2/thing')],
      undefined,
    ],
    [
      'PATCH for PUT',
      route(assumed, 'PUT', '/things/{id}'),
      [operation('PATCH', '/things/{thing}')],
      '/things/{thing}',
    ],
    [
      'PATCH beside PUT',
      route(assumed, 'PUT', '/things/{id}'),
      [operation('PATCH', '/things/{id}'), operation('PUT', '/things/{id}')],
      '/things/{id}',
    ],
    ['DELETE for PUT', route(assumed, 'PUT', '/things/{id}'), [operation('DELETE', '/things/{id}')], undefined],
  ])('with %s', (_, known, operations, path) => {
    const { found } = matchOperations({ routes: [known] }, operations, { chosen: undefined, usual: undefined });
    expect(found.get('listThings')?.path).toBe(path);
  });

  it('that could be two routes is neither', () => {
    const routes = ['one', 'two'].map((name) => assumed(name, 'GET', `/${name}`, name, name));
    const titles = { one: ['Get thing'], two: ['Get thing'] };
    const { found, others } = matchOperations({ routes, titles }, [operation('GET', '/x', { summary: 'Get thing' })], {
      chosen: undefined,
      usual: undefined,
    });
    expect([found.size, others.length]).toEqual([0, 1]);
  });
});

describe('titles', () => {
  it.each(providers.map((provider) => [provider.name, provider] as const))(
    'of %s are of its routes',
    (_, { routes, titles = {} }) => {
      const names = routes.map(({ name }) => name);
      expect(Object.keys(titles).filter((name) => !names.includes(name))).toEqual([]);
      for (const title of Object.values(titles).flat()) expect(wordsOf(title).size, title).toBeGreaterThan(0);
    },
  );
});

describe('words', () => {
  it.each([
    ['listResoldProducts', 'get resold product'],
    ['List all the resold products of a group', 'get resold product group'],
    ['GET_product-categories', 'get product category'],
    ['FLAGBreakdown', 'flag breakdown'],
    ['status analysis bus', 'status analysis bus'],
  ])('of %s are %s', (text, words) => {
    expect([...wordsOf(text)].join(' ')).toBe(words);
  });
});
