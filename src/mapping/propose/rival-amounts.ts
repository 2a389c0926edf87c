// Several columns for one amount, such as a quantity with its unit and a value with its currency: the money is taken, with the
// currency that belongs to it, and that is said. Amounts with tax are for propose-mapping.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import { fold } from '../../values/fold.js';
import { isTaxed } from '../titles/match-title.js';
import { isQuantity } from '../titles/tax-words.js';
import { unitFieldOf } from '../titles/title-unit.js';
import type { Column } from './field-offers.js';
import { titleRanker } from './rival-columns.js';

/** Which of several columns is the amount, and which the unit that belongs to it. */
export interface SettledAmount {
  readonly amount: Column;
  readonly unit: Column | undefined;
  /** The columns that are not taken. */
  readonly others: readonly Column[];
}

/**
 * Settles a purchase's amount between money and a quantity of things: spend-based factors need the money.
 * @param columnsOf The columns whose titles name a field.
 * @returns undefined where nothing is to be settled, or the titles do not say which is which.
 */
export function settleAmount(
  dataset: ImportDataset,
  columnsOf: (field: string) => readonly Column[],
): SettledAmount | undefined {
  const name = Object.keys(dataset.fields).find((field) => isTaxed(dataset, field));
  const unitField = unitFieldOf(dataset, name);
  if (name === undefined || unitField === undefined) return undefined;
  const amounts = columnsOf(name);
  const units = columnsOf(unitField);
  if (amounts.length + units.length < 3) return undefined;
  const rankOf = titleRanker(dataset, name);
  const money = amounts.filter(({ title }) => !isQuantity(title));
  const [amount] = [...money].sort((one, two) => rankOf(one.title) - rankOf(two.title));
  if (amount === undefined) return undefined;
  const currencies = units.filter(({ content }) => content.kind === 'currency');
  if (units.length > 1 && currencies.length === 0) return undefined;
  const unit = currencies.length > 0 ? unitBeside(amount, currencies) : units[0];
  return { amount, unit, others: [...amounts, ...units].filter((one) => one !== amount && one !== unit) };
}

/** The currency of an amount: the one that shares a word with its title, else the nearest one, those behind it first. */
function unitBeside(amount: Column, currencies: readonly Column[]): Column | undefined {
  const words = new Set(fold(amount.title).split(' '));
  const distance = ({ title, index }: Column): number => {
    const shared = fold(title)
      .split(' ')
      .some((word) => words.has(word));
    const away = index - amount.index;
    return (shared ? 0 : 1e6) + (away > 0 ? away : 0.5 - away);
  };
  return [...currencies].sort((one, two) => distance(one) - distance(two))[0];
}
