import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import { fieldNames } from '../../src/datasets/dataset.js';
import { compareWritten, writtenFields, writtenMark } from '../../src/dedup/written-mark.js';

const fields = ['amount', 'list', 'name', 'note', 'years'];
const row = { name: 'Boxes', amount: 12.5, list: ['a', 'b'], years: { 2024: 1 } };
const mark = writtenMark(fields, row);

describe('a mark of what was written', () => {
  it.each([
    ['what was written', row, { kind: 'same' }],
    ['more than was written', { ...row, note: 'new' }, { kind: 'same' }],
    ['blanks round a text', { ...row, name: ' Boxes ' }, { kind: 'same' }],
    ['another number', { ...row, amount: 12.51 }, { kind: 'changed', fields: ['amount'] }],
    [
      'nothing in a field',
      { name: 'Boxes', list: ['a', 'b'], years: { 2024: 1 } },
      { kind: 'changed', fields: ['amount'] },
    ],
    ['another text and list', { ...row, name: 'Box', list: ['a'] }, { kind: 'changed', fields: ['list', 'name'] }],
    ['another year', { ...row, years: { 2024: 1, 2025: 2 } }, { kind: 'changed', fields: ['years'] }],
  ])('is compared with %s', (_, held, expected) => {
    expect(compareWritten(mark, fields, held)).toEqual(expected);
  });

  it.each([
    ['another set of fields', writtenMark([...fields, 'zone'], row)],
    ['no mark', ''],
    ['a digest of another kind', 'kX0sV6Jt0Wc0m8h0cF8s0m3bq8E='],
    ['half a mark', mark.slice(0, -3)],
    ['a mark without hints', mark.replace(/\.[^.]{8}\./, '..')],
  ])('says nothing when it is %s', (_, other) => {
    expect(compareWritten(other, fields, row)).toEqual({ kind: 'unknown' });
  });

  it('holds no value, and is short', () => {
    expect(mark).not.toContain('Boxes');
    expect(mark.length).toBeLessThan(40);
  });

  it('tells which fields were written, of as many as a dataset has', () => {
    const many = Array.from({ length: 50 }, (_, index) => `field ${index}`);
    fc.assert(
      fc.property(fc.subarray(many), (written) => {
        const values = Object.fromEntries(written.map((field) => [field, field]));
        expect(writtenFields(writtenMark(many, values), many)).toEqual(written);
      }),
    );
  });

  it('is the same only for the same values', () => {
    const text = fc.string().map((one) => one.trim().normalize('NFC'));
    const values = fc.record({ name: text, note: text }, { requiredKeys: [] });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const equal = one.name === other.name && one.note === other.note;
        expect(writtenMark(fields, one) === writtenMark(fields, other)).toBe(equal);
      }),
    );
  });

  it.each(importDatasets.map((dataset) => [dataset.name, dataset] as const))('has room for %s', (_, dataset) => {
    expect(fieldNames(dataset).length).toBeLessThanOrEqual(53);
  });
});
