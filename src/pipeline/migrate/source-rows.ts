// The rows of the source account, with what of them a file cannot hold, and their snapshot in the migration's folder.

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { contactColumns } from '../../datasets/carboncloud/contacts.js';
import { type ImportDataset, sameName, type Values } from '../../datasets/dataset.js';
import { interruption } from '../../problems/stop.js';
import type { ExportValue } from '../../providers/binding.js';
import { bindingFor } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import { openLines } from '../../write/files/lines.js';
import { orLeave } from '../../write/files/or-leave.js';
import type { Tools } from '../tools.js';
import { idKey, keyText, ownIdFields } from './movable.js';

/** A row of the source. */
export interface MovingRow {
  /** The service's id, by `idKey`; of rows without one, their key; '' of rows that add to the row before, as further contacts do. */
  readonly id: string;
  /** The text by which a person knows it. */
  readonly key: string;
  readonly values: Values;
  /** What cannot be carried over, by its name. */
  readonly lost: Readonly<Record<string, string>>;
  /** Why the row stays at the source; absent where it moves. */
  readonly stays?: string | undefined;
}

/** Figures and ids of the account, which the target has of its own. */
const CALCULATED: ReadonlySet<string> = new Set([
  'co2e',
  'reason',
  'emission_factor',
  'organization_id',
  'period_id',
  'totalCarbonFootprint',
]);

/** Every supplier begins as created. */
function isLost(name: string, cell: ExportValue): boolean {
  return cell !== null && cell !== '' && !CALCULATED.has(name) && !(name === 'status' && cell === 'created');
}

/** Whether the service gives rows of a dataset an id; others are known by their key. */
export function hasRowIds(dataset: string): boolean {
  return dataset !== 'country-sales';
}

/** The id of a row: an invite is known by its product and supplier. */
function idOf(dataset: string, remoteId: string, key: string, { productId, supplierId }: Values): string {
  if (dataset === 'invites') return `${productId}/${supplierId}`;
  return hasRowIds(dataset) ? remoteId : sameName(key);
}

/** The rows as the service lists them. */
export async function* sourceRows(dataset: ImportDataset, session: Session): AsyncGenerator<MovingRow> {
  const { rows } = (await bindingFor(dataset))(session);
  const isNamesake = namesakeFinder(dataset);
  if (rows === undefined) throw new Error(`${dataset.provider} lists no rows of ${dataset.name}`);
  for await (const { remoteId, values: listed, shown } of rows({})) {
    const key = keyText(dataset.name, listed);
    const { values: addressed, lost } = withoutUnaddressed(listed);
    const { values, links } = withoutOwnLinks(dataset, addressed, remoteId);
    const cells = Object.entries(shown).filter(([name, cell]) => isLost(name, cell));
    const ids = ownIdFields(dataset).filter(
      (field) => listed[field] !== undefined && listed[field] !== remoteId && !CALCULATED.has(field),
    );
    const all = [
      ...lost,
      ...links,
      ...cells,
      ...ids.map((field) => [field, listed[field]] as const),
      ...splitLists(values),
    ];
    yield {
      id: idKey(idOf(dataset.name, remoteId, key, listed)),
      key,
      values,
      lost: Object.fromEntries(all.map(([name, cell]) => [name, String(cell)])),
      ...(dataset.name === 'invites' && shown.status === 'declined' && { stays: DECLINED }),
      ...(isNamesake(listed) && { stays: NAMESAKE }),
    };
  }
}

/** Tells sales of a product whose name another one has that was listed before: the target finds products by their names. */
function namesakeFinder({ name }: ImportDataset): (listed: Values) => boolean {
  const products = new Map<string, Values[string]>();
  return ({ product_name, product_id }) => {
    if (name !== 'country-sales' || product_id === undefined) return false;
    const key = sameName(String(product_name ?? ''));
    const first = products.get(key) ?? product_id;
    products.set(key, first);
    return first !== product_id;
  };
}

const NAMESAKE =
  'another sold product of the source has its name, and the target would take both for one; rename one of them, and migrate again';
/** Why an invite does not move. */
export const DECLINED = 'the supplier declined it; invite them from the target if they shall be asked again';

/** The rows that a comparison expects at the target: all but those that somebody there has to decide about. */
export async function* comparedRows(dataset: ImportDataset, session: Session): AsyncGenerator<MovingRow> {
  for await (const row of sourceRows(dataset, session)) if (row.stays !== DECLINED) yield row;
}

