// The groups that an amount is compared with: rows of the same product, account, category or supplier. The narrowest comes first.

import type { ImportDataset } from '../datasets/dataset.js';
import { columnOf, type Mapping } from '../mapping/mapping.js';
import { ledgerLayout, textIn } from '../selection/ledger-layout.js';
import type { SuspectRow } from './suspect-row.js';

/** A way to group rows. */
export interface Grouping {
  /** Whether it says what kind of thing was bought: rows of a kind of their own are compared with no others. */
  readonly isKind: boolean;
  /** The row's group as people name it, as `Konto 4930`; '' where it has none. */
  nameOf(row: SuspectRow): string;
}

const PRODUCT_FIELDS = ['product_name', 'product_id', 'name'];

/** The groupings of a table, the narrowest first. */
export function groupingsOf(mapping: Mapping): readonly Grouping[] {
  const { dataset } = mapping;
  const country = byField(
    mapping,
    Object.keys(dataset.fields).find((name) => dataset.fields[name]?.kind === 'country'),
  );
  // A product that is known by a key has one row.
  const product = isKnownByKey(dataset) ? undefined : byField(mapping, PRODUCT_FIELDS.find(hasColumn));
  const layout = ledgerLayout(mapping);
  const kind = byColumns(layout.accounts.length > 0 ? layout.accounts : layout.categories);
  const supplier = byColumns(layout.suppliers);
  const grouping = (isKind: boolean, ...names: readonly (NameOf | undefined)[]): readonly Grouping[] => {
    const known = names.filter((name) => name !== undefined);
    return known.length === names.length ? [{ isKind, nameOf: together(known) }] : [];
  };
  return [
    ...grouping(false, product, country),
    ...grouping(false, product),
    ...grouping(false, kind, supplier),
    ...grouping(true, kind),
    ...grouping(false, supplier),
  ];

  function hasColumn(field: string): boolean {
    return columnOf(mapping, field) !== undefined;
  }
}

type NameOf = Grouping['nameOf'];

function isKnownByKey({ identity }: ImportDataset): boolean {
  return identity.by === 'key';
}

function byField(mapping: Mapping, field: string | undefined): NameOf | undefined {
  const column = field === undefined ? undefined : columnOf(mapping, field);
  if (field === undefined || column === undefined) return undefined;
  const { title } = column;
  return ({ record }) => {
    const value = record[field];
    return value === undefined ? '' : `${title} ${String(value)}`;
  };
}

function byColumns(columns: Parameters<typeof textIn>[1]): NameOf | undefined {
  const [first] = columns;
  if (first === undefined) return undefined;
  return ({ source }) => {
    const text = textIn(source, columns);
    return text === '' ? '' : `${first.title} ${text}`;
  };
}

/** The names of several groupings together; '' where one of them is. */
function together(names: readonly NameOf[]): NameOf {
  const [first = () => '', second] = names;
  if (second === undefined) return first;
  return (row) => {
    const one = first(row);
    const other = one === '' ? '' : second(row);
    return other === '' ? '' : `${one}, ${other}`;
  };
}
