// Two columns for one amount, such as a quantity with its unit and a value with its currency: the money is taken, and that is said.
// Net and gross are for net-or-gross.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import { isTaxed } from '../match-title.js';
import { isQuantity } from '../tax-words.js';
import { unitFieldOf } from '../title-unit.js';
import type { Column } from './field-offers.js';

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
  const money = amounts.filter(({ title }) => !isQuantity(title));
  const [amount] = money;
  if (amount === undefined || money.length > 1 || amounts.length + units.length < 3) return undefined;
  const currencies = units.filter(({ content }) => content.kind === 'currency');
  const [unit] = currencies;
  if (currencies.length > 1 || (units.length > 1 && unit === undefined)) return undefined;
  const others = [...amounts, ...units].filter((one) => one !== amount && one !== unit && (one !== units[0] || unit));
  return { amount, unit: unit ?? units[0], others };
}
