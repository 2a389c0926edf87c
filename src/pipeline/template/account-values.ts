// Gathers the values of an account that fields can be chosen from, while its rows pass by.

import { type ImportDataset, idColumn, sameName } from '../../datasets/dataset.js';
import type { Field, Listed } from '../../datasets/field.js';
import { cleanKey } from '../../values/characters.js';
import type { ExportRow } from '../../write/export/export-file.js';
import { type AccountList, MOST_CHOICES } from '../../write/template/account-content.js';

/** A value, the thing that has it first, and whether others have it too. */
interface Found {
  readonly text: string;
  readonly thing: string;
  isAmbiguous: boolean;
  readonly meanings: Set<string>;
}

/** The values of one column. */
export class ValueGatherer {
  private readonly found = new Map<string, Found>();

  constructor(
    private readonly kind: Field['kind'],
    readonly listed: Listed,
  ) {}

  see(row: ExportRow): void {
    const { column, beside = [], as } = this.listed;
    const text = textOf(row, column);
    const thing = textOf(row, idColumn);
    // A further row of a thing, as of a supplier with many contacts, has no id of its own.
    if (text === '' || (as === 'reference' && thing === '' && idColumn in row)) return;
    const meaning = beside
      .map((key) => textOf(row, key))
      .filter(Boolean)
      .join(', ');
    const key = as === 'reference' ? referenceKey(this.kind, text) : text;
    const known = this.found.get(key);
    if (known === undefined) this.found.set(key, { text, thing, isAmbiguous: false, meanings: new Set([meaning]) });
    else if (as !== 'reference') known.meanings.add(meaning);
    else if (known.thing !== thing) known.isAmbiguous = true;
  }

  /** The list of all values. @param language Orders them. */
  list(language: string): AccountList {
    const all = [...this.found.values()];
    const clear = all.filter(({ isAmbiguous }) => !isAmbiguous);
    if (clear.length === 0) return { kind: 'none' };
    if (clear.length > MOST_CHOICES) return { kind: 'too many', count: clear.length };
    const { compare } = new Intl.Collator(language, { numeric: true });
    clear.sort((one, other) => compare(one.text, other.text) || (one.text < other.text ? -1 : 1));
    return {
      kind: 'list',
      source: JSON.stringify(this.listed),
      values: clear.map(({ text }) => text),
      meanings: clear.map(({ meanings }) => [...meanings].filter(Boolean).join('; ')),
      isOpen: this.listed.as === 'used',
      ambiguous: all.length - clear.length,
    };
  }
}

/** The gatherers of a dataset, by field. */
export function gatherersOf({ fields }: ImportDataset): ReadonlyMap<string, ValueGatherer> {
  return new Map(
    Object.entries(fields).flatMap(([name, { kind, listed }]): [string, ValueGatherer][] =>
      listed === undefined ? [] : [[name, new ValueGatherer(kind, listed)]],
    ),
  );
}

/** Equal for values that an import takes for the same. */
function referenceKey(kind: Field['kind'], text: string): string {
  if (kind === 'text') return sameName(text);
  const key = cleanKey(text).trim();
  if (kind === 'gtin') return key.padStart(14, '0');
  return kind === 'uuid' ? key.toLowerCase() : key;
}

function textOf(row: ExportRow, key: string): string {
  const value = row[key] ?? '';
  return String(value).trim();
}
