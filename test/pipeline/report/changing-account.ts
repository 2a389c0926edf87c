// An account in motion: a sandbox whose products and purchases are created, edited, recalculated and removed over real HTTP, with
// time stamps to the nanosecond or, where a service keeps seconds only, with ties.

import fc from 'fast-check';
import type { Fault, FaultPlan, FaultRequest } from '../../../src/sandbox/faults/faults.js';
import { openImporting } from '../importing.js';
import { exact, shown } from './decimals.js';

/** How long a footprint or an emission is being calculated. */
const PROCESSING_MS = 5000;
const AT = fc.nat(99);
const KINDS = ['Oat drink', 'Rye bread', 'Butter', 'ライ麦'];

/** Something that happens. `at` chooses a product or purchase. */
export const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), kind: fc.nat(3), tonnes: fc.nat(90_000) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('replace' as const),
      at: AT,
      field: fc.constantFrom('name', 'ingredients', 'volume', 'nothing'),
      value: fc.nat(9),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('recalculate' as const), at: AT, millionths: fc.nat(500_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), at: AT }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('buy' as const),
      cents: fc.nat(1e9),
      unit: fc.constantFrom('EUR', 'SEK'),
      back: fc.nat(40),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('amend' as const),
      at: AT,
      field: fc.constantFrom('quantity', 'purchase_date', 'status'),
      value: fc.nat(20),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('recalculate purchase' as const), at: AT, millionths: fc.nat(1e9) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return' as const), at: AT }) },
  // From a tie to a day.
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(0, 1, 900, 6000, 86_400_000) }),
  },
);
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

type Body = Readonly<Record<string, unknown>>;

/** Figures that the service has calculated anew from the same inputs. */
interface Recalculated {
  /** kg CO2e per kg that are added to a footprint, by product. */
  readonly footprints: Map<string, number>;
  /** kg CO2e, by purchase. */
  readonly purchases: Map<string, number>;
}

const FRACTION = /(\d\d:\d\d:\d\d)\.\d+Z$/;

/** Times without what is below a second. */
function coarse(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(FRACTION, '$1Z');
  if (Array.isArray(value)) return value.map(coarse);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, coarse(one)]));
}

function plus(one: number, other: number): number {
  return Number(shown(exact(one) + exact(other)));
}

/** What the service answers otherwise than the sandbox has derived it. */
function rewriting({ method, path }: FaultRequest, again: Recalculated): ((answer: unknown) => unknown) | undefined {
  if (method === 'GET' && path === '/v1/purchases')
    return (page) => {
      const { items, ...rest } = page as { items: { id: string; co2e: number | null }[] };
      // While it is being calculated, it has none.
      const co2eOf = ({ id, co2e }: (typeof items)[number]) =>
        co2e === null ? null : (again.purchases.get(id) ?? co2e);
      return { ...rest, items: items.map((one) => ({ ...one, co2e: co2eOf(one) })) };
    };
  if (method === 'POST' && path === '/resold-products/footprints')
    return (found) =>
      (found as { productId: string; footprint: { total: number } }[]).map(({ productId, footprint }) => ({
        productId,
        footprint: { ...footprint, total: plus(footprint.total, again.footprints.get(productId) ?? 0) },
      }));
  return undefined;
}

