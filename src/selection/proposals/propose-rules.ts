// Proposes rules for what a ledger holds beside purchases, from accounts, categories and texts. Proposes only: nothing is applied.
// A proposal counts the rows that its rules match, and no others: exact-rules.ts sees to that.

import type { Values } from '../../datasets/dataset.js';
import { cellOf, type MappedColumn, type Mapping } from '../../mapping/mapping.js';
import type { RowRule } from '../../mapping/saved/row-rules.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { fold } from '../../values/fold.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import { remembering } from '../../values/remembering.js';
import { amountOf, type LedgerFields, ledgerFields, ledgerLayout, unitOf } from '../ledger-layout.js';
import { comparedText } from '../rule-matcher.js';
import { type PostingCategory, type Proposed, postingCategories } from './categories.js';
import { type Chart, categoryByNumber, chartOf } from './charts.js';
import { type Decided, exactRules } from './exact-rules.js';
import { NOTHING, postingReader, type Said } from './posting-words.js';

/** Rules that are proposed for one category. */
export interface RuleProposal {
  readonly name: string;
  /** As it stands in a sentence. */
  readonly called: string;
  readonly action: Proposed;
  readonly because: string;
  readonly rows: number;
  readonly firstRow: number;
  /** The column of the first row that says it. */
  readonly column: string;
  /** The text that says it there. */
  readonly text: string;
  /** What says it, as `Account "6000 Wages"`. */
  readonly said: string;
  /** Exact sums of the amounts, by unit. */
  readonly sums: Readonly<Record<string, string>>;
  /** Rules that exclude these rows: one for each column that says it. */
  readonly rules: readonly RowRule[];
}

/** Looks at rows while they pass by. */
export interface RuleProposer {
  add(row: PostingRow): void;
  proposals(): readonly RuleProposal[];
}

/** A row that no rule decides yet. */
export interface PostingRow {
  readonly source: SourceRow;
  readonly values: Values;
}

/** Proposes rules for rows; empty for a dataset that is no ledger. */
export function proposeRules(mapping: Mapping, rows: Iterable<PostingRow>): readonly RuleProposal[] {
  const proposer = ruleProposer(mapping);
  for (const row of rows) proposer?.add(row);
  return proposer?.proposals() ?? [];
}

/** A column that may say what a posting is. */
interface Place {
  readonly column: MappedColumn;
  /** The whole cell says it, as of an account; else a word of a text. */
  readonly isWhole: boolean;
  /** Its number may say it, too. */
  readonly isAccount: boolean;
  readonly read: (text: string) => Said;
}

/** Rows that no rule can tell apart. */
interface Group {
  /** By place, of the first row. */
  readonly texts: readonly string[];
  readonly said: readonly Said[];
  rows: number;
  readonly firstRow: number;
  readonly sums: Map<string, ExactSum>;
}

/** Groups that are kept apart. A table with more has no accounts and texts that repeat: nothing is proposed. */
const MOST_KEPT = 20_000;

/** Starts to look at the rows of a table; undefined for a dataset that is no ledger. @param taken Names of rules that there are. */
export function ruleProposer(mapping: Mapping, taken: readonly string[] = []): RuleProposer | undefined {
  const fields = ledgerFields(mapping.dataset);
  if (fields === undefined) return undefined;
  const places = placesOf(mapping);
  const [first] = places;
  const groups = new Map<string, Group>();
  let isFull = false;
  return {
    add({ source, values }) {
      if (isFull) return;
      const texts = places.map(({ column }) => cellText(cellOf(column, source)));
      const said = places.map(({ read }, at) => (texts[at] === '' ? NOTHING : read(texts[at] ?? '')));
      const key = places.map((place, at) => keyOf(place, texts[at] ?? '', said[at])).join('\n');
      let group = groups.get(key);
      if (group === undefined) {
        if (groups.size >= MOST_KEPT) isFull = true;
        // A copy: the texts of a row are views that hold a whole piece of the file in memory.
        const own = structuredClone(texts.map((text) => text.trim()));
        group = { texts: own, said, rows: 0, firstRow: source.row, sums: new Map() };
        groups.set(structuredClone(key), group);
      }
      addTo(group, values, fields);
    },
    proposals() {
      if (isFull) return [];
      const all = [...groups.values()];
      const chart = first?.isAccount ? chartOf(fold(first.column.title), namedAccounts(all)) : undefined;
      return proposalsOf(
        all.map((group) => decidedBy(group, places, chart)),
        chart,
        taken,
      );
    },
  };
}

