// The list of titles and the exports that the mapping is measured by: of every language, and about fields that exist.

import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../../src/datasets/all.js';
import { languages } from '../../../src/datasets/field.js';
import { exportCases, titleCases } from './cases.js';

const exports = await exportCases('test/fixtures/mapping');
const titles = await titleCases('test/fixtures/real-titles.csv');
const fieldsOf = new Map(importDatasets.map(({ name, fields }) => [name, Object.keys(fields)]));

describe('the list of titles', () => {
  it('has more than 150, with many that mean no field, in every language', () => {
    expect(titles.length).toBeGreaterThan(150);
    expect(titles.filter(({ gold }) => Object.keys(gold).length === 0).length).toBeGreaterThan(100);
    const seen = new Set(titles.map(({ name }) => /\((\w\w), [^(]+(?:\([^)]*\))?\)$/.exec(name)?.[1]));
    expect([...seen].sort()).toEqual([...languages].sort());
  });

  it('names each title of a dataset once', () => {
    const seen = titles.map(({ dataset, header, gold }) => [dataset, header.cells[0], Object.values(gold)].join(' | '));
    expect(seen.filter((one, index) => seen.indexOf(one) !== index)).toEqual([]);
  });
});

it('they are about fields and titles that exist', () => {
  const faults = [...exports, ...titles].flatMap(({ name, dataset, gold, missing, ask, header }) => {
    const fields = [...Object.values(gold).flat(), ...missing, ...ask].filter((field) => field !== 'period');
    const unknown = fields.filter((field) => !fieldsOf.get(dataset)?.includes(field));
    const strange = Object.keys(gold).filter((title) => !header.cells.includes(title));
    return [...unknown, ...strange].map((word) => `${name}: ${word}`);
  });
  expect(faults).toEqual([]);
});
