// Whether an import left the truth behind: what the service holds, and what results.csv says of every row, against the file.

import Papa from 'papaparse';

/** A purchase of these tests: rows of the same name are equal in everything. */
export interface Held {
  readonly id: string;
  readonly product_name: string;
}

export interface Outcome {
  /** The names of the file's rows, in order. */
  readonly names: readonly string[];
  /** The text of results.csv. */
  readonly results: string;
  readonly held: readonly Held[];
  readonly exitCode: number | null;
}

/** A file of so many purchases; every 50th row is equal to the one before. */
export function purchaseNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, row) => `Product ${row % 50 === 49 ? row - 1 : row}`);
}

export function purchaseFile(names: readonly string[]): string {
  const head = 'product_name,sector,country,quantity,unit_id,purchase_date,expense_type\n';
  return head + names.map((name) => `${name},Manufacturing,SE,12.25,EUR,2025-03-11,opex\n`).join('');
}

/** What is wrong; empty when every row is held once by the service, or not at all where its result says so. */
export function faultsOf({ names, results, held, exitCode }: Outcome): readonly string[] {
  const lines = Papa.parse<Record<string, string>>(results.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data;
  const faults: string[] = [];
  if (lines.length !== names.length) faults.push(`${names.length} rows, ${lines.length} results`);
  const wrong = lines.filter(({ product_name }, row) => product_name !== names[row]).length;
  if (wrong > 0) faults.push(`${wrong} results are not in the file's order`);
  const heldIds = grouped(held.map(({ product_name, id }) => [product_name, id]));
  const saidIds = grouped(lines.map(({ product_name = '', remote_id = '' }) => [product_name, remote_id]));
  const wanted = grouped(names.map((name) => [name, '']));
  for (const name of new Set([...wanted.keys(), ...heldIds.keys()])) {
    const [has, says, rows] = [heldIds.get(name) ?? [], saidIds.get(name) ?? [], wanted.get(name)?.length ?? 0];
    if (has.length > rows) faults.push(`${name}: ${rows} in the file, ${has.length} at the service`);
    const named = says.filter((id) => id !== '').sort();
    if (named.join() !== [...has].sort().join()) faults.push(`${name}: held as [${has}], said to be [${named}]`);
  }
  const statuses = new Set(lines.map(({ status = '' }) => status));
  for (const { status = '', remote_id = '' } of lines)
    if (['created', 'skipped'].includes(status) !== (remote_id !== ''))
      faults.push(`${status} with the id "${remote_id}"`);
  const expected = statuses.has('unsent') ? 7 : statuses.has('in-doubt') ? 5 : statuses.has('failed') ? 4 : 0;
  if (exitCode !== expected) faults.push(`exit ${exitCode}, and the results ask for ${expected}`);
  return faults;
}

function grouped(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
