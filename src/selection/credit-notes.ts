// Matches credit notes, rows with an amount below 0, with their purchases: by a document that both name, else by supplier and
// account, and only where one purchase fits. A first pass collects credit notes, a second one the purchases that may be meant.

import type { Values } from '../datasets/dataset.js';
import type { SourceRow } from '../values/cell.js';
import { fold } from '../values/fold.js';
import { exactSum } from '../values/numbers/exact-sum.js';
import {
  accountOf,
  amountOf,
  comparedNumber,
  type LedgerFields,
  type LedgerLayout,
  numbersIn,
  textIn,
  unitOf,
} from './ledger-layout.js';

/** A row of the ledger with what could be read of it. */
export interface LedgerRow {
  readonly ordinal: number;
  readonly source: SourceRow;
  readonly values: Values;
  /** `credit`: nothing is wrong with the row but that its amount is below 0. `left-out`: not imported for another reason. */
  readonly state: 'fit' | 'credit' | 'invalid' | 'left-out';
}

/** What a credit note comes to. */
export type CreditMatch =
  | { readonly why: 'fits'; readonly purchase: Purchase }
  | { readonly why: 'several'; readonly rows: readonly number[] }
  | { readonly why: 'elsewhere'; readonly document: string }
  | { readonly why: 'none' };

/** A purchase that credit notes may be about. */
export interface Purchase {
  readonly ordinal: number;
  readonly row: number;
  readonly amount: number;
}

/** A credit note with its match. */
export interface MatchedCredit {
  readonly ordinal: number;
  readonly row: number;
  /** Below 0. */
  readonly amount: number;
  /** Whether its row has other errors. It keeps its purchase all the same: once it is corrected, the match is the same. */
  readonly isInvalid: boolean;
  readonly match: CreditMatch;
}

interface Credit extends Omit<MatchedCredit, 'match'> {
  readonly day: string;
  readonly supplier: string;
  /** Unit, account and supplier, where these are enough to look for a purchase; undefined otherwise. */
  readonly group: Group | undefined;
  readonly references: readonly string[];
  readonly byDocument: Candidate[];
}

interface Candidate extends Purchase {
  readonly day: string;
}

/** The purchases of one supplier and account, as far as its credit notes need to know them. */
interface Group {
  largest: Candidate | undefined;
  second: Candidate | undefined;
  /** By the amounts of the credit notes, the first purchases of this amount: two are enough to know that there are several. */
  readonly equal: Map<number, Candidate[]>;
}

/** Credit notes that are matched; a file with more books its purchases below 0. */
const MOST_CREDITS = 200_000;
/** Purchases of one document that are kept for a credit note. */
const MOST_OF_DOCUMENT = 50;
/** Rows named in a message. */
const MOST_NAMED = 5;
/** A document number within a text has a digit, and is no short number such as a year or a rate. */
const NUMBER_IN_TEXT = /[^\s,;:()]*\d[^\s,;:()]*/g;
const SHORTEST_NUMBER = 4;

/** The credit notes of one table. */
export class CreditNotes {
  readonly #credits: Credit[] = [];
  readonly #groups = new Map<string, Group>();
  /** Account, unit and document number -> the credit notes that name it. */
  readonly #naming = new Map<string, Credit[]>();

  constructor(
    private readonly fields: LedgerFields,
    private readonly layout: LedgerLayout,
  ) {}

  get size(): number {
    return this.#credits.length;
  }

  /** Collects a credit note. */
  collect({ ordinal, source, values, state }: LedgerRow): void {
    const amount = amountOf(values, this.fields);
    if (amount === undefined || amount >= 0 || this.#credits.length >= MOST_CREDITS) return;
    const { row } = source;
    // A copy: the texts of a row are views that hold a whole piece of the file in memory.
    const { supplier, day } = structuredClone(this.#saidBy(source, values));
    const group = this.#groupFor(source, values, supplier);
    if (group && !group.equal.has(-amount)) group.equal.set(-amount, []);
    const references = numbersIn(source, this.layout.references);
    const isInvalid = state === 'invalid';
    const credit: Credit = { ordinal, row, amount, isInvalid, day, supplier, group, references, byDocument: [] };
    this.#credits.push(credit);
    const inText = [...textIn(source, this.layout.texts).matchAll(NUMBER_IN_TEXT)].map(([number]) =>
      comparedNumber(number),
    );
    const named = [
      ...numbersIn(source, this.layout.documents),
      ...references,
      ...inText.filter((number) => number.length >= SHORTEST_NUMBER),
    ];
    for (const number of new Set(named)) {
      const key = this.#documentKey(source, values, number);
      const naming = this.#naming.get(key);
      if (naming) naming.push(credit);
      else this.#naming.set(key, [credit]);
    }
  }

  /** Takes a purchase that may be meant, in order. */
  see({ ordinal, source, values }: LedgerRow): void {
    const amount = amountOf(values, this.fields);
    if (amount === undefined || amount <= 0) return;
    const { supplier, day } = this.#saidBy(source, values);
    const candidate = { ordinal, row: source.row, amount, day };
    for (const number of new Set(numbersIn(source, this.layout.documents))) {
      for (const credit of this.#naming.get(this.#documentKey(source, values, number)) ?? []) {
        const isOther = supplier !== '' && credit.supplier !== '' && supplier !== credit.supplier;
        const isKnown = credit.byDocument.at(-1)?.ordinal === ordinal;
        if (!isOther && !isKnown && credit.byDocument.length < MOST_OF_DOCUMENT) credit.byDocument.push(candidate);
      }
    }
    const group = this.#groups.get(this.#groupKey(source, values, supplier));
    if (group) seeInGroup(group, candidate);
  }

  /** Matches every credit note, in order. A purchase takes credit notes up to its amount. */
  matched(): readonly MatchedCredit[] {
    const left = new Map<number, number>();
    const restOf = ({ ordinal, amount }: Purchase): number => left.get(ordinal) ?? amount;
    return this.#credits.map((credit): MatchedCredit => {
      const { ordinal, row, amount, isInvalid } = credit;
      const match = matchOf(credit, restOf);
      if (match.why === 'fits') left.set(match.purchase.ordinal, sumOf(restOf(match.purchase), amount));
      return { ordinal, row, amount, isInvalid, match };
    });
  }

