// The rules of a mapping file about which rows of a ledger are sent. Leaves matching rows to selection/.

import { z } from 'zod';

const PATTERN = { error: 'a text, such as 6000, 6000-6999, Rent*, ~rent or =Rent*' };
const pattern = z.union([z.string().trim().min(1), z.number()], PATTERN);
const patterns = z.union([pattern, z.array(pattern).min(1)], { error: 'a text, or a list of texts' });
const byTitle = z
  .record(z.string(), patterns, { error: 'column titles, each with a text or a list of texts' })
  .refine((titles) => Object.keys(titles).length > 0, { error: 'at least one column title' });

/** What becomes of the rows that a rule is about. */
const ruleActions = ['send', 'exclude', 'sum-by-month'] as const;

/** The entries of a rule. */
export const ruleShape = {
  name: z
    .string({ error: 'a name for the rule' })
    .trim()
    .min(1, { error: 'a name for the rule' })
    .describe('What results and messages call the rule.'),
  when: byTitle.describe(
    'Column title: 6000, 6000-6999, Rent* for a beginning, ~rent for a word, =Rent* for exactly this text, or a list of these. All columns must match.',
  ),
  unless: byTitle
    .optional()
    .describe('Column title: texts as in when. The rule does not decide a row that one of them matches.'),
  action: z
    .enum(ruleActions, { error: 'send, exclude or sum-by-month' })
    .describe('Send the rows, exclude them, or send one sum for each month.'),
  reason: z
    .string({ error: 'a text' })
    .trim()
    .min(1, { error: 'a text' })
    .optional()
    .describe('Why rows are excluded: it stands in the results.'),
};

const rule = z
  .strictObject(ruleShape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? undefined : 'name, when, unless, action and reason'),
  })
  .refine(({ action, reason }) => action !== 'exclude' || reason !== undefined, {
    error: 'a reason, as the rule excludes rows',
    path: ['reason'],
  });

/** The schema of `rules`: the first rule that matches a row decides. */
export const rowRulesSchema = z
  .array(rule, { error: 'a list of rules' })
  .refine((rules) => new Set(rules.map(({ name }) => name.toLowerCase())).size === rules.length, {
    error: 'rules with different names',
  });

/** A rule about rows: all its columns must match, each by one of its texts. */
export type RowRule = z.infer<typeof rule>;

/** The titles of the columns that a rule asks about. */
export function titlesOf({ when, unless = {} }: Pick<RowRule, 'when' | 'unless'>): readonly string[] {
  return [...Object.keys(when), ...Object.keys(unless)];
}

/** What to do about credit notes: take them off their purchases, or list them as open. */
export const creditWays = ['list', 'net'] as const;
export type CreditWay = (typeof creditWays)[number];
