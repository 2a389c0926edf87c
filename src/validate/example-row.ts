// Recognises a template's example row that was left in the file.

import { isDeepStrictEqual } from 'node:util';
import type { ImportDataset, Values } from '../datasets/dataset.js';
import { perDataset } from '../datasets/per-dataset.js';
import { mapHeader } from '../mapping/map-header.js';
import { rowChecker } from './check-row.js';

/** Makes the function that tells whether a record is the dataset's example, value by value. */
export function exampleFinder(dataset: ImportDataset): (record: Values) => boolean {
  const example = exampleOf(dataset);
  const [first = ''] = Object.keys(example);
  // Most rows differ in the first value already.
  return (record) => record[first] === example[first] && isDeepStrictEqual({ ...record }, example);
}

const exampleOf = perDataset((dataset): Values => {
  const fields = Object.values(dataset.fields);
  const header = { sheet: '', row: 1, cells: fields.map(({ title }) => title) };
  const check = rowChecker(mapHeader(header, dataset), new Map());
  return { ...check({ sheet: '', row: 2, cells: fields.map((field) => field.example) }).record };
});