  #saidBy(source: SourceRow, values: Values): { readonly supplier: string; readonly day: string } {
    return { supplier: fold(textIn(source, this.layout.suppliers)), day: String(values[this.fields.day] ?? '') };
  }

  #groupFor(source: SourceRow, values: Values, supplier: string): Group | undefined {
    const { suppliers } = this.layout;
    const isNamed = suppliers.length > 0 ? supplier !== '' : accountOf(source, this.layout) !== '';
    if (!isNamed) return undefined;
    const key = this.#groupKey(source, values, supplier);
    const group = this.#groups.get(key) ?? { largest: undefined, second: undefined, equal: new Map() };
    this.#groups.set(key, group);
    return group;
  }

  #groupKey(source: SourceRow, values: Values, supplier: string): string {
    return JSON.stringify([unitOf(values, this.fields), accountOf(source, this.layout), supplier]);
  }

  #documentKey(source: SourceRow, values: Values, number: string): string {
    return JSON.stringify([unitOf(values, this.fields), accountOf(source, this.layout), number]);
  }
}

function seeInGroup(group: Group, candidate: Candidate): void {
  const equal = group.equal.get(candidate.amount);
  if (equal && equal.length < 2) equal.push(candidate);
  if (group.largest === undefined || candidate.amount > group.largest.amount) {
    group.second = group.largest;
    group.largest = candidate;
  } else if (group.second === undefined || candidate.amount > group.second.amount) group.second = candidate;
}

type RestOf = (purchase: Purchase) => number;

function matchOf(credit: Credit, restOf: RestOf): CreditMatch {
  const { byDocument, references, group, amount, day } = credit;
  const enough = byDocument.filter((purchase) => restOf(purchase) >= -amount);
  // Postings of one document with one amount are alike: one is as right as the other.
  const [exact] = enough.filter((purchase) => purchase.amount === -amount && restOf(purchase) === -amount);
  if (exact) return fits(exact);
  if (enough.length > 1) return { why: 'several', rows: rowsOf(enough) };
  if (enough[0]) return fits(enough[0]);
  if (byDocument.length > 0 || references.length > 0)
    return references[0] === undefined ? { why: 'none' } : { why: 'elsewhere', document: references[0] };
  if (group === undefined) return { why: 'none' };
  const isBefore = (purchase: Candidate): boolean => day === '' || purchase.day === '' || purchase.day <= day;
  const isOpen = (purchase: Candidate): boolean => restOf(purchase) >= -amount && isBefore(purchase);
  const equal = group.equal.get(-amount) ?? [];
  if (equal.length > 1) return { why: 'several', rows: rowsOf(equal) };
  if (equal[0] && isOpen(equal[0])) return fits(equal[0]);
  const larger = [group.largest, group.second].flatMap((one) => (one && one.amount >= -amount ? one : []));
  if (larger.length > 1) return { why: 'several', rows: rowsOf(larger) };
  return larger[0] && isOpen(larger[0]) ? fits(larger[0]) : { why: 'none' };
}

function fits({ ordinal, row, amount }: Candidate): CreditMatch {
  return { why: 'fits', purchase: { ordinal, row, amount } };
}

function rowsOf(purchases: readonly Purchase[]): readonly number[] {
  return purchases.slice(0, MOST_NAMED).map(({ row }) => row);
}

function sumOf(one: number, other: number): number {
  const sum = exactSum();
  sum.add(one);
  sum.add(other);
  return Number(sum.text());
}
