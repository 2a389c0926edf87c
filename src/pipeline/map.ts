// `map`: proposes which column is which field, and turns the answers to what is uncertain into a mapping. Asking and saving is cli's.

import { basename } from 'node:path';
import type { ImportDataset } from '../datasets/dataset.js';
import { printsOf, withoutGone } from '../mapping/compare-titles.js';
import { headerTitles } from '../mapping/mapping.js';
import { keyOf } from '../mapping/match-column.js';
import { type ColumnProposal, type MappingProposal, proposeMapping } from '../mapping/propose/propose-mapping.js';
import type { SavedMapping } from '../mapping/saved/saved-mapping.js';
import { describe } from '../problems/place.js';
import type { Problem } from '../problems/problem.js';
import { openSource } from '../read/open-source.js';
import type { RuleProposal } from '../selection/proposals/propose-rules.js';
import type { SourceRow } from '../values/cell.js';
import type { TableRequest } from './requests.js';
import { watchRows } from './rows/watch-rows.js';
import { judgeRows } from './run/judge-rows.js';
import { type AskDataset, chooseTable } from './table/choose-table.js';
import { openTable } from './table/open-table.js';
import { changeText, type SettledMapping, sampleBelow, settleMapping } from './table/settle-mapping.js';

/** A file whose columns have proposals. */
export interface ProposedFile {
  readonly dataset: ImportDataset;
  /** '' for a CSV file. */
  readonly sheet: string;
  /** As Excel shows it. */
  readonly headerRow: number;
  /** The titles of the file. */
  readonly titles: readonly string[];
  readonly proposal: MappingProposal;
  /** The mapping that it is made from, with the new titles of renamed columns. */
  readonly saved: SavedMapping | undefined;
  /** How its columns differ from those of that mapping, in words. */
  readonly changes: readonly string[];
  readonly header: SourceRow;
  /** Rows below the header. */
  readonly sample: readonly SourceRow[];
}

/**
 * Proposes a field for each column of a file.
 * @param ask Which dataset the rows are, where the columns do not decide it.
 * @throws Stop when the file cannot be read, or nobody says which dataset it holds.
 */
export async function proposeFile(request: TableRequest, ask?: AskDataset): Promise<ProposedFile> {
  const source = await openSource(request.file, request);
  try {
    const name = basename(request.shownAs ?? request.file);
    const settled = await settleMapping(source, name, { ...request, attended: true });
    const open = withNewOpen(settled);
    // The table is looked for by all titles of the mapping; its fields are proposed by those that are there.
    const chosen = await chooseTable(source, name, { ...settled.request, mapping: open }, ask);
    const { sheet, header, dataset, matrix } = chosen;
    const gained = matrix ? [...matrix.fields, matrix.value].map((field) => dataset.fields[field]?.title ?? field) : [];
    const saved = open && withoutGone(open, [...headerTitles(header), ...gained]);
    const sample = await sampleBelow(source, header);
    return {
      dataset,
      sheet,
      headerRow: header.row,
      titles: headerTitles(header).filter(Boolean),
      proposal: saved ? proposeMapping(header, sample, dataset, saved) : chosen.proposal,
      saved,
      changes: settled.changes.flatMap((change) => changeText(change) ?? []),
      header,
      sample,
    };
  } finally {
    await source.close();
  }
}

/** The mapping without what it says of new columns: they are to be proposed. */
function withNewOpen({ request: { mapping }, changes }: SettledMapping): SavedMapping | undefined {
  const news = new Set(changes.flatMap((one) => (one.kind === 'new' ? [one.title] : [])));
  const columns = Object.entries(mapping?.columns ?? {}).filter(([title]) => !news.has(title));
  return mapping && { ...mapping, columns: Object.fromEntries(columns) };
}

/** What was answered about a file. */
export interface MappingAnswers {
  /** Title -> the field, or null to leave the column out. */
  readonly columns: ReadonlyMap<string, string | null>;
  /** Field -> the text that holds for every row. */
  readonly constants: Readonly<Record<string, string>>;
}

/** The columns that are to be confirmed. */
export function uncertainColumns({ columns }: MappingProposal): readonly ColumnProposal[] {
  return columns.filter(({ certainty }) => certainty === 'likely');
}

