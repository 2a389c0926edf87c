// Compares both accounts after a migration: every row of the source with the one that it became, and the emissions of each product.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { interruption } from '../../problems/stop.js';
import type { AccountDifference, Parity, ProductParity } from '../../report/migration.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import type { Tools } from '../tools.js';
import type { Accounts } from './accounts.js';
import { type Comparable, ofSource, ofTarget } from './comparable.js';
import { figureSources } from './figures.js';
import type { IdMaps } from './movable.js';
import { hasRowIds, type MovingRow, sourceRows } from './source-rows.js';

type ComparedDataset = Parity['datasets'][number];

/** Compares the datasets; those without a list of their rows cannot be. Throws a Stop when it is interrupted. */
export async function compareAccounts(
  datasets: readonly ImportDataset[],
  accounts: Accounts,
  ids: IdMaps,
  { clock, signal }: Pick<Tools, 'clock' | 'signal'>,
): Promise<Parity> {
  const compared: ComparedDataset[] = [];
  const differences: AccountDifference[] = [];
  const products: ProductParity[] = [];
  let pending = 0;
  for (const dataset of datasets.filter(({ exported }) => exported !== undefined)) {
    if (signal.aborted) throw interruption(signal);
    compared.push(await compareRows(dataset, accounts, ids, differences));
    const figures = await compareFigures(dataset, accounts, ids, differences);
    products.push(...figures.products);
    pending += figures.pending;
  }
  return {
    comparedAt: new Date(clock.now()).toISOString(),
    datasets: compared,
    differences,
    products,
    pending,
    isEqual: differences.length === 0,
  };
}

/** A row together with those that add to it. */
interface WholeRow extends Pick<MovingRow, 'id' | 'key'> {
  readonly values: readonly Values[];
}

async function* wholeRows(rows: AsyncIterable<MovingRow>): AsyncGenerator<WholeRow> {
  let last: { readonly id: string; readonly key: string; readonly values: Values[] } | undefined;
  for await (const { id, key, values } of rows) {
    if (id === '' && last !== undefined) {
      last.values.push(values);
      continue;
    }
    if (last !== undefined) yield last;
    last = { id, key, values: [values] };
  }
  if (last !== undefined) yield last;
}

/** Which row of the target a row of the source became: rows without an id are known by their key. */
function targetIdOf({ name }: ImportDataset, id: string, ids: IdMaps): string | undefined {
  return hasRowIds(name) ? ids.get(name)?.get(id) : id;
}

async function compareRows(
  dataset: ImportDataset,
  { source, target }: Accounts,
  ids: IdMaps,
  differences: AccountDifference[],
): Promise<ComparedDataset> {
  const { name } = dataset;
  const held = new Map<string, string>();
  for await (const { id, values } of wholeRows(sourceRows(dataset, target)))
    held.set(id, JSON.stringify(ofTarget(dataset, values)));
  const found = new Set<string>();
  let rows = 0;
  let differing = 0;
  for await (const { id, key, values } of wholeRows(sourceRows(dataset, source))) {
    rows += 1;
    const targetId = targetIdOf(dataset, id, ids) ?? '';
    const about = { dataset: name, key, sourceId: id, targetId };
    const there = held.get(targetId);
    const before = differences.length;
    if (there === undefined) differences.push({ ...about, what: 'row', source: 'there', target: missing(targetId) });
    else {
      found.add(targetId);
      differences.push(...between(ofSource(dataset, values, ids), JSON.parse(there), about));
    }
    if (differences.length > before) differing += 1;
  }
  return { dataset: name, source: rows, target: found.size, others: held.size - found.size, differing };
}

function missing(targetId: string): string {
  return targetId === '' ? 'never carried over' : 'missing';
}

function between(
  source: Comparable,
  target: Comparable,
  about: Pick<AccountDifference, 'dataset' | 'key' | 'sourceId' | 'targetId'>,
): readonly AccountDifference[] {
  return Object.entries(source).flatMap(([what, text]) => {
    const other = target[what] ?? '';
    return text === other ? [] : [{ ...about, what, source: text, target: other }];
  });
}

/** The figures of a product while they are added up. */
interface Adding {
  readonly source: ExactSum;
  readonly target: ExactSum;
  rows: { source: number; target: number };
  pending: { source: number; target: number };
}

async function compareFigures(
  dataset: ImportDataset,
  { source, target }: Accounts,
  ids: IdMaps,
  differences: AccountDifference[],
): Promise<{ readonly products: readonly ProductParity[]; readonly pending: number }> {
  const figures = figureSources[dataset.name];
  if (figures === undefined) return { products: [], pending: 0 };
  const held = new Map<string, number | string | null>();
  for await (const { id, co2e } of figures.figures(target)) held.set(id, co2e);
  const byProduct = new Map<string, Adding>();
  let pending = 0;
  for await (const { id, product, co2e } of figures.figures(source)) {
    const one = byProduct.get(product) ?? newAdding();
    byProduct.set(product, one);
    const targetId = figures.hasRowIds ? ids.get(dataset.name)?.get(id) : id;
    const other = targetId === undefined ? undefined : held.get(targetId);
    one.rows.source += 1;
    if (co2e === null) one.pending.source += 1;
    else addTo(one.source, co2e);
    if (other === undefined) continue;
    one.rows.target += 1;
    if (other === null) one.pending.target += 1;
    else addTo(one.target, other);
    if (co2e === null || other === null) pending += 1;
    else if (differenceOf(textOf(co2e), textOf(other)) !== '0') {
      const about = { dataset: dataset.name, key: product, sourceId: id, targetId: targetId ?? '' };
      differences.push({ ...about, what: figures.unit, source: textOf(co2e), target: textOf(other) });
    }
  }
  const products = [...byProduct].map(([product, one]) => parityOf(product, figures.unit, one));
  return { products, pending };
}

function newAdding(): Adding {
  return {
    source: exactSum(),
    target: exactSum(),
    rows: { source: 0, target: 0 },
    pending: { source: 0, target: 0 },
  };
}

function parityOf(product: string, unit: string, { source, target, rows, pending }: Adding): ProductParity {
  const isKnown = pending.source === 0;
  const isThere = pending.target === 0;
  const co2e = { source: isKnown ? source.text() : null, target: isThere ? target.text() : null };
  const difference = isKnown && isThere ? differenceOf(source.text(), target.text()) : null;
  return { product, unit, rows, co2e, difference };
}

function addTo(sum: ExactSum, co2e: number | string): void {
  if (typeof co2e === 'string' && /^-?\d+(\.\d+)?$/.test(co2e)) sum.addText(co2e);
  else sum.add(Number(co2e));
}

function textOf(co2e: number | string): string {
  const sum = exactSum();
  addTo(sum, co2e);
  return sum.text();
}

/** Target less source, in exact decimals. */
function differenceOf(source: string, target: string): string {
  const sum = exactSum();
  sum.addText(target);
  sum.addText(source.startsWith('-') ? source.slice(1) : `-${source}`);
  return sum.text();
}
