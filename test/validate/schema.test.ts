// The quick look at a value and the schema must agree: what the quick look takes, the schema takes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import { fitsField, recordSchema } from '../../src/validate/schema.js';
import { plainReading } from '../../src/values/evidence.js';
import { readField } from '../../src/values/read-field.js';

const fields = importDatasets.flatMap((dataset) =>
  Object.entries(dataset.fields).map(([name, field]) => ({ name: `${dataset.name}.${name}`, field })),
);

/** Texts as cells hold them, those of the kinds that are hard to hit among them. */
const cells = fc.oneof(
  fc.string(),
  fc.string({ minLength: 200, maxLength: 600 }),
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
  fc.uuid(),
  fc.webUrl(),
  fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
    .map((day) => day.toISOString().slice(0, 10)),
  fc.constantFrom('SE', 'Sweden', '4006381333931', 'opex', 'capex', 'kg', '0', '1', '50 %', 'a; b'),
);

describe.each(fields)('$name', ({ field }) => {
  it('is taken by the schema when the quick look takes what was read', () => {
    const fits = fitsField(field);
    const schema = recordSchema({ field });
    fc.assert(
      fc.property(cells, (cell) => {
        const reading = readField(field, cell, plainReading);
        if (!reading.ok || reading.value === undefined || !fits(reading.value)) return;
        expect(schema.safeParse({ field: reading.value }).success).toBe(true);
      }),
    );
  });
});
