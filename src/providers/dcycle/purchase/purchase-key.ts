// Decides whether a row and a purchase at the service are the same. Purchases have no key: their content decides.

import type { Values } from '../../../datasets/dataset.js';
import { digest } from '../../../dedup/digest.js';
import { cleanText } from '../../../values/characters.js';
import { figureNumber } from '../../../values/numbers/figure.js';
import { countryCode } from '../country-code.js';
import type { Purchase } from '../replies.js';

/**
 * The digest of a purchase's content, equal for a record and for the purchase that it became.
 *
 * Not part of it: `status`, which the service changes; `file_id`, `file_name` and `file_url`, the origin of the row; and
 * `frequency`, which has one value. Countries, white space and invisible characters are normalised. Defaults are filled in:
 * spend_based, and a recycled share of 0 (quantity x factor x (1 - recycled)).
 */
export function purchaseKey(purchase: Values | Purchase): string {
  const fields = purchase as Readonly<Record<string, unknown>>; // both are read by field name
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
  return figureNumber(value) ?? null;
}
