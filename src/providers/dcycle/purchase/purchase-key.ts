// When a row and a purchase that the service holds are the same purchase. Purchases have no key: their content decides.

import type { Values } from '../../../datasets/dataset.js';
import { digest } from '../../../dedup/digest.js';
import { cleanText } from '../../../values/characters.js';
import { countryCode } from '../country-code.js';
import type { Purchase } from '../replies.js';

/**
 * The digest of what a purchase says, equal for a record and for the purchase that it became.
 *
 * It leaves out what does not say which purchase it is: `status`, which the service and its reviewers move on;
 * `file_id`, `file_name` and `file_url`, which say where the row came from; and `frequency`, which knows one value.
 * A country is the same however it is said, and so is a text with other blanks or characters that nobody sees.
 * Defaults are filled in: spend_based, and a recycled share of 0, which counts like none (facts: quantity x factor x
 * (1 - recycled)).
 */
export function purchaseKey(purchase: Values | Purchase): string {
  const fields = purchase as Readonly<Record<string, unknown>>; // both are read by name, whatever else they hold
  return digest(
    JSON.stringify([
      text(fields.product_name),
      text(fields.description),
      text(fields.sector),
      countryCode(text(fields.country)),
      number(fields.quantity),
      text(fields.unit_id),
      // The service may add a time to the day.
      text(fields.purchase_date).slice(0, 10),
      text(fields.purchase_type) || 'spend_based',
      text(fields.expense_type),
      number(fields.recycled) ?? 0,
      text(fields.supplier_id),
      text(fields.custom_emission_factor_id).toLowerCase(),
    ]),
  ).toString('base64');
}

function text(value: unknown): string {
  return typeof value === 'string' ? cleanText(value).normalize('NFC').replace(/\s+/g, ' ').trim() : '';
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
