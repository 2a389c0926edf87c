import { describe, expect, it } from 'vitest';
import { allDatasets } from '../../src/datasets/all.js';
import { bindingFor, exporterFor, providerNamed, providers } from '../../src/providers/index.js';
import { connect } from './connecting.js';

describe('providers', () => {
  it.each(['dcycle', 'carboncloud', 'variable'] as const)('has %s, with a sound table of routes', (name) => {
    const { routes, title } = providerNamed(name);
    expect(title).not.toBe('');
    expect(new Set(routes.map((route) => route.name)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
    for (const { path, summary, reachedBy } of routes) {
      expect(reachedBy).not.toBe('');
      expect(path).toMatch(/^\/[\w/{}.-]+$/);
      expect(summary).not.toBe('');
    }
  });

  it('claims to know only the three CarbonCloud paths that are published', () => {
    const known = providerNamed('carboncloud').routes.filter(({ standing }) => standing === 'documented');
    expect(known.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'GET /resold-products/{id}/suppliers',
      'GET /suppliers/{supplier-id}/linked-products',
      'PUT /resold-products/{id}/suppliers',
    ]);
  });

  it('claims to know no path of sold products', () => {
    const { routes } = providerNamed('dcycle');
    const sold = routes.filter(({ path }) => path.startsWith('/v1/sold-products'));
    expect(sold).toHaveLength(8);
    expect(new Set(sold.map(({ standing }) => standing))).toEqual(new Set(['assumed']));
  });

  it('lists each provider once', () => {
    expect(providers.map(({ name }) => name)).toEqual(['dcycle', 'carboncloud', 'variable']);
  });
});

describe('the files of datasets', () => {
  it.each([
    ['purchases', 'dcycle', 'row'],
    ['country-sales', 'dcycle', 'batch'],
    ['resold-products', 'carboncloud', 'row'],
  ] as const)('bind %s to %s', async (name, provider, by) => {
    const open = await bindingFor({ name, provider });
    expect(open(connect(provider, 'http://localhost').session).writer.by).toBe(by);
  });

  it('export footprints', async () => {
    const exporter = await exporterFor({ name: 'footprints', provider: 'carboncloud' });
    expect(exporter.dataset.name).toBe('footprints');
  });

  it.each([
    ['a name that it does not have', () => bindingFor({ name: 'nothing', provider: 'dcycle' })],
    ['a name of every object', () => bindingFor({ name: 'toString', provider: 'dcycle' })],
    ['an export taken for an import', () => bindingFor({ name: 'footprints', provider: 'carboncloud' })],
    ['an import of another provider', () => bindingFor({ name: 'purchases', provider: 'carboncloud' })],
  ])('refuse %s', async (_, load) => {
    await expect(async () => load()).rejects.toThrow(/has no import/);
  });

  it('refuse an import taken for an export', async () => {
    await expect(async () => exporterFor({ name: 'purchases', provider: 'dcycle' })).rejects.toThrow(/has no export/);
  });

  it('has a loader for every dataset, under its own name', async () => {
    for (const dataset of allDatasets) {
      if (dataset.direction === 'import') await bindingFor(dataset);
      else expect((await exporterFor(dataset)).dataset).toBe(dataset);
    }
    const tables = providers.map(({ bindings, exporters }) => [...Object.keys(bindings), ...Object.keys(exporters)]);
    expect(tables.flat().sort()).toEqual(allDatasets.map(({ name }) => name).sort());
  });
});
