// The filters of an export as a user types them, checked before the first request.

import type { ExportDataset, Filter, ImportDataset } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import type { Filters } from '../../providers/binding.js';
import { nearest } from '../../values/nearest.js';

/** The filters that an export of a dataset takes. */
export function filtersOf(dataset: ImportDataset | ExportDataset): readonly Filter[] {
  return (dataset.direction === 'import' ? dataset.exported?.filters : dataset.filters) ?? [];
}

/** Filters by name, each with one text or several. */
export type AskedFilters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The requested filters, by name; several values add up, as a list or separated by commas.
 * @throws Stop of kind `usage` for one that the dataset does not take, or lacks.
 */
export function readFilters(dataset: ImportDataset | ExportDataset, asked: AskedFilters): Filters {
  const known = filtersOf(dataset);
  const given = Object.entries(asked).flatMap(([name, texts]) =>
    texts === undefined ? [] : [[name, [texts].flat()] as const],
  );
  for (const [name] of given) {
    if (known.some((filter) => filter.name === name)) continue;
    const options = known.map((filter) => `--${filter.name}`).join(', ');
    throw usage(`an export of ${dataset.name} takes no --${name}`, options && `it takes ${options}`);
  }
  for (const { name, note, required } of known) {
    if (required && asked[name] === undefined) throw usage(`an export of ${dataset.name} needs --${name}`, note);
  }
  return Object.fromEntries(
    given.map(([name, texts]) => [
      name,
      valuesOf(
        known.find((one) => one.name === name),
        texts,
      ),
    ]),
  );
}

function valuesOf(filter: Filter | undefined, texts: readonly string[]): readonly string[] {
  const option = `--${filter?.name}`;
  if (!filter?.many && texts.length > 1)
    throw usage(`${option} was given ${texts.length} times: ${texts.join(', ')}`, 'it takes one value');
  const all = filter?.many ? texts.flatMap((text) => text.split(',')) : texts;
  const values = [...new Set(all.map((value) => value.trim()).filter((value) => value !== ''))];
  if (values.length === 0) throw usage(`${option} is empty`, filter?.note ?? '');
  const words = filter?.options;
  return values.map((value) => {
    const word = words?.find((one) => one.toLowerCase() === value.toLowerCase());
    if (words === undefined || word !== undefined) return word ?? value;
    const near = nearest(value, words);
    throw usage(
      `${option}: expected ${words.join(', ')}, got "${value}"`,
      near === undefined ? '' : `did you mean ${near}?`,
    );
  });
}

function usage(message: string, hint: string): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}
