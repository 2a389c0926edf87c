// Sums of the rows of one month that a rule adds up. A first pass adds; a second one asks what a row becomes. Rows are summed
// where all their fields but the amount, the day and optional texts are equal, and their accounts.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { Fingerprint } from '../dedup/fingerprint.js';
import { FirstRows } from '../dedup/first-rows.js';
import type { SourceRow } from '../values/cell.js';
import { ExactSums } from '../values/numbers/exact-sums.js';
import { accountOf, type LedgerFields, type LedgerLayout } from './ledger-layout.js';

/** A row that a rule sums, in order. */
export interface RowToSum {
  readonly ordinal: number;
  readonly source: SourceRow;
  readonly values: Values;
}

/** The sum that a row belongs to. */
export interface MonthlySum {
  /** Equal for the same sum of a later import: month, fields and account. */
  readonly key: string;
  /** The first of its rows, which carries it. */
  readonly ordinal: number;
  readonly row: number;
  readonly rows: number;
  /** As exact decimal text. */
  readonly text: string;
  /** What is sent: dated the last day of the month; without optional texts that differ. */
  readonly values: Values;
}

/** Sums in a few bytes for each month and kind of row. */
export class MonthlySums {
  readonly #fingerprint = new Fingerprint();
  readonly #groups = new FirstRows();
  readonly #ordinals: number[] = [];
  readonly #rows: number[] = [];
  readonly #counts: number[] = [];
  readonly #sums = new ExactSums();
  /** The optional texts of a group's rows; absent where they differ. */
  readonly #texts = new Map<number, string>();
  readonly #keyFields: readonly string[];
  readonly #textFields: readonly string[];

  constructor(
    dataset: Pick<ImportDataset, 'fields'>,
    private readonly fields: LedgerFields,
    private readonly layout: LedgerLayout,
  ) {
    const names = Object.keys(dataset.fields).sort();
    const isText = (name: string): boolean =>
      dataset.fields[name]?.kind === 'text' && dataset.fields[name]?.required === false;
    this.#textFields = names.filter(isText);
    this.#keyFields = names.filter((name) => !isText(name) && name !== fields.amount && name !== fields.day);
  }

  add({ ordinal, source, values }: RowToSum): void {
    const next = this.#ordinals.length;
    const known = this.#groups.see(this.#fingerprint.ofText(this.#keyOf(source, values)), next + 1);
    const texts = this.#textsOf(values);
    const group = known === undefined ? next : known - 1;
    if (known === undefined) {
      this.#ordinals.push(ordinal);
      this.#rows.push(source.row);
      this.#counts.push(0);
      if (texts !== '') this.#texts.set(group, texts);
    } else if (this.#texts.has(group) && this.#texts.get(group) !== texts) this.#texts.delete(group);
    this.#counts[group] = (this.#counts[group] ?? 0) + 1;
    this.#sums.add(group, Number(values[this.fields.amount]));
  }

  /** The sum of a row that was added; undefined for others. */
  of(source: SourceRow, values: Values): MonthlySum | undefined {
    const key = this.#keyOf(source, values);
    const known = this.#groups.get(this.#fingerprint.ofText(key));
    if (known === undefined) return undefined;
    const group = known - 1;
    const text = this.#sums.text(group);
    const sent: Record<string, Values[string]> = { ...values };
    sent[this.fields.amount] = Number(text);
    sent[this.fields.day] = lastDayOf(monthOf(values, this.fields));
    if (!this.#texts.has(group)) for (const name of this.#textFields) delete sent[name];
    const [ordinal = 0, row = 0, rows = 0] = [this.#ordinals[group], this.#rows[group], this.#counts[group]];
    return { key, ordinal, row, rows, text, values: sent };
  }

  #keyOf(source: SourceRow, values: Values): string {
    const own = this.#keyFields.map((name) => values[name] ?? null);
    return JSON.stringify([monthOf(values, this.fields), accountOf(source, this.layout), ...own]);
  }

  /** '' where there are none. */
  #textsOf(values: Values): string {
    const texts = this.#textFields.map((name) => values[name] ?? null);
    return texts.some((text) => text !== null) ? JSON.stringify(texts) : '';
  }
}

/** As `2025-03`. */
function monthOf(values: Values, { day }: LedgerFields): string {
  return String(values[day]).slice(0, 7);
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
}