/** The required fields, in groups of which one is enough, that neither a column nor an answer gives. */
export function openFields({ missing }: MappingProposal, answers: MappingAnswers): MappingProposal['missing'] {
  const said = new Set([...answers.columns.values(), ...Object.keys(answers.constants)]);
  return missing.filter((group) => !group.some((field) => said.has(field)));
}

/** The mapping that a proposal and the answers come to. */
export function mappingOf(
  { dataset, sheet, headerRow, titles, proposal, saved, header, sample }: ProposedFile,
  { columns: answered, constants }: MappingAnswers,
): SavedMapping {
  const there = new Map(titles.map((title) => [keyOf(title), title]));
  const columns = new Map<string, string | null>();
  const differences = { ...saved?.differences };
  for (const [named, field] of Object.entries(saved?.columns ?? {})) {
    const title = there.get(keyOf(named));
    if (title !== undefined) columns.set(title, field);
  }
  for (const { title, field, year, certainty, spoken, rivalFor, ruledOut } of proposal.columns) {
    // Without that, its title would give it the field again.
    if (rivalFor !== undefined || ruledOut !== undefined) columns.set(title, null);
    if (certainty !== 'none' && field !== undefined && !spoken)
      columns.set(title, year === undefined ? field : `${field}.${year}`);
  }
  const taken = new Set(answered.values());
  for (const [title, field] of columns) if (field !== null && taken.has(field)) columns.set(title, null);
  for (const [title, field] of answered) columns.set(title, field);
  for (const { title, field, minus } of proposal.columns) {
    if (minus === undefined || field === undefined || columns.get(title) !== field || columns.get(minus) === null)
      continue;
    differences[field] = { debit: title, credit: minus };
    columns.delete(title);
  }
  const all = { ...saved?.constants, ...constants };
  const parts = {
    ...saved,
    columns: Object.fromEntries(columns),
    ...(Object.keys(differences).length > 0 && { differences }),
  };
  return {
    ...parts,
    file: saved?.file ?? '',
    seen: printsOf(parts, header, sample),
    dataset: dataset.name,
    ...(sheet === '' ? {} : { sheet }),
    headerRow,
    titles,
    ...(Object.keys(all).length === 0 ? {} : { constants: all }),
  };
}

/** Something that only a person can say of a file: how it writes numbers or dates, or whether amounts are net. */
export interface LocaleQuestion {
  readonly key: 'decimal' | 'dateOrder' | 'netAmounts';
  /** The question, with the column and a value that shows it. */
  readonly text: string;
}

/** What only the mapped columns show. */
export interface MappedQuestions {
  readonly locale: readonly LocaleQuestion[];
  /** Rules for rows of a ledger that look like something else than purchases. */
  readonly rules: readonly RuleProposal[];
}

/** What is still to be asked once the columns are mapped. */
export async function mappedQuestions(request: TableRequest, mapping: SavedMapping): Promise<MappedQuestions> {
  const table = await openTable({ ...request, mapping, attended: true });
  try {
    const watch = watchRows(table.mapping, table.selection, table.rules);
    for await (const rows of judgeRows(table, 'keep')) for (const row of rows) watch.add(row);
    return { locale: localeQuestions(table.problems), rules: watch.proposals() };
  } finally {
    await table.source.close();
  }
}

function localeQuestions(problems: readonly Problem[]): readonly LocaleQuestion[] {
  const found = new Map<LocaleQuestion['key'], LocaleQuestion>();
  for (const problem of problems) {
    const key = questionOf(problem);
    if (key !== undefined && !found.has(key)) found.set(key, { key, text: `${problem.column}: ${describe(problem)}` });
  }
  return [...found.values()];
}

function questionOf(problem: Problem): LocaleQuestion['key'] | undefined {
  switch (problem.code) {
    case 'UNDECIDED_DECIMAL':
      return 'decimal';
    case 'UNDECIDED_DATE_ORDER':
      return 'dateOrder';
    case 'NET_OR_GROSS':
      // Gross amounts are no question: another column is needed.
      return problem.args.isGross ? undefined : 'netAmounts';
    default:
      return undefined;
  }
}
