// Matches rows to periods at the service, and finds obstacles before anything is sent.

import pLimit from 'p-limit';
import type { Values } from '../../../datasets/dataset.js';
import type { Obstacle } from '../../../plan/action.js';
import { type Finding, finding } from '../../../problems/problem.js';
import type { Leaving, LookUpResult } from '../../binding.js';
import type { Session } from '../../session.js';
import type { References } from '../references/references.js';
import type { Reference } from '../references/resolve-reference.js';
import type { Period } from '../replies.js';
import { type Days, faultOf, hasDays, movedDays, sameDays, shareDay, shownDays } from './period-days.js';
import { idsIn, periodsOf, remoteIdOf, todayOf } from './product-periods.js';

/** Concurrent requests about products. */
const AT_ONCE = 8;

/** A row with its product and supplier. */
interface Claim extends Days {
  readonly product: Reference;
  readonly supplier: Reference;
  readonly supplierName: string;
}

/** A row that deletes a period. */
interface Deletion {
  readonly claim: Claim;
  /** The id of the period in an exported row; otherwise ''. */
  readonly periodId: string;
}

/** The periods and rows of one product. */
interface Place {
  readonly held: readonly Period[];
  /** Periods that no row deletes. */
  readonly stays: readonly Period[];
  readonly claims: readonly Claim[];
  /** The period that each claim matches, by the claim's text. */
  readonly means: ReadonlyMap<string, Period>;
}

const NOTHING: Place = { held: [], stays: [], claims: [], means: new Map() };

/** A look-up over the rows of one file. */
export class PeriodLookUp {
  private readonly today: string;
  private readonly claims = new Map<string, Map<string, Claim>>();
  private readonly deletions = new Map<string, Deletion[]>();
  private readonly places = new Map<string, Promise<Place>>();
  private readonly limit = pLimit(AT_ONCE);

  constructor(
    private readonly session: Session,
    private readonly references: References,
  ) {
    this.today = todayOf(session);
  }

  /** Collects the rows, of which some are `leaving`, and requests the periods of their products. */
  async prepare(records: AsyncIterable<Values>, leaving?: AsyncIterable<Leaving>): Promise<void> {
    const deleted = new Set<string>();
    for await (const { record, remoteId } of leaving ?? []) {
      const claim = await this.claimOf(record);
      if ('obstacle' in claim) continue;
      const key = textOf(claim.product);
      const { periodId } = idsIn(remoteId);
      this.deletions.set(key, [...(this.deletions.get(key) ?? []), { claim, periodId }]);
      deleted.add(key + claimText(claim));
    }
    for await (const record of records) {
      const claim = await this.claimOf(record);
      if ('obstacle' in claim) continue;
      const key = textOf(claim.product);
      if (deleted.has(key + claimText(claim))) continue;
      const known = this.claims.get(key) ?? new Map<string, Claim>();
      this.claims.set(key, known.set(claimText(claim), claim));
    }
    const claimed = [...this.claims.values()].flatMap((claims) => [...claims.values()].slice(0, 1));
    const emptied = [...this.deletions.values()].flatMap((deletions) => deletions.slice(0, 1));
    const products = [...claimed, ...emptied.map(({ claim }) => claim)];
    await Promise.all(products.map(({ product }) => this.placeOf(product)));
  }

  /** The period that a row matches, or an obstacle. */
  async find(record: Values, remoteId?: string, isDelete = false): Promise<LookUpResult> {
    const claim = await this.claimOf(record);
    if ('obstacle' in claim) return claim;
    const place = await this.placeOf(claim.product);
    const { periodId } = idsIn(remoteId ?? '');
    const known = place.held.find(({ id }) => id === periodId);
    if (isDelete) return toDelete(claim, place, periodId);
    const meant = known ?? meantBy(claim, place);
    if (meant === undefined) return stands(faultOf(claim, this.today) ?? clash(claim, claim, place));
    if ('id' in claim.supplier && claim.supplier.id !== meant.supplierId) {
      return stands(finding('SUPPLIER_FIXED', { supplier: meant.supplierName ?? meant.supplierId }));
    }
    const why = finding('PERIOD_HELD', { period: shownDays(meant) });
    const found = { remoteId: remoteIdOf(idOf(claim.product), meant.id), why };
    if (hasDays(meant, claim)) return { ...found, same: true };
    const moved = movedDays(meant, claim);
    const differ = finding('PERIOD_DIFFERS', { held: shownDays(meant), given: shownDays(claim) });
    const isMoved = { ...found, same: false, clash: differ };
    return stands(faultOf(moved, this.today) ?? clash(moved, claim, place, meant)) ?? isMoved;
  }

  private async claimOf(record: Values): Promise<Claim | Obstacle> {
    const product = await this.references.product(this.session, record);
    if ('obstacle' in product) return product;
    const supplier = await this.references.supplier(this.session, record);
    if ('obstacle' in supplier) return supplier;
    const text = (field: string): string | undefined =>
      record[field] === undefined ? undefined : String(record[field]);
    const supplierName = text('supplierName') ?? text('supplierCustomId') ?? text('supplierId') ?? '';
    return { product, supplier, supplierName, validFrom: text('validFrom'), validTo: text('validTo') };
  }

