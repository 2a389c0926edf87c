// What `map` asks in a terminal: the dataset, columns that are only likely, fields without a column, how numbers and dates are written.

import { loadImportDatasets } from '../datasets/index.js';
import type { ColumnProposal, MappingProposal } from '../mapping/propose/propose-mapping.js';
import type { RowRule } from '../mapping/saved/row-rules.js';
import type { LocaleAnswers } from '../mapping/saved/saved-mapping.js';
import {
  type LocaleQuestion,
  type MappingAnswers,
  openFields,
  type ProposedFile,
  uncertainColumns,
} from '../pipeline/map.js';
import { Stop } from '../problems/stop.js';
import type { RuleProposal } from '../selection/proposals/propose-rules.js';
import { grouped, groupedAmount } from '../values/numbers/grouped.js';
import type { Choice, Terminal } from './terminal/terminal.js';

/** What can ask a person. */
export type Questions = Pick<Terminal, 'canAsk' | 'choose' | 'askText'>;

/** Asks which dataset the rows are. */
export async function chooseDataset(names: readonly string[], terminal: Questions): Promise<string | undefined> {
  const datasets = await loadImportDatasets();
  const choices = names.map((value) => {
    const dataset = datasets.find(({ name }) => name === value);
    return { value, label: dataset?.title ?? value, hint: dataset?.summary ?? '' };
  });
  return terminal.choose('The columns do not decide what the rows are. What are they?', choices);
}

/** Columns that nobody has confirmed yet. @param accept Likely ones need no confirmation. */
export function unsettled(
  proposal: MappingProposal,
  { columns }: MappingAnswers,
  accept: boolean,
): readonly ColumnProposal[] {
  const taken = new Set(columns.values());
  return accept
    ? []
    : uncertainColumns(proposal).filter(({ title, field }) => !columns.has(title) && !taken.has(field ?? ''));
}

/**
 * Asks about likely columns, then about missing fields.
 * @param keep Gets all answers after each question: those that are left when the next one is interrupted.
 * @throws Stop where somebody should answer and nobody can.
 */
export async function askAll(
  found: ProposedFile,
  given: MappingAnswers,
  accept: boolean,
  terminal: Questions,
  keep: (answers: MappingAnswers) => void = () => undefined,
): Promise<MappingAnswers> {
  const columns = new Map(given.columns);
  const constants = { ...given.constants };
  const uncertain = unsettled(found.proposal, given, accept);
  if (!terminal.canAsk) requireAnswers(uncertain, openFields(found.proposal, given));
  for (const column of uncertain) {
    columns.set(column.title, await askColumn(column, found, terminal));
    keep({ columns, constants });
  }
  // A column that was left out may leave a required field without one.
  const lost = uncertain.filter(({ title, field }) => columns.get(title) !== field).flatMap(({ field }) => field ?? []);
  const missing = [...found.proposal.missing, ...groupsOf(lost, found)];
  for (const group of openFields({ ...found.proposal, missing }, { columns, constants })) {
    await askField(group, found, { columns, constants }, terminal);
    keep({ columns, constants });
  }
  return { columns, constants };
}

function groupsOf(fields: readonly string[], { dataset }: ProposedFile): readonly (readonly string[])[] {
  return fields.filter((field) => dataset.fields[field]?.required).map((field) => [field]);
}

function requireAnswers(uncertain: readonly ColumnProposal[], missing: readonly (readonly string[])[]): void {
  if (uncertain.length + missing.length === 0) return;
  const likely = uncertain.map(({ title, field }) => `${title} → ${field} is only likely`);
  const lacking = missing.map((group) => `${group.join(' or ')} has no column`);
  throw new Stop(
    'mapping',
    'UNCONFIRMED_COLUMNS',
    [...likely, ...lacking].join('; '),
    'confirm columns with --column TITLE=FIELD (or all likely ones with --accept), and say what holds for every row with --set FIELD=TEXT; or run carbonsheet map in a terminal',
  );
}

const OTHER = 'another field';
const NONE = 'none';

/** The field of a likely column; null: none. */
async function askColumn(column: ColumnProposal, found: ProposedFile, terminal: Questions): Promise<string | null> {
  const { title, field = '', why, samples } = column;
  const shown = samples.map((sample) => cut(sample, LONGEST_SAMPLE)).join(', ');
  const called = cut(title, LONGEST_TITLE);
  const asked = `Column "${called}" (${shown}): is it ${titleOf(field, found)}?`;
  const answer = await terminal.choose(
    asked.length <= LINE ? asked : `Column "${called}": is it ${titleOf(field, found)}?`,
    [
      { value: field, label: `Yes, ${field}`, hint: why },
      { value: OTHER, label: 'No, it is another field' },
      { value: NONE, label: 'No, leave the column out' },
    ],
  );
  if (answer !== OTHER) return answer === NONE || answer === undefined ? null : answer;
  const { fields } = found.dataset;
  const choices = Object.entries(fields).map(([value, { title: label, note }]) => ({ value, label, hint: note }));
  return (await terminal.choose(`Which field is "${cut(title, LONGEST_TITLE)}"?`, choices)) ?? null;
}

