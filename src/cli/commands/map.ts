// carbonsheet map FILE: shows what each column is taken for and saves a mapping file. What is asked is in mapping-questions.ts.

import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { LocaleAnswers } from '../../mapping/saved/saved-mapping.js';
import { writeMapping } from '../../mapping/saved/write-mapping.js';
import { type Input, withInput } from '../../pipeline/files/spool-input.js';
import {
  type MappingAnswers,
  mappedQuestions,
  mappingOf,
  openFields,
  type ProposedFile,
  proposeFile,
} from '../../pipeline/map.js';
import type { TableRequest } from '../../pipeline/requests.js';
import { Stop } from '../../problems/stop.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import { readMapping } from '../context.js';
import { exitWith } from '../exit.js';
import { askAll, askLocale, askRules, chooseDataset, unsettled } from '../mapping-questions.js';
import { readLimits } from '../options/limit-option.js';
import { readConstants } from '../options/set-option.js';
import { MAPPING_SCHEMA } from '../package-file.js';
import { requireReplaceable } from '../replace-file.js';
import { openTerminal } from '../terminal/open-terminal.js';
import { shellWord } from '../terminal/shell-word.js';
import { stopJson } from '../terminal/stop-text.js';
import type { Terminal } from '../terminal/terminal.js';
import type { CommandArguments } from './index.js';

type Arguments = CommandArguments<'map'>;

export async function run(args: Arguments): Promise<void> {
  const terminal = openTerminal(args);
  try {
    const limits = readLimits(args.limit);
    const request = { ...args, mapping: readMapping(args.mapping), limits };
    const work = ({ path, shownAs }: Input): Promise<void> => map({ ...request, file: path, shownAs }, args, terminal);
    await withInput(args.file, process.stdin, work, undefined, limits);
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    terminal.stopped(cause);
    terminal.printJson(stopJson(cause, { command: 'map', file: args.file }));
    exitWith(exitCodeOfStop(cause));
  }
}

async function map(request: TableRequest, args: Arguments, terminal: Terminal): Promise<void> {
  const askDataset = args.json ? undefined : (names: readonly string[]) => chooseDataset(names, terminal);
  const found = await proposeFile(request, askDataset);
  const given = answersGiven(args, found);
  if (args.json) {
    terminal.printJson(proposalJson(args.file, found, given));
    exitWith(
      openFields(found.proposal, given).length + unsettled(found.proposal, given, args.accept).length > 0 ? 3 : 0,
    );
    return;
  }
  if (found.changes.length > 0) terminal.print(`Since ${found.saved?.file} was made: ${found.changes.join('; ')}`);
  showProposal(found, terminal);
  let answers = given;
  try {
    answers = await askAll(found, given, args.accept, terminal, (now) => {
      answers = now;
    });
    await save(request, args, found, answers, terminal);
  } catch (cause) {
    throw cause instanceof Stop && cause.kind === 'interrupted' ? interrupted(cause, args, found, answers) : cause;
  }
}

/** Asks what only mapped columns show, and writes the mapping file. */
async function save(
  request: TableRequest,
  args: Arguments,
  found: ProposedFile,
  answers: MappingAnswers,
  terminal: Terminal,
): Promise<void> {
  const mapping = mappingOf(found, answers);
  const { locale: undecided, rules: proposed } = await mappedQuestions(request, mapping);
  const said = await askLocale(undecided, terminal);
  const rules = [...(mapping.rules ?? []), ...(await askRules(proposed, terminal))];
  const locale = { ...mapping.locale, ...localeGiven(args), ...said };
  const path = args.out ?? args.mapping ?? join(args.file === '-' ? '.' : dirname(args.file), 'mapping.yaml');
  const isOwn = args.mapping !== undefined && path === args.mapping;
  await requireReplaceable([path], args.force || isOwn, terminal.ask);
  const { file: _, set: __, ...parts } = mapping;
  const whole = { ...parts, ...(Object.keys(locale).length > 0 && { locale }), ...(rules.length > 0 && { rules }) };
  await writeFile(path, writeMapping(whole, MAPPING_SCHEMA));
  terminal.print(`Saved: ${path}`);
  terminal.say(`Next: carbonsheet check ${shellWord(args.file)}${pathOption(path, args.file)}`);
}

