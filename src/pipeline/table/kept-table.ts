// How a table was read, as a result workbook keeps it: the options of the run, and what its columns were found to be. Comes back from
// people, so it is checked.

import { z } from 'zod';
import { savedMappingSchema } from '../../mapping/saved/mapping-schema.js';
import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { choices } from '../requests.js';

const decimal = z.enum(choices.decimal).optional();
const dateOrder = z.enum(choices.dateOrder).optional();

const keptColumn = z.object({
  title: z.string(),
  field: z.string(),
  year: z.string().optional(),
  decimal,
  dateOrder,
  inPercent: z.literal(true).optional(),
});

const keptTable = z.object({
  sheet: z.string(),
  dataset: z.string(),
  headerRow: z.int().optional(),
  unpivot: z.boolean().optional(),
  decimal,
  dateOrder,
  netAmounts: z.boolean().optional(),
  datesFrom: z.int().optional(),
  datesTo: z.int().optional(),
  constants: z.record(z.string(), z.string()).optional(),
  mapping: savedMappingSchema.optional(),
  columns: z.array(keptColumn),
});

/** How a column was read, where its cells left a choice. */
export type KeptColumn = Readonly<z.infer<typeof keptColumn>>;

/** How a table was read: the options of the run, and what its columns were found to be. */
export interface KeptTable extends Readonly<Omit<z.infer<typeof keptTable>, 'columns' | 'mapping' | 'constants'>> {
  readonly constants?: Readonly<Record<string, string>> | undefined;
  readonly mapping?: SavedMapping | undefined;
  readonly columns: readonly KeptColumn[];
}

/** The table that is told of; undefined where another version wrote it. */
export function keptTableOf(told: unknown): KeptTable | undefined {
  return keptTable.safeParse(told).data;
}
