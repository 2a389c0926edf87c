import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { allDatasets, exportDatasets, importDatasets } from '../../src/datasets/all.js';
import { exportableNames, headings, importNames, parentsOf } from '../../src/datasets/catalogue.js';
import { exportableNamed, importDatasetNamed } from '../../src/datasets/index.js';
import { providers } from '../../src/providers/index.js';

describe('the catalogue', () => {
  it('has an entry for every rules file, by name, in the room of its service', async () => {
    const shared =
      'carboncloud/changed-columns carboncloud/contacts carboncloud/footprint-columns carboncloud/references';
    const files = (await Promise.all(providers.map(({ name }) => filesOf(name)))).flat();
    expect(headings.map(([name, { provider }]) => `${provider}/${name}`).sort()).toEqual(
      files.filter((file) => !shared.split(' ').includes(file)).sort(),
    );
  });

  it.each(headings)('%s loads the rules of that name', (name, heading) => {
    const dataset = allDatasets.find((one) => one.name === name);
    expect(dataset).toMatchObject({ name, ...heading });
    const exports = dataset?.direction === 'export' || dataset?.exported !== undefined;
    expect([dataset?.direction === 'import', exports]).toEqual([heading.ways !== 'export', heading.ways !== 'import']);
  });

  it('names what can be imported and exported', () => {
    expect(importDatasets.map(({ name }) => name)).toEqual(importNames);
    expect(exportDatasets.map(({ name }) => name)).toEqual(exportableNames.filter((name) => !isImported(name)));
  });

  it('names only other datasets as parents, and none is its own', () => {
    const ancestors = (name: string): readonly string[] => parentsOf(name).flatMap((one) => [one, ...ancestors(one)]);
    for (const name of importNames) {
      expect(ancestors(name)).not.toContain(name);
      expect(parentsOf(name).filter((parent) => !isImported(parent))).toEqual([]);
    }
    expect(parentsOf('supplier-periods')).toEqual(['resold-products', 'suppliers']);
  });
});

async function filesOf(provider: string): Promise<readonly string[]> {
  const files = await readdir(new URL(`../../src/datasets/${provider}/`, import.meta.url));
  return files.map((file) => `${provider}/${file.replace(/\.ts$/, '')}`);
}

function isImported(name: string): boolean {
  return importNames.some((one) => one === name);
}

describe('finding a dataset by its name', () => {
  it('loads its rules', async () => {
    expect((await importDatasetNamed('purchases')).title).toBe('Purchases');
    expect((await exportableNamed('footprints')).direction).toBe('export');
  });

  it.each([
    ['purchase', /no dataset "purchase": expected one of .*purchases/],
    ['footprints', /cannot be imported/],
  ])('refuses to import %s', async (name, message) => {
    await expect(importDatasetNamed(name)).rejects.toThrow(message);
    await expect(importDatasetNamed(name)).rejects.toMatchObject({ kind: 'usage', code: 'UNKNOWN_DATASET' });
  });
});