  private placeOf(product: Reference): Promise<Place> {
    const key = textOf(product);
    const known = this.places.get(key) ?? this.limit(() => this.readPlace(product));
    // A failure is thrown where the result is awaited; until then it must not count as unhandled.
    known.catch(() => undefined);
    this.places.set(key, known);
    return known;
  }

  private async readPlace(product: Reference): Promise<Place> {
    const claims = [...(this.claims.get(textOf(product))?.values() ?? [])];
    if (!('id' in product)) return { ...NOTHING, claims };
    const held = (await periodsOf(this.session, product.id)) ?? [];
    const deletions = this.deletions.get(textOf(product)) ?? [];
    const leaving = new Set(deletions.map(({ claim, periodId }) => deletedBy(claim, held, periodId)));
    const stays = held.filter((one) => !leaving.has(one));
    return { held, stays, claims, means: assign(stays, claims) };
  }
}

/** Another period of the product that overlaps this one: an unchanged period, or another row's. */
function clash(days: Days, own: Claim, { stays, claims, means }: Place, meant?: Period): Finding | undefined {
  const claimed = new Set(means.values());
  const stayed = stays.find((one) => one !== meant && !claimed.has(one) && shareDay(one, days));
  if (stayed) return shared(stayed, stayed.supplierName ?? stayed.supplierId);
  for (const claim of claims) {
    if (claimText(claim) === claimText(own)) continue;
    const period = means.get(claimText(claim));
    if (period && (period === meant || hasDays(period, claim))) continue;
    const wanted = period ? movedDays(period, claim) : claim;
    if (shareDay(wanted, days)) return shared(wanted, claim.supplierName);
  }
  return undefined;
}

function shared(days: Days, supplier: string): Finding {
  return finding('PERIOD_SHARED', { period: shownDays(days), supplier });
}

function stands(obstacle: Finding | undefined): Obstacle | undefined {
  return obstacle && { obstacle, isLeftOut: false };
}

function textOf(reference: Reference): string {
  return 'id' in reference ? `id ${reference.id}` : `planned ${reference.planned}`;
}

function idOf(reference: Reference): string {
  return 'id' in reference ? reference.id : '';
}

function claimText({ supplier, validFrom, validTo }: Claim): string {
  return JSON.stringify([textOf(supplier), validFrom ?? '', validTo ?? '']);
}

/** Matches claims to periods of their supplier: first by equal days, then by given days, then by shared days. */
function assign(held: readonly Period[], claims: readonly Claim[]): ReadonlyMap<string, Period> {
  const means = new Map<string, Period>();
  const free = new Set(held);
  const take = (fits: (period: Period, claim: Claim) => boolean): void => {
    for (const claim of claims.filter((one) => !means.has(claimText(one)))) {
      const period = [...free].find((one) => one.supplierId === idOf(claim.supplier) && fits(one, claim));
      if (period === undefined) continue;
      means.set(claimText(claim), period);
      free.delete(period);
    }
  };
  take(sameDays);
  take(hasDays);
  take(shareDay);
  return means;
}

/** The period that a row matches. A row that was not collected is matched by itself. */
function meantBy(claim: Claim, { stays, claims, means }: Place): Period | undefined {
  const text = claimText(claim);
  const isKnown = claims.some((one) => claimText(one) === text);
  return isKnown ? means.get(text) : assign(stays, [claim]).get(text);
}

/**
 * The period that a row deletes: by its id, or by supplier and days. A row with one day only may give any day of the period.
 */
function deletedBy(claim: Claim, held: readonly Period[], periodId: string): Period | undefined {
  const known = held.find(({ id }) => id === periodId);
  const own = held.filter(({ supplierId }) => supplierId === idOf(claim.supplier));
  const day =
    claim.validFrom === undefined || claim.validTo === undefined ? (claim.validFrom ?? claim.validTo) : undefined;
  const theDay = { validFrom: day, validTo: day };
  return (
    known ??
    own.find((one) => sameDays(one, claim)) ??
    own.find((one) => hasDays(one, claim)) ??
    (day === undefined ? undefined : own.find((one) => shareDay(one, theDay)))
  );
}

/** The match of a row that deletes. A row with other days is refused: it may mean another period. */
function toDelete(claim: Claim, { held }: Place, periodId: string): LookUpResult {
  const deleted = deletedBy(claim, held, periodId);
  const near = deleted ?? held.find((one) => one.supplierId === idOf(claim.supplier) && shareDay(one, claim));
  if (near === undefined) return undefined;
  const match = { remoteId: remoteIdOf(idOf(claim.product), near.id), same: near === deleted };
  if (near === deleted) return match;
  return { ...match, undeletable: finding('PERIOD_DIFFERS', { held: shownDays(near), given: shownDays(claim) }) };
}
