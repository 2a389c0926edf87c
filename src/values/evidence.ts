// Decides over a whole column what its numbers and dates mean: by evidence without contradiction, or not at all.
// What one cell says is told by number-evidence.ts and date-evidence.ts; cells are read in read-field.ts.

import type { Field } from '../datasets/field.js';
import { type Finding, finding } from '../problems/problem.js';
import { type Cell, cellText, isBlank, numberText, type SourceRow } from './cell.js';
import { type DateOrder, orderVote } from './dates/date-evidence.js';
import { readDate } from './dates/read-date.js';
import { gtinLengths } from './identifiers/gtin-length.js';
import { amountWithUnit } from './numbers/amount-text.js';
import { converted } from './numbers/convert.js';
import type { ShownAs } from './numbers/measure.js';
import { decimalVote } from './numbers/number-evidence.js';
import { type DecimalSign, parseDecimal, plainNumberText, toNumber, withoutPercent } from './numbers/number-text.js';
import { readNumber } from './numbers/read-number.js';

/** How the cells of a column are to be read. */
export interface ColumnReading {
  readonly decimal: DecimalSign;
  readonly dateOrder: DateOrder;
  /** Whether cells of the column say a unit beside their amount. */
  readonly saysUnits?: true;
  /** Whether bare numbers are per cent: of a share, 25 is 0.25 then. */
  readonly inPercent?: true;
  /** Whether the column is of an exported file: its numbers may have more digits than a spreadsheet keeps. */
  readonly isExported?: true;
  /** How the number in a row's cell is shown, where the formats of some show more than the number; texts do not have it. */
  readonly shownAt?: (source: SourceRow) => ShownAs | undefined;
  /** The units that every number of the column is shown in. */
  readonly shownCodes?: readonly string[];
  /** The lengths that GTINs of the column have, the most frequent one first. */
  readonly gtinLengths?: readonly number[];
  /** Which days a column of dates may hold. */
  readonly days?: PlausibleDays;
}

/** The days that what was bought, sold or supplied is likely to have; each `YYYY-MM-DD`. */
export interface PlausibleDays {
  readonly first: string;
  readonly last: string;
  readonly today: string;
}

/** For columns that nothing needs to be decided about. Dates with the year last are refused unless day and month are equal. */
export const plainReading: ColumnReading = { decimal: '.', dateOrder: 'ymd' };

/** What the user said about all columns; it wins over evidence. */
export interface AskedReading {
  readonly decimal?: DecimalSign | undefined;
  readonly dateOrder?: DateOrder | undefined;
  /** Whether the numbers of a column whose title says per cent are so, however small. */
  readonly inPercent?: boolean | undefined;
  /** Who says it, for people. @default as asked */
  readonly by?: string | undefined;
}

/** What a column's evidence comes to. */
export interface ColumnDecision {
  readonly reading: ColumnReading;
  /** The decision in words, such as "decimal comma, 88 of 412 cells decide it"; undefined when there was nothing to decide. */
  readonly said: string | undefined;
  /** Why nothing could be decided, with the cell that shows it and its row. */
  readonly problem?: { readonly finding: Finding; readonly cell: Cell; readonly row: number };
}

/** Collects evidence from the cells of one column, in order. `row`: as Excel shows it. */
export interface ColumnEvidence {
  /** @param shown how the cell's number format shows its number, where that is more than the number. */
  add(cell: Cell, row: number, shown?: ShownAs): void;
  decide(asked: AskedReading): ColumnDecision;
}

/**
 * The evidence that a column of this field needs; undefined when its cells mean the same in every column.
 * @param saysPercent whether the title of the column does.
 */
