// The JSON schema of the mapping file, for editors: the shape from the code that reads it, and the fields of each dataset.

import { z } from 'zod';
import { allDatasets } from '../../src/datasets/all.js';
import { importNames } from '../../src/datasets/catalogue.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import { mappingSchema } from '../../src/mapping/saved/mapping-schema.js';

/** The text of docs/mapping.schema.json. */
export function mappingJsonSchema(): string {
  const shape = z.toJSONSchema(mappingSchema, { io: 'input' });
  const datasets = allDatasets.filter((dataset): dataset is ImportDataset => 'fields' in dataset);
  const schema = {
    ...shape,
    title: 'carbonsheet mapping file',
    properties: { ...shape.properties, dataset: { ...described(shape.properties?.dataset), enum: importNames } },
    allOf: datasets.map(({ name }) => fieldsOf(name)),
    $defs: Object.fromEntries(datasets.map((dataset) => [dataset.name, targetOf(dataset)])),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function described(property: unknown): object {
  return typeof property === 'object' && property !== null ? property : {};
}

/** A field, or one year of a yearly field. */
function targetOf({ fields }: ImportDataset): object {
  const yearly = Object.keys(fields).filter((field) => fields[field]?.kind === 'yearly');
  return { anyOf: [{ enum: Object.keys(fields) }, ...yearly.map((field) => ({ pattern: `^${field}\\.\\d{4}$` }))] };
}

/** Where the dataset is said, its fields alone are targets. */
function fieldsOf(name: string): object {
  const target = { $ref: `#/$defs/${name}` };
  const orNone = { anyOf: [target, { type: 'null' }] };
  const properties = {
    columns: { additionalProperties: orNone },
    constants: { propertyNames: target },
    joins: { propertyNames: target },
    splits: { additionalProperties: { properties: { into: { items: orNone } } } },
  };
  return Object.fromEntries([
    ['if', { properties: { dataset: { const: name } }, required: ['dataset'] }],
    ['then', { properties }],
  ]);
}
