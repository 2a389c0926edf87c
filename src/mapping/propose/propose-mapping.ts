// Proposes a field for each column of a header: each judged alone, by its title and by what its first cells hold. What certain
// titles mean is match-title.ts; which dataset the rows belong to is propose-dataset.ts.

import { type ImportDataset, requiredGroups } from '../../datasets/dataset.js';
import { fixedUnitOf } from '../../datasets/field.js';
import type { SourceRow } from '../../values/cell.js';
import { amountWithUnit } from '../../values/numbers/amount-text.js';
import { factorTo } from '../../values/numbers/convert.js';
import { derivedFields } from '../derived-columns.js';
import { headerTitles } from '../mapping.js';
import { markMatcher } from '../mark-columns.js';
import { columnMatcher, isNamed, isSaid } from '../match-column.js';
import { findMatrix } from '../matrix.js';
import { findPeriod } from '../period-columns.js';
import type { SavedMapping } from '../saved/saved-mapping.js';
import { debitAndCredit } from '../titles/debit-credit-titles.js';
import { isTaxed, type TitleMatch } from '../titles/match-title.js';
import { basisOf, isQuantity } from '../titles/tax-words.js';
import { titleMeasures, unitFieldOf } from '../titles/title-unit.js';
import { columnContent, contradicts, fitOf, LEAST_MISSES } from './column-content.js';
import { type Column, type Offer, offerFinder } from './field-offers.js';
import { settleAmount } from './rival-amounts.js';
import { titleRanker } from './rival-columns.js';
import { SAME_WORDS } from './title-score.js';

/** `sure`: by its title, and nothing speaks against it. `likely`: to be confirmed. `none`: no field. */
export type Certainty = 'sure' | 'likely' | 'none';

/** What one column is taken for. */
export interface ColumnProposal {
  /** From 0. */
  readonly index: number;
  readonly title: string;
  /** Undefined where no field is likely. */
  readonly field: string | undefined;
  /** Of a field with a column for each year. */
  readonly year?: string;
  /** How sure that is, from 0 to 1. */
  readonly score: number;
  readonly certainty: Certainty;
  /** What speaks for it, or against it, in words. */
  readonly why: string;
  /** Whether its title says values, as a period or a column of a matrix does: no mapping can name it. */
  readonly spoken?: true;
  /** The field that its title names and a better column has. */
  readonly rivalFor?: string;
  /** The field that its title names, where its values or another column speak against it. */
  readonly ruledOut?: string;
  /** The column of credits that are taken off its debits. */
  readonly minus?: string;
  /** Two of its values, as they stand there. */
  readonly samples: readonly string[];
}

/** What the columns of a header are taken for. */
export interface MappingProposal {
  readonly dataset: ImportDataset;
  /** Every column with a title. */
  readonly columns: readonly ColumnProposal[];
  /** The required fields, in groups of which one is enough, that have no column. */
  readonly missing: readonly (readonly string[])[];
}

/** Two columns within this of each other fit a field about as well. */
const ABOUT_AS_WELL = 0.05;
const BOTH_AMOUNTS = 0.25;

/** What a column is worth whose title another one shares. */
const UNSURE = 0.9;
/** What a column is worth whose values contradict its title. */
const CONTRADICTED = 0.6;

/** So much less like a title may be to be taken for a required field before an optional one. */
const REQUIRED_FIRST = 0.15;

/** What a column is worth for a field. */
interface FieldOffer extends Offer {
  readonly name: string;
}

/** A column whose title is known. */
interface Known {
  readonly column: Column;
  readonly matched: TitleMatch;
}

type Judgement = Omit<ColumnProposal, 'index' | 'title' | 'samples'>;

/**
 * Proposes a field for each column. A saved mapping decides before anything else.
 * @param sample Rows from which values are judged; those above the header are passed over.
 */
export function proposeMapping(
  header: SourceRow,
  sample: readonly SourceRow[],
  dataset: ImportDataset,
  saved?: SavedMapping,
): MappingProposal {
  const titles = headerTitles(header);
  const rows = sample.filter(({ row }) => row > header.row);
  const markOf = markMatcher(dataset, titles, saved);
  const columns = titles.flatMap((title, index): readonly Column[] =>
    title === '' || markOf(title) !== undefined ? [] : [{ index, title, content: columnContent(rows, index) }],
  );
  const draft = new Draft(dataset, columns, saved);
  draft.takeSpoken(header);
  draft.findDebitAndCredit();
  draft.findTitles();
  draft.settleAmount();
  draft.takeTitles();
  draft.takeDifference();
  draft.offerFields();
  draft.takeGross();
  return draft.proposal();
}