/** The rows that move. */
export async function* movingRows(dataset: ImportDataset, session: Session): AsyncGenerator<MovingRow> {
  for await (const row of sourceRows(dataset, session)) if (row.stays === undefined) yield row;
}

/** Web addresses that hold an id of the source: what they lead to stays there. */
function withoutOwnLinks(
  { fields }: ImportDataset,
  values: Values,
  remoteId: string,
): { readonly values: Values; readonly links: readonly (readonly [string, string])[] } {
  const ids = Object.entries(values).flatMap(([field, id]) => (fields[field]?.kind === 'uuid' ? [String(id)] : []));
  const own = [...ids, remoteId].filter((id) => id !== '').map((id) => id.toLowerCase());
  const links = Object.entries(values).flatMap(([field, value]): [string, string][] => {
    const isOwn = fields[field]?.kind === 'url' && own.some((id) => String(value).toLowerCase().includes(id));
    return isOwn ? [[field, String(value)]] : [];
  });
  const left = new Set(links.map(([field]) => field));
  return { values: Object.fromEntries(Object.entries(values).filter(([field]) => !left.has(field))), links };
}

/** Contacts without an address cannot be created. */
function withoutUnaddressed(values: Values): {
  readonly values: Values;
  readonly lost: readonly (readonly [string, string])[];
} {
  const bad = contactColumns.filter(
    ({ email, firstName, lastName }) => values[email] === undefined && (values[firstName] ?? values[lastName]),
  );
  if (bad.length === 0) return { values, lost: [] };
  const fields = new Set<string>(bad.flatMap(({ firstName, lastName }) => [firstName, lastName]));
  const names = bad.map(({ firstName, lastName }) =>
    [values[firstName], values[lastName]].filter((one) => one !== undefined).join(' '),
  );
  return {
    values: Object.fromEntries(Object.entries(values).filter(([field]) => !fields.has(field))),
    lost: [['contact without an address', names.join('; ')]],
  };
}

/** Items of a list that a cell would hold as several. */
function splitLists(values: Values): readonly (readonly [string, string])[] {
  return Object.entries(values).flatMap(([field, value]) => {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    const torn = items.filter((item) => /[;|]/.test(String(item)));
    return torn.length === 0 ? [] : [[`item of ${field} with ; or |`, torn.join(', ')] as const];
  });
}

const snapshotLine = z.object({
  id: z.string().transform(idKey),
  key: z.string(),
  values: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.array(z.string()), z.record(z.string(), z.number())]),
  ),
  lost: z.record(z.string(), z.string()),
  stays: z.string().optional(),
});

/** Where the snapshot of a dataset is. */
function snapshotPath(folder: string, dataset: string): string {
  return join(folder, 'source', `${dataset}.ndjson`);
}

/** Whether the snapshot of a dataset is complete. */
export function hasSnapshot(folder: string, dataset: string): boolean {
  return existsSync(snapshotPath(folder, dataset));
}

/** Whether a snapshot has a row. */
export async function hasRows(folder: string, dataset: string): Promise<boolean> {
  for await (const _ of snapshotRows(folder, dataset)) return true;
  return false;
}

/** Writes a snapshot of a dataset. Throws a Stop when it is interrupted. */
export async function takeSnapshot(
  dataset: ImportDataset,
  session: Session,
  folder: string,
  tools: Pick<Tools, 'signal' | 'tell'>,
): Promise<void> {
  const lines = await openLines(snapshotPath(folder, dataset.name));
  await orLeave(lines, async () => {
    let done = 0;
    for await (const row of sourceRows(dataset, session)) {
      if (tools.signal.aborted) throw interruption(tools.signal);
      await lines.write(`${JSON.stringify(row)}\n`);
      done += 1;
      tools.tell({ kind: 'step', step: 'export', done, total: undefined });
    }
    tools.tell({ kind: 'end', step: 'export' });
    await lines.close();
  });
}

/** The rows of a snapshot that move. */
export async function* snapshotRows(folder: string, dataset: string): AsyncGenerator<MovingRow> {
  for await (const row of wholeSnapshot(folder, dataset)) if (row.stays === undefined) yield row;
}

/** All rows of a snapshot, also those that stay at the source. */
export async function* wholeSnapshot(folder: string, dataset: string): AsyncGenerator<MovingRow> {
  const file = createReadStream(snapshotPath(folder, dataset), 'utf8');
  for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') yield snapshotLine.parse(JSON.parse(line));
}
