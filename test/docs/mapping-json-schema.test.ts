// Editors complete and check mapping files by docs/mapping.schema.json; `npm run docs` writes it anew.

import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { mappingJsonSchema } from './mapping-json-schema.js';
import { root } from './markdown.js';

const path = `${root}/docs/mapping.schema.json`;

it('is up to date: run npm run docs where it is not', async () => {
  const made = mappingJsonSchema();
  if (process.env.UPDATE_DOCS) await writeFile(path, made);
  expect(await readFile(path, 'utf8')).toBe(made);
});

it('knows every entry, and the fields of the dataset that is said', () => {
  const schema = JSON.parse(mappingJsonSchema());
  expect(schema.required).toEqual(['version']);
  expect(schema.additionalProperties).toBe(false);
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['dataset', 'titles', 'columns', 'constants', 'joins', 'splits', 'values', 'locale']),
  );
  expect(schema.properties.dataset.enum).toContain('resold-products');
  expect(schema.$defs.purchases.anyOf[0].enum).toContain('unit_id');
  expect(schema.$defs['resold-products'].anyOf).toContainEqual({ pattern: '^yearlySalesVolumes\\.\\d{4}$' });
  const rules: readonly Readonly<Record<'if' | 'then', object>>[] = schema.allOf;
  const purchases = rules.filter((rule) => JSON.stringify(rule.if).includes('"const":"purchases"'));
  expect(purchases.map((rule) => rule.then)).toMatchObject([
    { properties: { constants: { propertyNames: { $ref: '#/$defs/purchases' } } } },
  ]);
});