/** A proposal in the making: columns with their judgement, fields that are taken. */
class Draft {
  readonly #judged = new Map<Column, Judgement>();
  readonly #taken = new Set<string>();
  /** Columns whose titles are known. */
  readonly #known: Known[] = [];
  /** Those of them whose titles say that tax is in their amounts. */
  readonly #gross: Known[] = [];
  /** Two columns that are one amount together. */
  #difference: { readonly debit: Column; readonly credit: Column } | undefined;
  /** Columns that the mapping leaves out. */
  readonly #leftOut = new Set<Column>();

  constructor(
    private readonly dataset: ImportDataset,
    private readonly columns: readonly Column[],
    private readonly saved: SavedMapping | undefined,
  ) {}

  /** Columns whose titles say values: countries or periods of a matrix, and periods in their cells. */
  takeSpoken(header: SourceRow): void {
    const match = columnMatcher(this.dataset, this.saved, 'ignore');
    const matrix = findMatrix(header, this.dataset, match);
    const period = matrix ? undefined : findPeriod(headerTitles(header), this.dataset, match);
    for (const { index } of matrix?.columns ?? [])
      this.#take(index, {
        field: matrix?.value,
        score: 1,
        certainty: 'sure',
        why: 'a column of the matrix',
        spoken: true,
      });
    for (const { index } of period?.parts ?? [])
      this.#take(index, {
        field: period?.start,
        score: 1,
        certainty: 'sure',
        why: 'its title names periods',
        spoken: true,
      });
    for (const name of [...(matrix?.fields ?? []), ...(period ? [period.end] : [])]) this.#taken.add(name);
  }

  /** Finds a column of debits and one of credits that the mapping does not name. */
  findDebitAndCredit(): void {
    const { total } = this.dataset;
    if (total?.unit === undefined) return;
    const free = this.columns.filter((column) => !this.#judged.has(column) && !isSaid(column.title, this.saved));
    const titles = debitAndCredit(free.map(({ title }) => title));
    const [debit, credit] = [titles?.debit, titles?.credit].map((title) => free.find((one) => one.title === title));
    if (debit === undefined || credit === undefined) return;
    this.#difference = { debit, credit };
    for (const column of [debit, credit]) {
      this.#leftOut.add(column);
      this.#judged.set(column, none('debits and credits: the amount is read from another column'));
    }
  }

  /** Debits minus credits are offered as the amount where no other column is. */
  takeDifference(): void {
    const { debit, credit } = this.#difference ?? {};
    const field = this.dataset.total?.field ?? '';
    if (debit === undefined || credit === undefined || this.#taken.has(field)) return;
    const why = `the amount is "${debit.title}" minus "${credit.title}": a credit is an amount below 0`;
    this.#take(debit.index, { field, score: UNSURE, certainty: 'likely', why, minus: credit.title });
    this.#judged.set(credit, none(`it is taken off "${debit.title}"`));
  }

  /** Finds the columns whose titles are known, unless all that a choice holds speaks against it. */
  findTitles(): void {
    const match = columnMatcher(this.dataset, this.saved, 'ignore');
    for (const column of this.columns) {
      if (this.#judged.has(column)) continue;
      const matched = match(column.title);
      if (matched === null) {
        this.#leftOut.add(column);
        this.#judged.set(column, none('the mapping leaves it out'));
      } else if (matched && this.#isRuledOut(column, matched)) {
        this.#judged.set(column, none(this.#ruledOut(column, matched), matched.field));
      } else if (matched && this.#isOtherUnit(column, matched)) {
        this.#judged.set(column, none(`its title says a unit that ${matched.field} cannot be in`, matched.field));
      } else if (matched && this.#isGross(column, matched)) {
        this.#gross.push({ column, matched });
        this.#judged.set(column, none('its title says that tax is in it'));
      } else if (matched) this.#known.push({ column, matched });
    }
  }

  /** Money before a quantity of things, and net before what does not say it. */
  settleAmount(): void {
    const money = this.#open().filter(
      ({ column, matched }) => isTaxed(this.dataset, matched.field) && !isQuantity(column.title),
    );
    const [only, ...moreNet] = money.filter(({ column }) => basisOf(column.title) === 'net');
    if (only && moreNet.length === 0) {
      for (const { column } of money.filter((one) => one !== only))
        this.#judged.set(column, none(`the amount is read from "${only.column.title}", which is net`));
    }
    const settled = settleAmount(this.dataset, (field) =>
      this.#open().flatMap(({ column, matched }) =>
        matched.field === field && !isNamed(column.title, this.saved) ? [column] : [],
      ),
    );
    if (settled === undefined) return;
    const { amount, unit, others } = settled;
    const beside = others.map(({ title }) => `"${title}"`).join(' and ');
    const fit = others.length === 1 ? 'fits' : 'fit';
    const why = `its title; ${beside} ${fit}, too, but this is the amount of money`;
    for (const { column, matched } of this.#known) {
      if (column !== amount && column !== unit) continue;
      this.#take(column.index, { ...matched, score: UNSURE, certainty: 'likely', why });
    }
    for (const column of others) {
      const instead = `the amount is read from "${amount.title}"`;
      this.#judged.set(column, none(instead, this.#known.find((one) => one.column === column)?.matched.field));
    }
  }

  /** Of several columns for one field, the best one; that there are others is said. */
  takeTitles(): void {
    for (const name of derivedFields(this.dataset, this.saved)) this.#taken.add(name);
    const slots = new Map<string, Known[]>();
    for (const one of this.#open()) {
      const slot = `${one.matched.field} ${one.matched.year ?? ''}`;
      slots.set(slot, [...(slots.get(slot) ?? []), one]);
    }
    for (const known of slots.values()) this.#takeBest(known);
  }

  /** An amount with tax, where there is no other: the question is the user's. */
  takeGross(): void {
    for (const { column, matched } of this.#gross) {
      if (this.#taken.has(matched.field)) continue;
      const why = 'its title, which says that tax is in it: amounts without tax are needed';
      this.#take(column.index, { ...matched, score: CONTRADICTED, certainty: 'likely', why });
    }
  }

  /**
   * Gives fields without a column the ones that are like them, the likest pair first; then a required field may take a column
   * from an optional one.
   */
  offerFields(): void {
    const offerOf = offerFinder(this.dataset);
    const required = requiredGroups(this.dataset).flat();
    const names = [...new Set([...required, ...Object.keys(this.dataset.fields)])].filter(
      (name) => this.dataset.fields[name]?.kind !== 'yearly',
    );
    const offersOf = (name: string, isOpen: (column: Column) => boolean): readonly FieldOffer[] =>
      this.columns.filter(isOpen).flatMap((column) => {
        const offer = this.#taken.has(name) ? undefined : offerOf(name, column);
        return offer ? [{ ...offer, name }] : [];
      });
    const offers = names.flatMap((name) => offersOf(name, (column) => this.#isFree(column)));
    const worth = ({ name, score }: FieldOffer): number => score + (required.includes(name) ? REQUIRED_FIRST : 0);
    this.#award(offers.toSorted((one, two) => worth(two) - worth(one)));
    for (const name of required) {
      const weak = offersOf(name, (column) => this.#isOptional(column)).filter(({ isWeak }) => isWeak);
      this.#award(weak.toSorted((one, two) => two.score - one.score));
    }
  }

  proposal(): MappingProposal {
    const columns = this.columns.map((column) => ({
      index: column.index,
      title: column.title,
      ...(this.#judged.get(column) ?? none('no field has such a title')),
      samples: column.content.values.slice(0, 2),
    }));
    const missing = requiredGroups(this.dataset).filter((group) => !group.some((name) => this.#taken.has(name)));
    return { dataset: this.dataset, columns, missing };
  }

  #take(index: number, judged: Judgement): void {
    const column = this.columns.find((one) => one.index === index);
    if (column === undefined) return;
    this.#judged.set(column, judged);
    if (judged.field === undefined) return;
    this.#taken.add(judged.field);
    this.#takeUnitBeside(column, judged.field);
  }

  #takeBest(known: readonly Known[]): void {
    const field = known[0]?.matched.field ?? '';
    const named = known.filter(({ column }) => isNamed(column.title, this.saved));
    const rankOf = titleRanker(this.dataset, field);
    const isFit = ({ column }: Known): boolean => !contradicts(column.content, this.dataset, field);
    const fit = named.length > 0 ? named : known.filter(isFit);
    const [best, ...others] = (fit.length > 0 ? fit : known).toSorted(
      (one, two) => rankOf(one.column.title) - rankOf(two.column.title),
    );
    if (best === undefined) return;
    const [rival] = others;
    const judged = { ...best.matched, score: 1, certainty: 'sure', why: 'its title' } as const;
    if (fit.length === 0) {
      const why = `its title, but not its values (${best.column.content.values.slice(0, 2).join(', ')} …)`;
      this.#take(best.column.index, { ...judged, score: CONTRADICTED, certainty: 'likely', why });
    } else if (rival) {
      const why = `its title; "${rival.column.title}" fits, too`;
      this.#take(best.column.index, { ...judged, score: UNSURE, certainty: 'likely', why });
    } else this.#take(best.column.index, judged);
    for (const { column } of known) {
      if (column === best.column) continue;
      this.#judged.set(column, { ...none(`${field} is read from "${best.column.title}"`), rivalFor: field });
    }
  }

  /** Columns whose titles are known and that are not judged yet. */
  #open(): readonly Known[] {
    return this.#known.filter(({ column }) => !this.#judged.has(column));
  }

  #award(offers: readonly FieldOffer[]): void {
    const isOpen = ({ name, column }: FieldOffer): boolean =>
      !this.#taken.has(name) && (this.#isFree(column) || this.#isOptional(column));
    for (const offer of offers) {
      const { name, column, score } = offer;
      if (!isOpen(offer)) continue;
      // Money and a quantity of things are both amounts: which one is taken is always said.
      const near = isTaxed(this.dataset, name) ? BOTH_AMOUNTS : ABOUT_AS_WELL;
      const rival = offers.find(
        (one) => one.name === name && one.column !== column && isOpen(one) && score - one.score <= near,
      );
      const certainty = score >= SAME_WORDS && rival === undefined ? 'sure' : 'likely';
      const why = rival ? `${offer.why}; "${rival.column.title}" fits, too` : offer.why;
      const before = this.#judged.get(column)?.field;
      if (before !== undefined) this.#taken.delete(before);
      this.#take(column.index, { field: name, score, certainty, why });
    }
  }

  #isFree(column: Column): boolean {
    return this.#judged.get(column)?.field === undefined && !this.#leftOut.has(column);
  }

  /** Whether a column has a field by its title only, and rows can do without that. */
  #isOptional(column: Column): boolean {
    const judged = this.#judged.get(column);
    const isNeeded = requiredGroups(this.dataset).some((group) => group.includes(judged?.field ?? ''));
    return judged?.field !== undefined && !isNeeded && judged.score === 1 && !isNamed(column.title, this.saved);
  }

  /** A unit that the title or the cells of an amount say needs no column. */
  #takeUnitBeside({ title, content }: Column, field: string): void {
    const unit = unitFieldOf(this.dataset, field);
    if (unit === undefined) return;
    const inTitle = titleMeasures(title).some(({ measure }) => measure.codes.length > 0);
    const inCells = content.cells.some(
      (cell) => typeof cell === 'string' && (amountWithUnit(cell)?.measure.codes.length ?? 0) > 0,
    );
    if (inTitle || inCells) this.#taken.add(unit);
  }

  /** `Expense type` with `Rent` and `Freight` is no capex or opex. */
  #isRuledOut({ title, content }: Column, { field }: TitleMatch): boolean {
    const isChoice = this.dataset.fields[field]?.kind === 'choice';
    if (!isChoice || isNamed(title, this.saved) || content.cells.length < LEAST_MISSES) return false;
    return fitOf(content, this.dataset, field) === 'against';
  }

  #isGross({ title }: Column, { field }: TitleMatch): boolean {
    return isTaxed(this.dataset, field) && !isNamed(title, this.saved) && basisOf(title) === 'gross';
  }

  /** `Alcohol 100g` is no share of the volume. */
  #isOtherUnit({ title }: Column, { field }: TitleMatch): boolean {
    const unit = fixedUnitOf(this.dataset.fields[field]);
    if (unit === undefined || isNamed(title, this.saved)) return false;
    const said = titleMeasures(title).filter(({ measure }) => measure.codes.length > 0);
    return said.length > 0 && said.every(({ measure }) => factorTo(unit, measure.codes) === undefined);
  }

  #ruledOut({ content }: Column, { field }: TitleMatch): string {
    const definition = this.dataset.fields[field];
    const choices = definition?.kind === 'choice' ? Object.keys(definition.options).join(' or ') : '';
    return `not ${field}: its values (${content.values.slice(0, 2).join(', ')} …) are not ${choices}`;
  }
}

function none(why: string, ruledOut?: string): Judgement {
  return { field: undefined, score: 0, certainty: 'none', why, ...(ruledOut === undefined ? {} : { ruledOut }) };
}