/** Nothing is saved of a mapping that is not finished; the answers so far are printed as options. */
function interrupted(
  cause: Stop,
  args: Arguments,
  { dataset }: ProposedFile,
  { columns, constants }: MappingAnswers,
): Stop {
  const options = [
    ['--dataset', dataset.name],
    ...(args.sheet === undefined ? [] : [['--sheet', args.sheet]]),
    ...(args.headerRow === undefined ? [] : [['--header-row', String(args.headerRow)]]),
    ...(args.mapping === undefined ? [] : [['--mapping', args.mapping]]),
    ...(args.out === undefined ? [] : [['--out', args.out]]),
    ...[...columns].map(([title, field]) => ['--column', `${title}=${field ?? ''}`]),
    ...Object.entries(constants).map(([field, text]) => ['--set', `${field}=${text}`]),
  ].map(([option = '', value = '']) => `${option} ${shellWord(value)}`);
  const answered = columns.size + Object.keys(constants).length;
  const kept =
    answered === 0 ? 'nothing was answered' : `the ${answered === 1 ? 'answer' : `${answered} answers`} so far`;
  const message =
    answered === 0
      ? `interrupted: ${kept}, and nothing was saved`
      : `interrupted: no mapping was saved; ${kept} can be kept`;
  return new Stop(
    'interrupted',
    'INTERRUPTED',
    message,
    `go on with carbonsheet map ${shellWord(args.file)} ${options.join(' ')}`,
    cause,
  );
}

/** What the options say of how the file is written: the mapping keeps it. */
function localeGiven({
  decimal,
  dateOrder,
  netAmounts,
  encoding,
  delimiter,
  datesFrom,
  datesTo,
}: Arguments): LocaleAnswers {
  const given = { decimal, dateOrder, netAmounts: netAmounts || undefined, encoding, delimiter, datesFrom, datesTo };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A mapping file beside the file needs no option. */
function pathOption(path: string, file: string): string {
  const isFound = /(?:^|[.\\/])mapping\.(?:ya?ml|json)$/.test(path) && dirname(path) === dirname(file);
  return isFound ? '' : ` --mapping ${shellWord(path)}`;
}

/** The answers of --column and --set. @throws Stop for a title or a field that there is not. */
function answersGiven({ column, set }: Arguments, { titles, dataset }: ProposedFile): MappingAnswers {
  const columns = new Map(column.map((one) => columnAnswer(one, titles, dataset)));
  const constants = readConstants(set) ?? {};
  for (const field of Object.keys(constants)) requireField(field, `--set ${field}`, dataset);
  return { columns, constants };
}

function columnAnswer(
  text: string,
  titles: readonly string[],
  dataset: ImportDataset,
): readonly [string, string | null] {
  // A title may hold a sign of equality; a field does not.
  const at = text.lastIndexOf('=');
  const [title, field] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at <= 0) throw new Stop('usage', 'USAGE', `--column: expected TITLE=FIELD, got "${text}"`);
  if (!titles.includes(title))
    throw new Stop('usage', 'USAGE', `--column ${text}: the file has no such title`, `it has ${titles.join(', ')}`);
  if (field !== '') requireField(field.replace(/\.\d{4}$/, ''), `--column ${text}`, dataset);
  return [title, field || null];
}

function requireField(field: string, place: string, { name, fields }: ImportDataset): void {
  if (Object.hasOwn(fields, field)) return;
  const hint = `the fields are ${Object.keys(fields).join(', ')}`;
  throw new Stop('usage', 'MAPPING_FIELD', `${place}: ${name} has no field "${field}"`, hint);
}

/** What `--json` prints; a contract. */
function proposalJson(file: string, { dataset, sheet, headerRow, proposal }: ProposedFile, answers: MappingAnswers) {
  const columns = proposal.columns.map(({ title, field, year, score, certainty, why, samples }) => {
    const proposed = field === undefined ? null : year === undefined ? field : `${field}.${year}`;
    const said = answers.columns.get(title);
    if (said !== undefined)
      return { title, field: said, score: 1, certainty: 'sure', why: 'told with --column', samples };
    return { title, field: proposed, score, certainty, why, samples };
  });
  const missing = openFields(proposal, answers).map((group) => group.join(' or '));
  return { version: 1, file, dataset: dataset.name, sheet, headerRow, columns, constants: answers.constants, missing };
}

function showProposal({ dataset, headerRow, proposal }: ProposedFile, terminal: Terminal): void {
  terminal.print(`${dataset.title}, header in row ${headerRow}`);
  const used = proposal.columns.filter(({ field }) => field !== undefined);
  const width = Math.min(28, Math.max(0, ...used.map(({ title }) => title.length)));
  for (const { title, field, year, certainty, why } of used) {
    const target = year === undefined ? field : `${field} ${year}`;
    terminal.print(`  ${title.padEnd(width)} → ${target}`);
    if (certainty === 'likely') terminal.print(terminal.paint('dim', `      likely: ${why}`));
  }
  const unused = proposal.columns.filter(({ field }) => field === undefined).map(({ title }) => title);
  if (unused.length > 0) terminal.print(terminal.paint('dim', `  not used: ${unused.join(', ')}`));
}