function placesOf(mapping: Mapping): readonly Place[] {
  const { accounts, categories, texts } = ledgerLayout(mapping);
  const read = postingReader();
  const inName = remembering((text: string) => read(text, () => true));
  const inText = remembering((text: string) => read(text, ({ inTexts }) => inTexts));
  return [
    ...accounts.map((column) => ({ column, read: inName, isWhole: true, isAccount: true })),
    ...categories.map((column) => ({
      column,
      read: isOfSectors(column) ? inText : inName,
      isWhole: true,
      isAccount: false,
    })),
    ...texts.map((column) => ({ column, read: inText, isWhole: false, isAccount: false })),
  ];
}

/** An economic sector says what a purchase is, not what posting it is. */
const SECTOR =
  /sector|industr|branche|wirtschaftszweig|secteur|settore|setor|sektor|bransch|bransje|naringsgren|toimiala|odvetvi|obor|bedrijfstak/;

function isOfSectors({ title }: MappedColumn): boolean {
  return SECTOR.test(fold(title));
}

/** Equal where no rule tells two cells apart. */
function keyOf({ isWhole, isAccount }: Place, text: string, said: Said = NOTHING): string {
  if (isWhole) return isAccount || said.meant ? comparedText(text) : '';
  if (said === NOTHING) return '';
  return [said.meant?.category, said.meant?.word, ...said.words].join('|');
}

function addTo(group: Group, values: Values, fields: LedgerFields): void {
  group.rows += 1;
  const amount = amountOf(values, fields);
  if (amount === undefined) return;
  const unit = unitOf(values, fields);
  const known = group.sums.get(unit);
  const sum = known ?? exactSum();
  if (known === undefined) group.sums.set(structuredClone(unit), sum);
  sum.add(amount);
}

function namedAccounts(groups: readonly Group[]): ReadonlyMap<string, string> {
  return new Map(
    groups.flatMap(({ texts: [account = ''], said: [said] }) =>
      said?.meant ? [[account, said.meant.category] as const] : [],
    ),
  );
}

/** The first column that says it decides. @param chart Of the accounts in the first column. */
function decidedBy(group: Group, places: readonly Place[], chart: Chart | undefined): Decided<Group> {
  const cells = places.map(({ column: { title }, isWhole }, at) => ({
    title,
    isWhole,
    text: group.texts[at] ?? '',
    said: group.said[at] ?? NOTHING,
  }));
  for (const cell of cells) {
    const { meant } = cell.said;
    if (meant) return { group, cells, by: { ...meant, cell, isByChart: false } };
    const category = chart && cell === cells[0] ? categoryByNumber(cell.text, chart) : undefined;
    if (category !== undefined) return { group, cells, by: { category, word: '', cell, isByChart: true } };
  }
  return { group, cells, by: undefined };
}

function proposalsOf(
  all: readonly Decided<Group>[],
  chart: Chart | undefined,
  taken: readonly string[],
): readonly RuleProposal[] {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  return postingCategories.flatMap((category) => {
    const { rules, matched } = exactRules(category, all, names);
    for (const { name } of rules) names.add(name.toLowerCase());
    return proposalOf(category, rules, matched, chart);
  });
}

/** Texts named in a proposal; more are counted. */
const MOST_NAMED = 3;

function proposalOf(
  { name, called, action, because }: PostingCategory,
  rules: readonly RowRule[],
  matched: readonly Decided<Group>[],
  chart: Chart | undefined,
): readonly RuleProposal[] {
  const own = matched.flatMap(({ group, by }) => (by ? [{ group, by }] : []));
  own.sort((one, other) => one.group.firstRow - other.group.firstRow);
  const [first] = own;
  if (first === undefined) return [];
  const sums = new Map<string, ExactSum>();
  for (const [unit, sum] of own.flatMap(({ group }) => [...group.sums])) {
    const into = sums.get(unit) ?? exactSum();
    sums.set(unit, into);
    into.addText(sum.text());
  }
  const saidBy = new Map<string, string>();
  for (const { cell, word } of own.map(({ by }) => by)) {
    const key = `${cell.title}\n${cell.isWhole ? cell.text : word}`;
    if (!saidBy.has(key)) saidBy.set(key, `${cell.title} "${cell.text}"`);
  }
  const named = [...new Set(saidBy.values())];
  const more = named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more` : '';
  const byChart = own.some(({ by }) => by.isByChart) && chart ? `, ${chart.name}` : '';
  return [
    {
      name,
      called,
      action,
      because,
      rows: own.reduce((rows, { group }) => rows + group.rows, 0),
      firstRow: first.group.firstRow,
      column: first.by.cell.title,
      text: first.by.cell.text,
      said: `${named.slice(0, MOST_NAMED).join(', ')}${more}${byChart}`,
      sums: Object.fromEntries([...sums].map(([unit, sum]) => [unit, sum.text()])),
      rules,
    },
  ];
}
