// Arguments as they come from flags, environment and config file, made exact: everything passes a schema here.

import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { showDashes } from './dash-arguments.js';

const text = z.string().min(1).optional();
// What is no number has become NaN on its way here.
const number = z.number('expected a number');
/** Text that a config file may hold as a number. */
const textOrNumber = z.union([z.string(), z.number()]).transform(String).optional();
const count = number.int('expected a whole number').min(1, 'expected 1 or more');
const year = number.int('expected a year').min(1000, 'expected a year').max(9999, 'expected a year').optional();

/** The name that an option has on the command line, as `on-existing` for `onExisting`. */
export function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Of every command. */
export const globalArguments = z.object({
  profile: text,
  config: text,
  json: z.boolean(),
  quiet: z.boolean(),
  verbose: z.boolean(),
  color: z.boolean().optional(),
  caFile: text,
  replyBytes: textOrNumber,
  openapi: z.array(z.string().min(1)),
});
export type GlobalArguments = z.infer<typeof globalArguments>;

/** How text is read. */
export const sourceArguments = z.object({
  sheet: text,
  headerRow: count.optional(),
  encoding: text,
  delimiter: text,
  quoteRule: z.enum(['strict', 'lenient']),
  limit: z.array(z.string()),
});

/** How files are read, and where their results go. */
export const readingArguments = sourceArguments.extend({
  files: z.array(z.string().min(1)).min(1),
  dataset: text,
  mapping: text,
  unpivot: z.boolean(),
  decimal: z.enum([',', '.']).optional(),
  dateOrder: z.enum(['dmy', 'mdy', 'ymd']).optional(),
  datesFrom: year,
  datesTo: year,
  netAmounts: z.boolean(),
  asNew: z.boolean(),
  equalRows: z.enum(['keep', 'drop']),
  runsDir: z.string().min(1),
});
export type ReadingArguments = z.infer<typeof readingArguments>;

/** An upper bound of requests per second. */
export const rateArgument = z.object({
  rate: number.positive('expected more than 0').optional(),
  maxPages: number.int('expected a whole number').min(1, 'expected 1 or more').optional(),
});

/** What is done with rows that the service has. */
export const planningArguments = rateArgument.extend({ onExisting: z.enum(['skip', 'update', 'fail']) });

/** Where the ledger is. */
export const ledgerArgument = z.object({ ledger: z.string().min(1) });

/** What ends a run before all rows are written. */
const brakeArguments = {
  maxFailures: textOrNumber,
  deadline: textOrNumber,
  stopAfter: count.optional(),
  canary: z.boolean(),
};

/** How rows are written. */
export const writingArguments = ledgerArgument.extend({
  invalid: z.enum(['stop', 'skip']).optional(),
  ...brakeArguments,
  concurrency: count,
  via: z.enum(['api', 'bulk-csv', 'file']),
  deletes: number.int('expected a whole number').min(0, 'expected 0 or more').optional(),
  rehearse: z.boolean(),
  yes: z.boolean(),
});

/** How a run of the ledger is taken up again. */
export const resumingArguments = ledgerArgument.extend({
  run: text,
  acceptChanges: z.boolean(),
  rate: rateArgument.shape.rate,
  maxPages: rateArgument.shape.maxPages,
  ...brakeArguments,
  concurrency: count.optional(),
  deletes: writingArguments.shape.deletes,
  yes: z.boolean(),
});

/** Checks arguments; throws a Stop of kind `usage` that names the option, expected and got. */
export function parseArguments<S extends z.ZodObject>(schema: S, argv: unknown): z.infer<S> {
  const given = showDashes(argv);
  requireOnce(schema, given);
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const option = optionName(String(issue?.path[0] ?? ''));
  throw new Stop(
    'usage',
    'USAGE',
    `--${option}: ${issue?.message ?? 'not understood'}`,
    'carbonsheet --help shows the options',
  );
}

/** Options that take several values have all of them; of any other one, two would leave open which is meant. */
function requireOnce({ shape }: z.ZodObject, argv: unknown): void {
  for (const [name, value] of Object.entries(argv ?? {})) {
    if (!Array.isArray(value) || !Object.hasOwn(shape, name) || shape[name] instanceof z.ZodArray) continue;
    throw new Stop(
      'usage',
      'USAGE',
      `--${optionName(name)} was given ${value.length} times: ${value.join(', ')}`,
      'it takes one value: give it once',
    );
  }
}
