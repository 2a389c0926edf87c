// Processes an uploaded file of purchases: each line becomes a purchase, with the status `error` where it is unusable.

import Papa from 'papaparse';
import type { z } from 'zod';
import type { Facilities } from '../sandbox-app.js';
import type { BulkUpload, Purchase } from '../store/records.js';
import { type Content, changes, complete, purchaseBody } from './purchase-body.js';

/** Processes every file that is due. A file that was stored twice is processed twice. */
export function applyDueUploads({ store, now, newId, processingMs }: Facilities): void {
  for (const upload of store.bulkUploads.rows()) {
    if (now() < upload.processedAtMs) continue;
    store.bulkUploads.delete(upload.id);
    const stamp = new Date(upload.processedAtMs).toISOString();
    const calculatedAtMs = upload.processedAtMs + processingMs;
    for (const content of contentsOf(upload)) {
      const purchase: Purchase = { ...content, id: newId(), created_at: stamp, updated_at: stamp, calculatedAtMs };
      store.purchases.put(purchase);
    }
  }
}

/** The columns are the field names of a create (assumed: they are not documented). */
function contentsOf({ text, file_id, file_name }: BulkUpload): readonly Content[] {
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' });
  return data.map((line) => {
    const given = { ...bodyOf(line), file_id, file_name };
    const read = purchaseBody.safeParse(given);
    return read.success ? complete(read.data) : inError(given);
  });
}

const numbers = new Set(['quantity', 'recycled']);

function bodyOf(line: Readonly<Record<string, string>>): Record<string, string | number> {
  const filled = Object.entries(line).filter(([name, cell]) => name in purchaseBody.shape && cell.trim() !== '');
  return Object.fromEntries(filled.map(([name, cell]) => [name, numbers.has(name) ? Number(cell) : cell]));
}

const nothing: Content = {
  product_name: null,
  sector: null,
  country: null,
  quantity: null,
  unit_id: null,
  purchase_date: null,
  expense_type: null,
  purchase_type: null,
  status: null,
  description: null,
  recycled: null,
  supplier_id: null,
  custom_emission_factor_id: null,
  frequency: null,
  file_id: null,
  file_name: null,
  file_url: null,
};

/** The readable fields of a line; the legacy list documents the status `error`. */
function inError(given: Readonly<Record<string, unknown>>): Content {
  const fields: Readonly<Record<string, z.ZodType>> = purchaseBody.shape;
  const readable = Object.entries(given).filter(([name, value]) => fields[name]?.safeParse(value).success === true);
  return { ...nothing, ...changes(Object.fromEntries(readable)), status: 'error' };
}
