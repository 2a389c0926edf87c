// Proposes rules for what a ledger holds beside purchases, from accounts, categories and texts. Proposes only: nothing is applied.

import type { Values } from '../../datasets/dataset.js';
import { cellOf, type MappedColumn, type Mapping } from '../../mapping/mapping.js';
import type { RowRule } from '../../mapping/saved/row-rules.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { fold } from '../../values/fold.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import { remembering } from '../../values/remembering.js';
import { amountOf, type LedgerFields, ledgerFields, ledgerLayout, unitOf } from '../ledger-layout.js';
import { type PostingCategory, type Proposed, postingCategories } from './categories.js';
import { type Chart, categoryByNumber, chartOf } from './charts.js';

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

/** Rows that say the same in the same column. */
interface Evidence {
  readonly category: string;
  readonly column: string;
  /** The pattern of a rule that finds them. */
  readonly pattern: string;
  /** The text as the file has it. */
  readonly shown: string;
  /** The chart of accounts that says it, where the text does not. */
  readonly chart?: string;
  rows: number;
  readonly firstRow: number;
  readonly sums: Map<string, ExactSum>;
}

/** Accounts and texts that are kept apart; what comes after them is not proposed. */
const MOST_KEPT = 5000;

/** Starts to look at the rows of a table; undefined for a dataset that is no ledger. */
export function ruleProposer(mapping: Mapping): RuleProposer | undefined {
  const fields = ledgerFields(mapping.dataset);
  if (fields === undefined) return undefined;
  const { accounts, categories, texts } = ledgerLayout(mapping);
  const find = categoryFinder();
  const inName = remembering((text: string) => find(text, () => true) ?? NONE);
  const inText = remembering((text: string) => find(text, ({ inTexts }) => inTexts) ?? NONE);
  const places = [
    ...accounts.map((column) => ({ column, find: inName, isWhole: true })),
    ...categories.map((column) => ({ column, find: isOfSectors(column) ? inText : inName, isWhole: true })),
    ...texts.map((column) => ({ column, find: inText, isWhole: false })),
  ];
  const kept = new Map<string, Evidence>();
  /** Accounts whose names say nothing: a chart may. */
  const nameless = new Map<string, Evidence>();
  const keep = (to: Map<string, Evidence>, key: string, row: PostingRow, made: () => Evidence): void => {
    const known = to.get(key);
    if (known === undefined && to.size >= MOST_KEPT) return;
    const one = known ?? made();
    if (known === undefined) to.set(key, one);
    addTo(one, row.values, fields);
  };
  return {
    add(row) {
      for (const { column, find: look, isWhole } of places) {
        const text = cellText(cellOf(column, row.source)).trim();
        const found = text === '' ? NONE : look(text);
        if (found === NONE) continue;
        const pattern = isWhole ? text : `~${found.word}`;
        keep(kept, `${column.title}\n${found.category}\n${pattern}`, row, () =>
          newEvidence(found.category, column.title, pattern, text, row.source.row),
        );
        return;
      }
      const [account] = accounts;
      const text = account && cellText(cellOf(account, row.source)).trim();
      if (account && text) keep(nameless, text, row, () => newEvidence('', account.title, text, text, row.source.row));
    },
    proposals() {
      const named = [...kept.values()].filter(({ column }) => accounts.some(({ title }) => title === column));
      const chart = chartOf(
        fold(accounts.map(({ title }) => title).join(' ')),
        new Map(named.map(({ shown, category }) => [shown, category])),
      );
      const byNumber = chart ? [...nameless.values()].flatMap((one) => withCategory(one, chart)) : [];
      return proposalsOf([...kept.values(), ...byNumber]);
    },
  };
}

interface Found {
  readonly category: string;
  /** The words that say it, folded. */
  readonly word: string;
}

const NONE: Found = { category: '', word: '' };

type Finder = (text: string, isMeant: (category: PostingCategory) => boolean) => Found | undefined;