/** What gives a missing field: a text for every row, or a column. */
async function askField(
  group: readonly string[],
  found: ProposedFile,
  answers: { readonly columns: Map<string, string | null>; readonly constants: Record<string, string> },
  terminal: Questions,
): Promise<void> {
  const [name = ''] = group;
  const field = found.dataset.fields[name];
  const options = field?.kind === 'choice' ? Object.keys(field.options) : [];
  const free = found.proposal.columns.filter(
    ({ title, field: taken }) => taken === undefined && !answers.columns.has(title),
  );
  const choices: Choice[] = [
    ...options.map((option) => ({ value: `=${option}`, label: `${option} in every row` })),
    ...(options.length > 0 ? [] : [{ value: '=', label: 'The same in every row: type it next' }]),
    ...free.map(({ title, samples }) => ({ value: title, label: `Column "${title}"`, hint: samples.join(', ') })),
    { value: '', label: 'Leave it open', hint: field?.note ?? '' },
  ];
  const answer = await terminal.choose(`No column is ${titleOf(name, found)}. What is it?`, choices);
  if (answer === undefined || answer === '') return;
  if (!answer.startsWith('=')) answers.columns.set(answer, name);
  else {
    const text =
      answer.slice(1) || (await terminal.askText(`${titleOf(name, found)} of every row, such as ${field?.example}:`));
    if (text) answers.constants[name] = text;
  }
}

function titleOf(name: string, { dataset }: ProposedFile): string {
  return `${dataset.fields[name]?.title ?? name} (${name})`;
}

/** Asks which rows of a ledger are no purchases to send; without a terminal the check names them. */
export async function askRules(proposed: readonly RuleProposal[], terminal: Questions): Promise<readonly RowRule[]> {
  const rules: RowRule[] = [];
  for (const { called, because, rows, said, sums, rules: own } of proposed) {
    const amounts = Object.entries(sums).map(([unit, sum]) => `${groupedAmount(sum)} ${unit}`.trim());
    const counted = [rows === 1 ? '1 row' : `${grouped(rows)} rows`, ...amounts].join(', ');
    const question = `${counted}: ${rows === 1 ? 'looks' : 'look'} like ${called} (${said}). Send ${rows === 1 ? 'it' : 'them'}?`;
    const answer = await terminal.choose(question, [
      { value: 'exclude', label: 'No, exclude them with a rule', hint: because },
      { value: 'send', label: 'Yes, they are purchases' },
    ]);
    if (answer === 'exclude') rules.push(...own);
    if (answer === 'send') rules.push(...own.map(({ reason: _, ...rule }) => ({ ...rule, action: 'send' as const })));
  }
  return rules;
}

const LONGEST_TITLE = 28;
const LONGEST_SAMPLE = 14;
/** Characters of a question, beside the sign that the terminal puts before it. */
const LINE = 76;

function cut(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}

const localeChoices: Readonly<Record<LocaleQuestion['key'], readonly Choice[]>> = {
  decimal: [
    { value: ',', label: 'comma: 1.234,50' },
    { value: '.', label: 'point: 1,234.50' },
  ],
  dateOrder: [
    { value: 'dmy', label: 'day, month, year' },
    { value: 'mdy', label: 'month, day, year' },
    { value: 'ymd', label: 'year, month, day' },
  ],
  netAmounts: [
    { value: 'yes', label: 'without tax (net)' },
    { value: '', label: 'with tax: leave it open' },
  ],
};

/** Asks how the file writes what can be read in two ways; without a terminal the check asks. */
export async function askLocale(questions: readonly LocaleQuestion[], terminal: Questions): Promise<LocaleAnswers> {
  const said: { decimal?: ',' | '.'; dateOrder?: 'dmy' | 'mdy' | 'ymd'; netAmounts?: boolean } = {};
  for (const { key, text } of questions) {
    const answer = await terminal.choose(text, localeChoices[key]);
    if (answer === ',' || answer === '.') said.decimal = answer;
    if (answer === 'dmy' || answer === 'mdy' || answer === 'ymd') said.dateOrder = answer;
    if (answer === 'yes') said.netAmounts = true;
  }
  return said;
}
