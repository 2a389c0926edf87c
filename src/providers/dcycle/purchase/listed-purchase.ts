// The values of a purchase by the dataset's fields, and its row in an export.

import type { z } from 'zod';
import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/dcycle/purchases.js';
import type { FieldValue } from '../../../datasets/field.js';
import type { ListedRow } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import { figuresReader } from '../../replies/held-figures.js';
import { valuesReader } from '../../replies/imported-values.js';
import type { Purchase, wholePurchase } from '../replies.js';

type WholePurchase = z.infer<typeof wholePurchase>;

/** Reads the values of purchases, of those fields that were read: equal for a purchase in a list and one read alone. */
export function purchaseReader(): (purchase: Purchase) => Values {
  const read = valuesReader(dataset);
  const names = Object.keys(dataset.fields);
  return (purchase) => {
    const held: Record<string, FieldValue | null | undefined> = {};
    // Its schema knows every field of the dataset; others may be of any type.
    for (const name of names) held[name] = purchase[name as keyof Purchase] as FieldValue | null | undefined;
    // The service may add a time to the day.
    held.purchase_date = purchase.purchase_date?.slice(0, 10);
    return read(held);
  };
}

const figuresOf = figuresReader(dataset);
const shownKeys = new Set(['id', ...(dataset.exported?.columns ?? []).map(({ key }) => key)]);

/** A purchase as a row of an export. */
export function listedPurchase(purchase: WholePurchase, values: Values): ListedRow {
  const { id, co2e = null, status, created_at = null, updated_at = null, organization_id = null } = purchase;
  const reason =
    co2e !== null ? null : status === 'error' ? 'the service could not calculate it' : 'not calculated yet';
  return {
    remoteId: id,
    version: updated_at ?? '',
    values,
    shown: {
      ...figuresOf(purchase, values),
      co2e,
      reason,
      created_at,
      updated_at,
      organization_id,
      // Also values that their field cannot hold, such as the status `error`.
      ...extraFields(purchase, (field) => shownKeys.has(field) || values[field] !== undefined),
    },
  };
}
