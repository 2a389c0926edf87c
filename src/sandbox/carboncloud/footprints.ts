// Routes of CarbonCloud's footprints and baselines, of one product and of many. The numbers are derive-footprint.ts's.

import { z } from 'zod';
import type { Facilities, SandboxApp } from '../sandbox-app.js';
import type { ResoldProduct } from '../store/records.js';
import { deriveFootprint, type FootprintKind } from './derive-footprint.js';
import { findProduct, footprintStamp } from './products.js';
import { carbonCloudRefusal, checkGroup, take, takeBody } from './refusal.js';

const manyQuery = z.object({ groupId: z.guid() });
const manyBody = z.array(z.guid()).max(256);

/** Fields that a model does not use: the same product has the same footprint in every group. */
const beside: ReadonlySet<string> = new Set(['customId', 'gtin', 'imageUrl', 'yearlySalesVolumes']);

/** What the footprint of a product is calculated from. */
function inputsOf({ fields }: ResoldProduct): string {
  const used = Object.entries(fields).filter(([name]) => !beside.has(name));
  return JSON.stringify(used.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function mountCarbonCloudFootprints(app: SandboxApp, facilities: Facilities): void {
  const { store } = facilities;
  const footprint = (product: ResoldProduct, kind: FootprintKind): object | undefined => {
    const stamp = footprintStamp(product, facilities);
    return stamp === undefined ? undefined : deriveFootprint(inputsOf(product), kind, stamp);
  };
  const routes: readonly (readonly [FootprintKind, string, string])[] = [
    ['footprint', '/resold-products/footprints', '/resold-products/:id/footprint'],
    ['baseline', '/resold-products/footprint-baselines', '/resold-products/:id/footprint-baseline'],
  ];
  for (const [kind, many, one] of routes) {
    app.post(many, async (context) => {
      const { groupId } = take(manyQuery, context.req.query());
      checkGroup(groupId);
      const ids = new Set((await takeBody(context, manyBody)).map((id) => id.toLowerCase()));
      // Unknown products, those of other groups and unprocessed ones are omitted.
      const found = [...ids].flatMap((productId) => {
        const product = store.resoldProducts.get(productId);
        const value = product?.groupId === groupId.toLowerCase() ? footprint(product, kind) : undefined;
        return value === undefined ? [] : [{ productId, footprint: value }];
      });
      return context.json(found);
    });
    app.get(one, (context) => {
      const value = footprint(findProduct(context, store), kind);
      if (value === undefined) throw carbonCloudRefusal(404, 'not_found', 'The product has no footprint yet');
      return context.json(value);
    });
  }
}
