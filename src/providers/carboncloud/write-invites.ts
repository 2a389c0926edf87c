// Sends invites: one request for all products of a supplier. While one of its products is still processed, the service answers 425
// (Too Early) to the whole request; such requests wait together and are repeated after every pause.

import { type Finding, finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { BatchResult, BatchRow } from '../binding.js';
import { ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { groupRows, type RowGroup, sendGroups } from '../writes/send-groups.js';
import { unsent } from '../writes/write-outcome.js';
import { type Group, groupOfAccount } from './choose-group.js';
import { engagementOf } from './engagement-status.js';
import { References } from './references/references.js';
import type { Reference } from './references/resolve-reference.js';

/** The first pause before requests are repeated; each pause is twice as long as the one before. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 120_000;
/** How long a run waits for products in all. How long processing takes is not documented. */
const PATIENCE_MS = 15 * 60_000;

/** What a run knows of the account. */
export interface InviteMemory {
  readonly group: Group;
  /** Those of the latest look-up. */
  references: References;
  /** The time for which the run may still wait. */
  leftMs: number;
  /** The pause that comes next. */
  nextMs: number;
}

/** The memory of a run that has sent nothing yet. */
export function inviteMemory(): InviteMemory {
  const group = groupOfAccount();
  return { group, references: new References(group), leftMs: PATIENCE_MS, nextMs: FIRST_PAUSE_MS };
}

/** Waits until it is worth trying again; false when the run must not wait any longer. */
async function paused(session: Session, memory: InviteMemory): Promise<boolean> {
  if (memory.leftMs <= 0) return false;
  const delayMs = Math.min(memory.nextMs, memory.leftMs);
  memory.leftMs -= delayMs;
  memory.nextMs = Math.min(LONGEST_PAUSE_MS, memory.nextMs * 2);
  await session.pause(delayMs);
  return true;
}

/** The invites of one supplier, with the ids of products. */
interface Invitation extends RowGroup {
  readonly supplierId: string;
  readonly products: readonly string[];
}

type Readied = { readonly productId: string; readonly supplierId: string } | { readonly refused: Finding };

async function readied(session: Session, references: References, { record }: BatchRow): Promise<Readied> {
  const product = await references.product(session, record);
  const supplier = await references.supplier(session, record);
  for (const [what, one] of Object.entries({ product, supplier })) {
    if ('obstacle' in one) return { refused: one.obstacle };
    if ('planned' in one) return { refused: finding('PARENT_FAILED', { what, named: '' }) };
  }
  return { productId: idOf(product), supplierId: idOf(supplier) };
}

function idOf(reference: Reference | object): string {
  return 'id' in reference ? reference.id : '';
}

/** Sends rows of invites, and repeats those that came too early until the time is over. */
export async function sendInvites(
  session: Session,
  memory: InviteMemory,
  rows: readonly BatchRow[],
): Promise<readonly BatchResult[]> {
  const ready = await Promise.all(rows.map((row) => readied(session, memory.references, row)));
  const settled = new Map<number, BatchResult>();
  for (const [at, one] of ready.entries()) if ('refused' in one) settled.set(at, refused(one.refused));
  const idsAt = (at: number): { readonly productId: string; readonly supplierId: string } => {
    const one = ready[at];
    return one && 'productId' in one ? one : { productId: '', supplierId: '' };
  };
  const groups = groupRows(rows, (_, at) => idsAt(at).supplierId)
    .filter(({ at }) => !settled.has(at[0] ?? -1))
    .map((group) => ({
      ...group,
      supplierId: idsAt(group.at[0] ?? -1).supplierId,
      products: group.at.map((at) => idsAt(at).productId),
    }));
  return untilProcessed(session, memory, rows, groups, settled);
}

/** Repeats invitations that came too early, until all are sent or the time is over. */
async function untilProcessed(
  session: Session,
  memory: InviteMemory,
  rows: readonly BatchRow[],
  groups: readonly Invitation[],
  settled: Map<number, BatchResult>,
): Promise<readonly BatchResult[]> {
  let waiting = groups;
  // In the end, each product is tried by itself: one that is never ready must not block the others.
  let isLast = false;
  let stop: Stop | undefined;
  for (;;) {
    const early = new Set<Invitation>();
    const sent = await sendGroups(session, waiting, (invitation) => invited(session, invitation, early));
    for (const [index, at] of positionsOf(waiting).entries()) {
      const result = sent[index];
      if (result === undefined) throw new Error('an invitation has no result');
      settled.set(at, result);
      stop ??= result.stop;
    }
    waiting = [...early];
    if (waiting.length === 0 || stop || isLast) break;
    try {
      isLast = !(await paused(session, memory));
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      stop = error;
      break;
    }
    if (isLast) waiting = waiting.flatMap(alone);
  }
  for (const at of positionsOf(waiting)) settled.delete(at);
  return rows.map((row, at) => settled.get(at) ?? unsent(row, stop ?? tooEarly));
}

/** In the order of the results of `sendGroups`. */
function positionsOf(groups: readonly RowGroup[]): readonly number[] {
  return groups.flatMap(({ at }) => at).sort((one, other) => one - other);
}

const tooEarly = new Stop(
  'limit',
  'TOO_EARLY',
  'the service still processes some of the products, so their suppliers cannot be invited yet',
  'run carbonsheet resume later to send these invites',
);

/** One invitation for each product. */
function alone({ rows, at, supplierId, products }: Invitation): readonly Invitation[] {
  return products.flatMap((productId, index) => {
    const [row, position] = [rows[index], at[index]];
    return row && position !== undefined ? [{ rows: [row], at: [position], supplierId, products: [productId] }] : [];
  });
}

/** Sends one invitation. When it is refused, each product is sent by itself. */
async function invited(
  session: Session,
  invitation: Invitation,
  early: Set<Invitation>,
): Promise<readonly BatchResult[]> {
  const { rows, supplierId, products } = invitation;
  const value = { supplierId, products: [...new Set(products)].map((id) => ({ id })) };
  try {
    const { requestId, attempts } = await session.call('invite', { body: { kind: 'json', value }, tooEarly: 'tell' });
    return rows.map(({ kind }, index) => {
      const status = kind === 'update' ? 'updated' : 'created';
      return { status, remoteId: inviteIdOf(products[index] ?? '', supplierId), field: '', requestId, attempts };
    });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'refused') throw error;
    if (error.status === 425) {
      early.add(invitation);
      return rows.map((row) => unsent(row, tooEarly.message));
    }
    if (rows.length === 1) return notInvited(session, invitation, error);
    return sendGroups(session, alone(invitation), (one) => invited(session, one, early));
  }
}

/** Why the product of an invitation was refused: most often, it has another supplier now. */
async function notInvited(
  session: Session,
  { rows, supplierId, products }: Invitation,
  error: ServiceError,
): Promise<readonly BatchResult[]> {
  const isLinked = await isSupplierOf(session, supplierId, products[0] ?? '');
  if (isLinked !== false) throw error;
  const { requestId, attempts } = error;
  return rows.map(({ remoteId }) => ({ ...refused(finding('NOT_LINKED', {})), remoteId, requestId, attempts }));
}

/** Whether a supplier is the current one; undefined where this cannot be read. */
async function isSupplierOf(session: Session, supplierId: string, productId: string): Promise<boolean | undefined> {
  try {
    return (await engagementOf(session, productId))?.id === supplierId;
  } catch (error) {
    if (error instanceof ServiceError || error instanceof Stop) return undefined;
    throw error;
  }
}

function refused(why: Finding): BatchResult {
  return { status: 'failed', remoteId: '', finding: why, field: '', requestId: '', attempts: 0 };
}

/** Invites have no id at the service: product and supplier identify them. */
export function inviteIdOf(productId: string, supplierId: string): string {
  return `${productId}/${supplierId}`;
}