function categoryFinder(): Finder {
  const known = postingCategories.map((category) => ({
    category,
    words: wordsPattern(category.words),
    except: category.except === undefined ? undefined : wordsPattern(category.except),
  }));
  return (text, isMeant) => {
    const folded = fold(text);
    for (const { category, words, except } of known) {
      if (!isMeant(category)) continue;
      const word = words.exec(folded)?.[1];
      if (word !== undefined && !except?.test(folded)) return { category: category.name, word };
    }
    return undefined;
  };
}

function wordsPattern(words: string): RegExp {
  const all = [...new Set(words.split(' '))]
    // The longer of two words that begin alike is the one that is meant.
    .sort((one, other) => other.length - one.length)
    .map((word) => word.replaceAll('_', ' ').replace('*', '\\p{L}*'));
  return new RegExp(`(?:^| )(${all.join('|')})(?= |$)`, 'u');
}

/** An economic sector says what a purchase is, not what posting it is. */
const SECTOR =
  /sector|industr|branche|wirtschaftszweig|secteur|settore|setor|sektor|bransch|bransje|naringsgren|toimiala|odvetvi|obor|bedrijfstak/;

function isOfSectors({ title }: MappedColumn): boolean {
  return SECTOR.test(fold(title));
}

function newEvidence(category: string, column: string, pattern: string, shown: string, firstRow: number): Evidence {
  // Copies: the texts of a row are views that hold a whole piece of the file in memory.
  return { ...structuredClone({ category, column, pattern, shown }), rows: 0, firstRow, sums: new Map() };
}

function addTo(evidence: Evidence, values: Values, fields: LedgerFields): void {
  evidence.rows += 1;
  const amount = amountOf(values, fields);
  if (amount === undefined) return;
  const unit = unitOf(values, fields);
  const known = evidence.sums.get(unit);
  const sum = known ?? exactSum();
  if (known === undefined) evidence.sums.set(structuredClone(unit), sum);
  sum.add(amount);
}

function withCategory(one: Evidence, chart: Chart): readonly Evidence[] {
  const category = categoryByNumber(one.shown, chart);
  return category === undefined ? [] : [{ ...one, category, chart: chart.name }];
}

/** Texts named in a proposal; more are counted. */
const MOST_NAMED = 3;

function proposalsOf(all: readonly Evidence[]): readonly RuleProposal[] {
  return postingCategories.flatMap(({ name, called, action, because }): readonly RuleProposal[] => {
    const own = all.filter(({ category }) => category === name).sort((one, other) => one.firstRow - other.firstRow);
    const [first] = own;
    if (first === undefined) return [];
    const sums = new Map<string, ExactSum>();
    for (const [unit, sum] of own.flatMap((one) => [...one.sums])) {
      const into = sums.get(unit) ?? exactSum();
      sums.set(unit, into);
      into.addText(sum.text());
    }
    const named = [...new Set(own.map(({ column, shown }) => `${column} "${shown}"`))];
    const more = named.length > MOST_NAMED ? ` and ${named.length - MOST_NAMED} more` : '';
    const byChart = own.find(({ chart }) => chart !== undefined)?.chart;
    return [
      {
        name,
        called,
        action,
        because,
        rows: own.reduce((rows, one) => rows + one.rows, 0),
        firstRow: first.firstRow,
        column: first.column,
        text: first.shown,
        said: `${named.slice(0, MOST_NAMED).join(', ')}${more}${byChart === undefined ? '' : `, ${byChart}`}`,
        sums: Object.fromEntries([...sums].map(([unit, sum]) => [unit, sum.text()])),
        rules: rulesOf(name, because, own),
      },
    ];
  });
}

function rulesOf(name: string, reason: string, evidence: readonly Evidence[]): readonly RowRule[] {
  const columns = [...new Set(evidence.map(({ column }) => column))];
  return columns.map((column, index) => {
    const patterns = [...new Set(evidence.filter((one) => one.column === column).map(({ pattern }) => pattern))];
    return {
      name: index === 0 ? name : `${name} (${column})`,
      when: { [column]: patterns },
      action: 'exclude',
      reason,
    };
  });
}