export function columnEvidence(field: Field, saysPercent = false): ColumnEvidence | undefined {
  if (field.kind === 'gtin') return gtinEvidence();
  if (field.kind === 'date') return new Evidence(dateOrderQuestion);
  if (field.kind !== 'number' && field.kind !== 'share' && field.kind !== 'yearly') return undefined;
  // The sign of a percentage is read with its number.
  const hasUnit = field.kind === 'number' && (field.unitField !== undefined || field.unit !== undefined);
  const numbers = hasUnit || field.kind === 'yearly' ? amountEvidence() : new Evidence(decimalQuestion);
  return saysPercent ? percentEvidence(numbers) : numbers;
}

/** For a column whose cells mean the same however the others are written. */
export const nothingToDecide: ColumnEvidence = {
  add() {},
  decide: () => ({ reading: plainReading, said: undefined }),
};

/** What is to be decided about a column: which of two sides its cells are on. */
interface Question<Side extends string, Answer extends string = Side> {
  readonly sides: readonly [Side, Side];
  /** The side a text is on; `either` when it can be read both ways, and differently. */
  vote(text: string): Side | 'either' | undefined;
  /** What the user said. */
  asked(asked: AskedReading): Answer | undefined;
  readonly words: Readonly<Record<Side | Answer, string>>;
  reading(answer: Side | Answer): ColumnReading;
  contradictory(first: string, second: string): Finding;
  undecided(text: string, cells: number): Finding;
}

const decimalQuestion: Question<DecimalSign> = {
  sides: [',', '.'],
  vote: decimalVote,
  asked: ({ decimal }) => decimal,
  words: { ',': 'decimal comma', '.': 'decimal point' },
  reading: (decimal) => ({ ...plainReading, decimal }),
  contradictory: (comma, point) => finding('CONTRADICTORY_DECIMAL', { comma, point }),
  undecided: (text, cells) =>
    finding('UNDECIDED_DECIMAL', { cells, comma: numberRead(text, ','), point: numberRead(text, '.') }),
};

const dateOrderQuestion: Question<'dmy' | 'mdy', DateOrder> = {
  sides: ['dmy', 'mdy'],
  vote: orderVote,
  asked: ({ dateOrder }) => dateOrder,
  words: { dmy: 'day first', mdy: 'month first', ymd: 'year first' },
  reading: (dateOrder) => ({ ...plainReading, dateOrder }),
  contradictory: (dmy, mdy) => finding('CONTRADICTORY_DATE_ORDER', { dmy, mdy }),
  undecided: (text, cells) =>
    finding('UNDECIDED_DATE_ORDER', { cells, dmy: dayRead(text, 'dmy'), mdy: dayRead(text, 'mdy') }),
};

function numberRead(text: string, decimal: DecimalSign): string {
  const { percent, text: plain } = withoutPercent(plainNumberText(text));
  const parsed = parseDecimal(plain, decimal);
  return parsed === undefined ? '' : `${toNumber(parsed)}${percent ? ' %' : ''}`;
}

function dayRead(text: string, order: DateOrder): string {
  const day = readDate(text, order);
  return day.ok ? (day.value ?? '') : '';
}

/** Codes: what a spreadsheet has made shorter is seen beside the others. */
function gtinEvidence(): ColumnEvidence {
  const lengths = gtinLengths();
  return {
    add: lengths.add,
    decide: () => ({ reading: { ...plainReading, gtinLengths: lengths.inOrder() }, said: undefined }),
  };
}

/** Amounts whose unit may stand in the cell: the number beside it decides, and that units are said is told. */
function amountEvidence(): ColumnEvidence {
  const numbers = new Evidence(decimalQuestion);
  let saysUnits = false;
  return {
    add(cell, row) {
      const amount = typeof cell === 'string' ? amountWithUnit(cell) : undefined;
      if (amount !== undefined) saysUnits = true;
      numbers.add(amount?.number ?? cell, row);
    },
    decide(asked) {
      const decision = numbers.decide(asked);
      return saysUnits ? { ...decision, reading: { ...decision.reading, saysUnits } } : decision;
    },
  };
}

