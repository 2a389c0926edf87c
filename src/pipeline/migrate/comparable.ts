// A row as two accounts are compared by: a text for each of its fields. Ids of the services are left out; parents are compared
// by the id that the row's parent has at the target, or else by their key.

import { contactColumns } from '../../datasets/carboncloud/contacts.js';
import type { ImportDataset, Values } from '../../datasets/dataset.js';
import type { FieldValue } from '../../datasets/field.js';
import { asInFile, withFallbacks } from '../../dedup/row-hash.js';
import { cellText } from '../../values/cell.js';
import { type IdMaps, idKey, references } from './movable.js';

/** By the title of what is compared: its text, or a text for each year. */
export type Comparable = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** A row of the source. @param values the row, and those that add to it, as further contacts do. */
export function ofSource(dataset: ImportDataset, values: readonly Values[], ids: IdMaps): Comparable {
  const parents = parentsOf(dataset).map(({ field, title, dataset: parent, keys }): [string, string] => {
    const id = ids.get(parent)?.get(idKey(values[0]?.[field]));
    return id === undefined ? [`${title} key`, keyOf(values[0] ?? {}, keys)] : [title, idKey(id)];
  });
  return { ...ownFields(dataset, values), ...Object.fromEntries(parents) };
}

/** A row of the target: its parents both ways. */
export function ofTarget(dataset: ImportDataset, values: readonly Values[]): Comparable {
  const parents = parentsOf(dataset).flatMap(({ field, title, keys }): [string, string][] => [
    [title, idKey(textOf(values[0]?.[field]))],
    [`${title} key`, keyOf(values[0] ?? {}, keys)],
  ]);
  return { ...ownFields(dataset, values), ...Object.fromEntries(parents) };
}

function parentsOf({ fields }: ImportDataset) {
  return Object.entries(references).flatMap(([field, reference]) =>
    field in fields ? [{ field, title: fields[field]?.title ?? field, ...reference }] : [],
  );
}

function ownFields(dataset: ImportDataset, all: readonly Values[]): Comparable {
  const { fields, parts = [] } = dataset;
  const beside = new Set([...parts, ...parentsOf(dataset).flatMap(({ keys }) => keys)]);
  const values = asInFile(withFallbacks(dataset, all[0] ?? {}));
  const own = Object.entries(fields).flatMap(([name, { title, kind }]): [string, Comparable[string]][] =>
    kind === 'uuid' || beside.has(name)
      ? []
      : [[title, kind === 'yearly' ? byYear(values[name]) : textOf(values[name])]],
  );
  return { ...Object.fromEntries(own), ...(parts.length > 0 && { Contacts: contactsOf(all) }) };
}

function contactsOf(all: readonly Values[]): string {
  const contacts = all.flatMap((values) =>
    contactColumns.flatMap(({ email, firstName, lastName }) =>
      values[email] === undefined
        ? []
        : [[values[email], values[firstName], values[lastName]].map(textOf).filter(Boolean).join(' ')],
    ),
  );
  return contacts.sort().join('; ');
}

function keyOf(values: Values, keys: readonly string[]): string {
  return textOf(keys.map((key) => values[key]).find((value) => value !== undefined));
}

function textOf(value: FieldValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return cellText(value);
  return Array.isArray(value) ? value.join('; ') : JSON.stringify(value);
}

function byYear(value: FieldValue | undefined): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([year, amount]) => [year, cellText(amount)]));
}