/** @param isCoarse stamps have seconds only. @param fault what else goes wrong */
export async function openChangingAccount(isCoarse: boolean, fault: FaultPlan) {
  const again: Recalculated = { footprints: new Map(), purchases: new Map() };
  const plan = (request: FaultRequest): Fault | undefined => {
    const broken = fault(request);
    if (broken !== undefined) return broken;
    const change = rewriting(request, again) ?? ((answer: unknown) => answer);
    const isOfChanges = request.path.startsWith('/resold-products');
    return {
      kind: 'rewritten',
      change: (answer) => (isCoarse && isOfChanges ? coarse(change(answer)) : change(answer)),
    };
  };
  // Small pages where no two changes have one time: a page full of one moment could not be read.
  const at = await openImporting({ fault: plan, processingMs: PROCESSING_MS, lists: isCoarse ? {} : { cap: 7 } });
  const { environment, url } = at.sandbox;
  const groupId = environment.CARBONCLOUD_GROUP_ID ?? '';
  let made = 0;

  async function carboncloud(method: string, path: string, body?: unknown): Promise<unknown> {
    const login = {
      client_id: 'carboncloud',
      grant_type: 'password',
      username: environment.CARBONCLOUD_USERNAME ?? '',
      password: environment.CARBONCLOUD_PASSWORD ?? '',
    };
    const tokenUrl = environment.CARBONCLOUD_TOKEN_URL ?? '';
    const token = await (await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(login) })).json();
    const headers = {
      authorization: `Bearer ${(token as { access_token: string }).access_token}`,
      'content-type': 'application/json',
    };
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  const held = () => at.sandbox.resoldProducts() as readonly { readonly id: string }[];
  const bought = () => at.sandbox.purchases() as readonly HeldPurchase[];
  const today = (back: number) => new Date(at.tools.clock.now() - back * 86_400_000).toISOString().slice(0, 10);

  /** Replaces a product by itself, with some other fields. */
  async function replace(id: string, fields: Body): Promise<void> {
    const whole = (await carboncloud('GET', `/resold-products/${id}`)) as Body;
    const { id: _, groupId: __, createdAt: ___, updatedAt: ____, ...rest } = whole;
    await carboncloud('PUT', `/resold-products/${id}`, { ...rest, ...fields });
  }

  async function happen(one: Happening): Promise<void> {
    if (one.do === 'pass') return at.pass(one.ms);
    if (one.do === 'create') {
      made += 1;
      await carboncloud('POST', '/resold-products', {
        groupId,
        name: `${KINDS[one.kind]} ${made}`,
        customId: `F-${made}`,
        productionLocation: 'Sweden',
        pickUpLocation: 'SE',
        shipToLocation: 'SE',
        yearlySalesVolumes: { 2025: one.tonnes / 1000 },
      });
      return;
    }
    if (one.do === 'buy') {
      made += 1;
      const body = {
        product_name: `Bought ${made}`,
        sector: 'Manufacturing',
        country: 'SE',
        quantity: one.cents / 100,
        unit_id: one.unit,
        purchase_date: today(one.back),
        expense_type: 'opex',
        purchase_type: 'spend_based',
        status: 'active',
      };
      await at.dcycle('POST', '/v1/purchases', body);
      return;
    }
    if (one.do === 'amend' || one.do === 'recalculate purchase' || one.do === 'return') {
      const purchases = bought();
      const purchase = purchases[one.at % Math.max(1, purchases.length)];
      if (purchase === undefined) return;
      const path = `/v1/purchases/${purchase.id}`;
      if (one.do === 'return') await at.dcycle('DELETE', path);
      else if (one.do === 'recalculate purchase') again.purchases.set(purchase.id, one.millionths / 1e6);
      else {
        const { value } = one;
        const values = {
          quantity: value + 0.37,
          purchase_date: today(value),
          status: value > 9 ? 'active' : 'inactive',
        };
        await at.dcycle('PATCH', path, { [one.field]: values[one.field as keyof typeof values] });
      }
      return;
    }
    const products = held();
    const product = products[one.at % Math.max(1, products.length)];
    if (product === undefined) return;
    if (one.do === 'remove') await carboncloud('DELETE', `/resold-products/${product.id}`);
    else if (one.do === 'recalculate') {
      again.footprints.set(product.id, one.millionths / 1e6);
      await replace(product.id, {});
    } else {
      const { value } = one;
      const fields = {
        name: { name: `Renamed ${value}` },
        ingredients: { ingredients: `rye ${value}` },
        volume: { yearlySalesVolumes: { 2025: value + 0.125 } },
        nothing: {},
      };
      await replace(product.id, fields[one.field as keyof typeof fields]);
    }
  }

  return {
    ...at,
    happen,
    /** Purchases as the service answers them. */
    purchases: (): readonly HeldPurchase[] =>
      bought().map((one) => ({ ...one, co2e: one.co2e === null ? null : (again.purchases.get(one.id) ?? one.co2e) })),
    /** Products with what was sold, and their footprints as the service answers them. */
    async sold(): Promise<readonly { readonly volume: number | undefined; readonly total: number | undefined }[]> {
      const products = held() as readonly { id: string; yearlySalesVolumes?: Record<string, number> }[];
      const ids = products.map(({ id }) => id);
      const found = new Map<string, number>();
      for (let start = 0; start < ids.length; start += 256) {
        const path = `/resold-products/footprints?groupId=${groupId}`;
        const answer = await carboncloud('POST', path, ids.slice(start, start + 256));
        for (const { productId, footprint } of answer as { productId: string; footprint: { total: number } }[])
          found.set(productId, footprint.total);
      }
      return products.map(({ id, yearlySalesVolumes }) => ({
        volume: yearlySalesVolumes?.['2025'],
        total: found.get(id),
      }));
    },
  };
}

/** A purchase as the service answers it. */
export interface HeldPurchase {
  readonly id: string;
  readonly co2e: number | null;
  readonly quantity: number;
  readonly unit_id: string;
  readonly status: string;
  readonly purchase_date: string;
}