/** Whether the numbers below a title that says per cent are so, or shares: a number above 1, or one with its sign, decides it. */
function percentEvidence(amounts: ColumnEvidence): ColumnEvidence {
  const signs = [',', '.'] as const;
  const large = new Set<DecimalSign>();
  const small = new Map<
    DecimalSign,
    { readonly cell: Cell; readonly row: number; readonly share: number; cells: number }
  >();
  let hasSign = false;
  return {
    add(cell, row, shown) {
      amounts.add(cell, row);
      if (isBlank(cell) || shown !== undefined) return;
      if (typeof cell === 'string' && amountWithUnit(cell) !== undefined) hasSign = true;
      else {
        for (const sign of signs) {
          const number = readNumber(cell, sign);
          const size = number.ok ? Math.abs(number.value ?? 0) : 0;
          const first = small.get(sign);
          if (size > 1) large.add(sign);
          else if (first) first.cells += size > 0 ? 1 : 0;
          else if (size > 0) small.set(sign, { cell, row, share: size, cells: 1 });
        }
      }
    },
    decide(asked) {
      const decision = amounts.decide(asked);
      if (decision.problem) return decision;
      const { decimal } = decision.reading;
      const open = small.get(decimal);
      const isDecided = asked.inPercent || hasSign || large.has(decimal) || open === undefined;
      if (isDecided) return { ...decision, reading: { ...decision.reading, inPercent: true } };
      const { cell, row, share, cells } = open;
      const args = { cells, percent: numberText(share), share: numberText(converted(share, 2) ?? share) };
      return undecided({ cell: cellText(cell), row, count: cells }, finding('UNDECIDED_SHARE', args));
    },
  };
}

/** How many cells said something, and the first one that did. */
interface Votes {
  count: number;
  readonly cell: string;
  readonly row: number;
}

class Evidence<Side extends string, Answer extends string> implements ColumnEvidence {
  readonly #question: Question<Side, Answer>;
  readonly #votes = new Map<Side | 'either', Votes>();
  #filled = 0;

  constructor(question: Question<Side, Answer>) {
    this.#question = question;
  }

  add(cell: Cell, row: number): void {
    if (isBlank(cell)) return;
    this.#filled++;
    // Typed numbers and dates say nothing about how texts are written.
    if (typeof cell !== 'string') return;
    const vote = this.#question.vote(cell);
    if (vote === undefined) return;
    const votes = this.#votes.get(vote);
    if (votes === undefined) this.#votes.set(vote, { count: 1, cell, row });
    else votes.count++;
  }

  decide(asked: AskedReading): ColumnDecision {
    const { sides, words, reading, ...question } = this.#question;
    const answer = question.asked(asked);
    if (answer !== undefined) {
      return {
        reading: reading(answer),
        said: this.#votes.size > 0 ? `${words[answer]}, ${asked.by ?? 'as asked'}` : undefined,
      };
    }
    const [first, second] = sides.map((side) => this.#votes.get(side));
    if (first && second) {
      return undecided(odder(first, second), question.contradictory(first.cell, second.cell));
    }
    if (first) return { reading: reading(sides[0]), said: this.#said(words[sides[0]], first.count) };
    if (second) return { reading: reading(sides[1]), said: this.#said(words[sides[1]], second.count) };
    const either = this.#votes.get('either');
    if (either) return undecided(either, question.undecided(either.cell, either.count));
    return { reading: plainReading, said: undefined };
  }

  #said(words: string, count: number): string {
    return `${words}, ${count} of ${this.#filled} cells ${count === 1 ? 'decides' : 'decide'} it`;
  }
}

/** The votes that are more likely the slip: the fewer ones, or the later of equally many. */
function odder(first: Votes, second: Votes): Votes {
  if (first.count !== second.count) return first.count < second.count ? first : second;
  return first.row > second.row ? first : second;
}

function undecided({ cell, row }: Votes, found: Finding): ColumnDecision {
  return { reading: plainReading, said: undefined, problem: { finding: found, cell, row } };
}
