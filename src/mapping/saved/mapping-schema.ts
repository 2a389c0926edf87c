// The shape of a mapping file. One declaration: what is refused, and what editors complete (its JSON schema).

import { z } from 'zod';
import { creditWays, rowRulesSchema, ruleShape } from './row-rules.js';
import { valueKey } from './value-key.js';

const TARGET = { error: 'the name of a field, or null' };
const TEXT = { error: 'a text (numbers in quotes)' };
const target = z.string(TARGET).min(1, TARGET).nullable();
const text = z.string(TEXT);
const title = z.string({ error: 'the title of a column (numbers in quotes)' });
const YEAR = { error: 'a year' };
const year = z.int(YEAR).min(1000, YEAR).max(9999, YEAR);

/** An object whose wrong shape is told as `error`, and whose unknown entries are told by their names. */
function strict<Shape extends z.ZodRawShape>(shape: Shape, error: string): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? undefined : error) });
}

const joinShape = {
  columns: z
    .array(title, { error: 'a list of column titles' })
    .min(1, { error: 'at least one column title' })
    .describe('The titles of the columns whose cells are read together, in this order.'),
  with: z
    .string({ error: 'the text between the cells' })
    .optional()
    .describe('The text between them; a space if left out.'),
};

const differenceShape = {
  debit: title.describe('The title of the column of debits: its amounts count as they are.'),
  credit: title.describe('The title of the column of credits: its amounts count below 0.'),
};

const splitShape = {
  at: z
    .string({ error: 'the text between the parts' })
    .min(1, { error: 'the text between the parts' })
    .describe('The text between the parts of a cell.'),
  into: z
    .array(target, { error: 'a list of fields; null for a part that is not used' })
    .min(1, { error: 'at least one field' })
    .describe('The field of each part; null for a part that is not used. The last one gets all that is left.'),
};

const localeShape = {
  decimal: z.enum([',', '.'], { error: '"," or "."' }).optional().describe('Decimal sign of numbers in text cells.'),
  dateOrder: z
    .enum(['dmy', 'mdy', 'ymd'], { error: 'dmy, mdy or ymd' })
    .optional()
    .describe('Order of day, month and year in text cells.'),
  netAmounts: z
    .boolean({ error: 'true or false' })
    .optional()
    .describe('Amounts are without tax if their title leaves it open.'),
  encoding: z.string({ error: 'the name of an encoding' }).optional().describe('Text encoding of a CSV file.'),
  delimiter: z.string({ error: 'a character' }).optional().describe('Delimiter of a CSV file.'),
  datesFrom: year.optional().describe('First year that dates may have.'),
  datesTo: year.optional().describe('Last year that dates may have.'),
};

const COLUMNS = { error: 'column titles, each with the name of a field or null' };
const SHEET = { error: 'the name of a sheet (numbers in quotes)' };
const ROW = { error: 'the number of a row, from 1' };

const valueTable = z
  .record(z.string(), text, { error: 'texts of cells, each with the text to read instead' })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [cell, input] of Object.entries(value)) {
      if (seen.size < seen.add(valueKey(cell)).size) continue;
      issues.push({
        code: 'custom',
        path: [cell],
        input,
        message: 'each text once, without regard to case and outer blanks',
      });
    }
  });

/** What a mapping says, wherever it is kept. */
export const mappingShape = {
  dataset: z.string({ error: 'the name of a dataset' }).optional().describe('What each row is, such as purchases.'),
  sheet: z.string(SHEET).min(1, SHEET).optional().describe('The sheet of a workbook, by its name.'),
  headerRow: z.int(ROW).min(1, ROW).optional().describe('The row of the column titles, as Excel numbers it.'),
  titles: z
    .array(title, { error: 'a list of column titles' })
    .optional()
    .describe(
      'All column titles of the file that this mapping was made from. It is used for files with the same titles.',
    ),
  columns: z
    .record(z.string(), target, COLUMNS)
    .optional()
    .describe('Column title: field, field.2024 for one year of a yearly field, or null to leave the column out.'),
  constants: z
    .record(z.string(), text, { error: 'names of fields, each with a text' })
    .optional()
    .describe('Field: the text that is read as if it stood in every row. A filled cell of a column goes before it.'),
  joins: z
    .record(z.string(), strict(joinShape, 'columns and with'), { error: 'names of fields, each with columns and with' })
    .optional()
    .describe('Field: columns that are read together as this field.'),
  differences: z
    .record(z.string(), strict(differenceShape, 'debit and credit'), {
      error: 'names of fields, each with debit and credit',
    })
    .optional()
    .describe('Field: two columns of amounts, debits and credits, that are read as debit minus credit.'),
  splits: z
    .record(z.string(), strict(splitShape, 'at and into'), { error: 'column titles, each with at and into' })
    .optional()
    .describe('Column title: parts of its cells that are read as fields.'),
  values: z
    .record(z.string(), valueTable, {
      error: 'column titles, each with texts of cells and the texts to read instead',
    })
    .optional()
    .describe('Column title: text of a cell: the text to read instead. Case and outer blanks do not matter.'),
  locale: strict(localeShape, Object.keys(localeShape).join(', '))
    .optional()
    .describe('How the file writes numbers and dates; options of the command line go before these.'),
  rules: rowRulesSchema
    .optional()
    .describe('Which rows are sent, excluded or summed by month; the first rule that matches a row decides.'),
  credits: z
    .enum(creditWays, { error: 'list or net' })
    .optional()
    .describe('Credit notes: list them as open (if left out), or net them with their purchases.'),
  seen: z
    .record(z.string(), z.string({ error: 'a print of the column' }), { error: 'column titles, each with a print' })
    .optional()
    .describe(
      'Column title: kind and short hashes of its values, to recognise the column under another title. Written by carbonsheet.',
    ),
};

/** A mapping as other files keep it: with the name of its own. */
export const savedMappingSchema = z.object({
  file: z.string(),
  ...mappingShape,
  columns: mappingShape.columns.unwrap(),
});

const entries = { $schema: z.string().optional(), version: z.literal(1, { error: 'the number 1' }), ...mappingShape };

/** A whole mapping file. */
export const mappingSchema = strict(entries, 'version, dataset and columns').refine(
  ({ version: _, $schema: __, ...parts }) => Object.keys(parts).length > 0,
  { ...COLUMNS, path: ['columns'] },
);

/** The entries that may stand at a place of the file, for suggestions. */
export function entriesAt([first]: readonly PropertyKey[]): readonly string[] {
  if (first === 'joins') return Object.keys(joinShape);
  if (first === 'differences') return Object.keys(differenceShape);
  if (first === 'splits') return Object.keys(splitShape);
  if (first === 'rules') return Object.keys(ruleShape);
  return Object.keys(first === 'locale' ? localeShape : entries);
}
