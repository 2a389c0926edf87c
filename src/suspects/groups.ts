// The groups that an amount is compared with: rows of the same product, account, category or supplier. The narrowest comes first.
// Texts are known by numbers: this runs on every row.

import { digest } from '../dedup/digest.js';
import { cellOf, columnOf, type MappedColumn, type Mapping } from '../mapping/mapping.js';
import { ledgerLayout, textIn } from '../selection/ledger-layout.js';
import { cellText } from '../values/cell.js';
import { fold } from '../values/fold.js';
import type { SuspectRow } from './suspect-row.js';

/** Different texts of one kind; with more, rows are not grouped by it. Two numbers of texts fit into one small integer. */
const MOST_TEXTS = 32_000;

/** What a text says of a row, whatever its column is called in a file. A service knows sectors, and no accounts. */
type Role = 'product' | 'country' | 'kind' | 'sector' | 'supplier';

/** What rows are grouped by: the texts of a product, a country, a kind or a supplier. */
class Feature {
  /** The number of the row's text; 0 where it has none. */
  current = 0;
  readonly #numbers = new Map<string, number>();

  constructor(
    readonly role: Role,
    readonly title: string,
    readonly textOf: (row: SuspectRow) => string,
    /** What is equal for equal texts. */
    private readonly keyOf: (text: string) => string = (text) => text,
  ) {}

  get isFull(): boolean {
    return this.#numbers.size >= MOST_TEXTS;
  }

  look(row: SuspectRow): void {
    const text = this.keyOf(this.textOf(row));
    if (text === '') this.current = 0;
    else this.current = this.#numbers.get(text) ?? this.#add(text);
  }

  /** As `look`, for a text that may be no other row's. */
  find(row: SuspectRow): void {
    this.current = this.#numbers.get(this.keyOf(this.textOf(row))) ?? 0;
  }

  #add(text: string): number {
    if (this.isFull) return 0;
    const number = this.#numbers.size + 1;
    // A copy: a text of a row is a view that would hold the whole piece of the file.
    this.#numbers.set(structuredClone(text), number);
    return number;
  }
}

/** A way to group rows. */
export interface Grouping {
  /** Whether it says what kind of thing was bought: rows of a kind of their own are compared with no others. */
  readonly isKind: boolean;
  readonly features: readonly Feature[];
}

/** The groupings of a table, the narrowest first. */
export interface Groupings {
  readonly all: readonly Grouping[];
  /** Takes up a row: `groupOf` is about it. */
  look(row: SuspectRow): void;
  /** Takes up a row of the service. Of its texts, only kinds become new ones. */
  lookAtHeld(row: SuspectRow): void;
}

/** The number of the current row's group, equal for equal groups; 0 where it has none. */
export function groupOf({ features }: Grouping): number {
  let number = 0;
  for (const { current } of features) {
    if (current === 0) return 0;
    number = number * (MOST_TEXTS + 1) + current;
  }
  return number;
}

/** A row's group as people name it, as `Konto 4930`. */
export function groupName({ features }: Grouping, row: SuspectRow): string {
  return features.map(({ title, textOf }) => `${title} ${textOf(row)}`).join(', ');
}

/** What a grouping goes by, as `product country`: equal for tables whose columns are called otherwise. */
export function rolesOf({ features }: Grouping): string {
  return features.map(({ role }) => role).join(' ');
}

/** A row's group, the same in every file; says nothing of its texts. */
export function groupDigest({ features }: Grouping, row: SuspectRow): string {
  return digest(JSON.stringify(features.map(({ textOf }) => fold(textOf(row))))).toString('base64');
}

/** Whether all rows of a group are known as such. */
export function isComplete({ features }: Grouping): boolean {
  return !features.some(({ isFull }) => isFull);
}

const PRODUCT_FIELDS = ['product_name', 'product_id', 'name'];

/** The groupings that the columns of a table allow. */
export function groupingsOf(mapping: Mapping): Groupings {
  const layout = ledgerLayout(mapping);
  return groupingsBy({
    product: byField(mapping, 'product', productField(mapping)),
    country: byField(mapping, 'country', countryField(mapping)),
    kind: byColumns('kind', layout.accounts.length > 0 ? layout.accounts : layout.categories),
    supplier: byColumns('supplier', layout.suppliers),
  });
}

/** The groupings that the fields of a table allow, and to which rows of the service belong as well. */
export function recordGroupings(mapping: Mapping): Groupings {
  const { accounts } = ledgerLayout(mapping);
  return groupingsBy({
    product: byField(mapping, 'product', productField(mapping), fold),
    country: byField(mapping, 'country', countryField(mapping), fold),
    kind: byField(mapping, accounts.length > 0 ? 'sector' : 'kind', 'sector', fold),
    supplier: byField(mapping, 'supplier', 'supplier_id', fold),
  });
}

type Features = Readonly<Record<'product' | 'country' | 'kind' | 'supplier', Feature | undefined>>;

function groupingsBy({ product, country, kind, supplier }: Features): Groupings {
  const features = [product, product && country, kind, supplier].filter((feature) => feature !== undefined);
  const all = [
    ...grouping(false, product, country),
    ...grouping(false, product),
    ...grouping(false, kind, supplier),
    ...grouping(true, kind),
    ...grouping(false, supplier),
  ];
  return {
    all,
    look(row) {
      for (const feature of features) feature.look(row);
    },
    lookAtHeld(row) {
      for (const feature of features) {
        if (feature === kind) feature.look(row);
        else feature.find(row);
      }
    },
  };
}

function productField(mapping: Mapping): string | undefined {
  // A product that is known by a key has one row.
  if (mapping.dataset.identity.by === 'key') return undefined;
  return PRODUCT_FIELDS.find((field) => columnOf(mapping, field) !== undefined);
}

function countryField({ dataset: { fields } }: Mapping): string | undefined {
  return Object.keys(fields).find((name) => fields[name]?.kind === 'country');
}

function byField(
  mapping: Mapping,
  role: Role,
  field: string | undefined,
  keyOf?: (text: string) => string,
): Feature | undefined {
  const column = field === undefined ? undefined : columnOf(mapping, field);
  if (field === undefined || column === undefined) return undefined;
  return new Feature(role, column.title, ({ record }) => String(record[field] ?? ''), keyOf);
}

function grouping(isKind: boolean, ...features: readonly (Feature | undefined)[]): readonly Grouping[] {
  const known = features.filter((feature) => feature !== undefined);
  return known.length === features.length ? [{ isKind, features: known }] : [];
}

function byColumns(role: Role, columns: readonly MappedColumn[]): Feature | undefined {
  const [first, ...others] = columns;
  if (first === undefined) return undefined;
  return new Feature(
    role,
    first.title,
    others.length === 0
      ? ({ source }) => cellText(cellOf(first, source)).trim()
      : ({ source }) => textIn(source, columns),
  );
}
