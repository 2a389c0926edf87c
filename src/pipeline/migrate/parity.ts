// Compares both accounts after a migration: every row of the source with the one that it became, rows that only one of them has,
// and the emissions of each product.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { titleInYear } from '../../datasets/field.js';
import { interruption } from '../../problems/stop.js';
import type { AccountDifference, Parity } from '../../report/migration.js';
import type { Tools } from '../tools.js';
import type { Accounts } from './accounts.js';
import { type Comparable, ofSource, ofTarget } from './comparable.js';
import { type IdMaps, idKey, productText } from './movable.js';
import { ProductBook } from './product-book.js';
import { comparedRows, hasRowIds, type MovingRow, movingRows } from './source-rows.js';

type ComparedDataset = Parity['datasets'][number];

/** What is known of the migrations between both accounts. */
export interface KnownRows {
  readonly ids: IdMaps;
  /** The ids of rows that the target has from elsewhere; undefined where nobody knows. */
  ownIds(dataset: ImportDataset): Promise<ReadonlySet<string> | undefined>;
}

/** Compares the datasets; those without a list of their rows cannot be. Throws a Stop when it is interrupted. */
export async function compareAccounts(
  datasets: readonly ImportDataset[],
  accounts: Accounts,
  known: KnownRows,
  { clock, signal }: Pick<Tools, 'clock' | 'signal'>,
): Promise<Parity> {
  const compared: ComparedDataset[] = [];
  const differences: AccountDifference[] = [];
  const products = new ProductBook(accounts, known.ids, differences);
  for (const dataset of datasets.filter(({ exported }) => exported !== undefined)) {
    if (signal.aborted) throw interruption(signal);
    compared.push(await compareRows(dataset, accounts, known, { differences, products }));
    await products.addFigures(dataset.name);
  }
  return {
    comparedAt: new Date(clock.now()).toISOString(),
    datasets: compared,
    differences,
    products: products.lines(),
    pending: products.pending,
    isEqual: differences.length === 0 && products.pending === 0,
  };
}

/** A row together with those that add to it. */
interface WholeRow extends Omit<MovingRow, 'values'> {
  readonly values: readonly Values[];
}

async function* wholeRows(rows: AsyncIterable<MovingRow>): AsyncGenerator<WholeRow> {
  let last: (WholeRow & { readonly values: Values[] }) | undefined;
  for await (const { id, key, values, lost, stays } of rows) {
    if (id === '' && last !== undefined) {
      last.values.push(values);
      continue;
    }
    if (last !== undefined) yield last;
    last = { id, key, values: [values], lost, stays };
  }
  if (last !== undefined) yield last;
}

/** Which row of the target a row of the source became, by `idKey`: rows without an id are known by their key. */
function targetIdOf({ name }: ImportDataset, id: string, ids: IdMaps): string | undefined {
  const targetId = hasRowIds(name) ? ids.get(name)?.get(id) : id;
  return targetId && idKey(targetId);
}

interface Findings {
  readonly differences: AccountDifference[];
  readonly products: ProductBook;
}

/** A row of the target that waits for its counterpart. */
interface Held {
  readonly key: string;
  /** As JSON, which takes less memory. */
  readonly comparable: string;
}

async function compareRows(
  dataset: ImportDataset,
  { source, target }: Accounts,
  known: KnownRows,
  { differences, products }: Findings,
): Promise<ComparedDataset> {
  const { name } = dataset;
  const held = new Map<string, Held>();
  for await (const { id, key, values } of wholeRows(movingRows(dataset, target))) {
    held.set(id, { key, comparable: JSON.stringify(ofTarget(dataset, values)) });
  }
  const found = new Set<string>();
  let rows = 0;
  let differing = 0;
  for await (const { id, key, values, lost, stays } of wholeRows(comparedRows(dataset, source))) {
    rows += 1;
    const product = productText(name, key, values[0] ?? {});
    const targetId = (stays === undefined ? targetIdOf(dataset, id, known.ids) : undefined) ?? '';
    const about = { dataset: name, key, sourceId: id, targetId };
    const there = held.get(targetId);
    const before = differences.length;
    products.countRow(name, { id, product }, there !== undefined);
    if (there === undefined) differences.push({ ...about, what: 'row', source: 'there', target: missing(targetId) });
    else {
      found.add(targetId);
      const given = withoutLost(dataset, ofSource(dataset, values, known.ids), lost);
      differences.push(...between(given, JSON.parse(there.comparable), about));
    }
    if (differences.length > before) differing += 1;
  }
  const others = [...held].filter(([id]) => !found.has(id));
  const surplus = others.length === 0 ? [] : await unexplained(dataset, others, known);
  differences.push(...surplus);
  return { dataset: name, source: rows, target: found.size, others: others.length, surplus: surplus.length, differing };
}

/** Rows of the target without a counterpart: those that the source had once, and those that nobody knows of. */
async function unexplained(
  dataset: ImportDataset,
  others: readonly (readonly [string, Held])[],
  { ids, ownIds }: KnownRows,
): Promise<readonly AccountDifference[]> {
  const known = ids.get(dataset.name) ?? new Map<string, string>();
  const carried = new Map([...known].map(([sourceId, targetId]) => [idKey(targetId), sourceId]));
  const own = await ownIds(dataset);
  return others.flatMap(([id, { key }]) => {
    const sourceId = hasRowIds(dataset.name) ? carried.get(id) : known.has(id) ? id : undefined;
    if (sourceId === undefined && (own === undefined || own.has(id))) return [];
    const about = { dataset: dataset.name, key, sourceId: sourceId ?? '', targetId: id };
    const gone = sourceId === undefined ? 'never there' : 'missing';
    return [{ ...about, what: 'row', source: gone, target: 'there' }];
  });
}

function missing(targetId: string): string {
  return targetId === '' ? 'never carried over' : 'missing';
}

/** What could not be carried over is reported once, and is no difference. */
function withoutLost({ fields }: ImportDataset, comparable: Comparable, lost: MovingRow['lost']): Comparable {
  const titles = new Set(Object.keys(lost).map((name) => fields[name]?.title));
  return Object.fromEntries(Object.entries(comparable).filter(([title]) => !titles.has(title)));
}

function between(
  source: Comparable,
  target: Comparable,
  about: Pick<AccountDifference, 'dataset' | 'key' | 'sourceId' | 'targetId'>,
): readonly AccountDifference[] {
  const differences = (what: string, text = '', other = ''): readonly AccountDifference[] =>
    text === other ? [] : [{ ...about, what, source: text, target: other }];
  return Object.entries(source).flatMap(([what, given]) => {
    const other = target[what];
    if (typeof given === 'string') return differences(what, given, typeof other === 'string' ? other : '');
    const there = typeof other === 'object' ? other : {};
    const years = [...new Set([...Object.keys(given), ...Object.keys(there)])].sort();
    return years.flatMap((year) => differences(titleInYear(what, year), given[year], there[year]));
  });
}
