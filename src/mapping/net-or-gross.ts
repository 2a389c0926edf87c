// Asks whether amounts include tax, where the titles leave that open: one question, never a guess. The rows show which units
// are money.

import type { ImportDataset } from '../datasets/dataset.js';
import { cellText, isBlank, type SourceRow } from '../values/cell.js';
import { fold } from '../values/fold.js';
import { isUuid } from '../values/identifiers/read-uuid.js';
import { amountWithUnit } from '../values/numbers/amount-text.js';
import { readMeasure } from '../values/numbers/measure.js';
import { isMoney } from '../values/numbers/units.js';
import { cellOf, type MappedColumn, type Mapping } from './mapping.js';
import { type ColumnMatcher, columnMatcher, isNamed } from './match-column.js';
import type { SavedMapping } from './saved/saved-mapping.js';
import { isTaxed } from './titles/match-title.js';
import { basisOf } from './titles/tax-words.js';
import { unitFieldOf } from './titles/title-unit.js';

/** An amount that may be with tax. */
export interface OpenAmount {
  readonly column: MappedColumn;
  /** Whether its own title says that tax is in it. */
  readonly isGross: boolean;
  /** The title beside it that speaks of tax. */
  readonly beside: string;
}

/** Of several titles that stand for one amount, the one to take: the only one that says net, or the only one that does not say gross. */
export function takenAmount(
  dataset: ImportDataset,
  titles: readonly string[],
  match: ColumnMatcher,
): string | undefined {
  const amounts = titles.filter((title) => isTaxed(dataset, match(title)?.field));
  const net = amounts.filter((title) => basisOf(title) === 'net');
  const plain = amounts.filter((title) => basisOf(title) !== 'gross');
  const [taken, ...others] = net.length > 0 ? net : plain;
  return amounts.length > 1 && others.length === 0 ? taken : undefined;
}

/**
 * The amount of a table that leaves it open; undefined where its title says net, nothing beside it speaks of tax, or a person
 * named its column in a mapping. A mapping that was made from a file's titles names every column: there, `netAmounts` answers.
 */
export function openAmount(
  { dataset, columns }: Pick<Mapping, 'dataset' | 'columns'>,
  saved: SavedMapping | undefined,
): OpenAmount | undefined {
  const column = columns.find(({ field, gained }) => isTaxed(dataset, field) && !gained);
  if (column === undefined) return undefined;
  if (saved?.titles === undefined && isNamed(column.title, saved)) return undefined;
  const basis = basisOf(column.title);
  if (basis === 'net') return undefined;
  if (basis === 'gross') return { column, isGross: true, beside: column.title };
  const match = columnMatcher(dataset, saved);
  const speaksOfTax = (title: string): boolean => {
    const other = basisOf(title);
    return other === 'tax' || (other === 'gross' && isTaxed(dataset, match(title)?.field));
  };
  const beside = columns.find(({ index, title }) => index !== column.index && speaksOfTax(title));
  return beside && { column, isGross: false, beside: beside.title };
}

const CURRENCY_TITLE = /curren|wahrung|moneda|divisa|devise|monnaie|valut|moeda|munteenheid|walut|\bmena\b|\bmeny\b/;

/** Prepares to tell whether a row's amount may be money: by a currency in its unit, or a unit that nobody can know. */
export function moneyFinder(
  { dataset, columns }: Pick<Mapping, 'dataset' | 'columns'>,
  { column }: OpenAmount,
): (row: SourceRow) => boolean {
  const unitField = unitFieldOf(dataset, column.field);
  const units = columns.find(({ field }) => field === unitField);
  const isCurrencies = units !== undefined && CURRENCY_TITLE.test(fold(units.title));
  return (row: SourceRow): boolean => {
    const amount = cellOf(column, row);
    if (isBlank(amount)) return false;
    const said = (typeof amount === 'string' && amountWithUnit(amount)?.measure) || column.measure;
    if (said && said.codes.length > 0) return isMoney(said);
    const text = units === undefined ? '' : cellText(cellOf(units, row)).trim();
    const unit = readMeasure(text);
    return unit === undefined || unit.codes.length === 0 ? isCurrencies || isUuid(text) : isMoney(unit);
  };
}
