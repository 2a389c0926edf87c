// Matches rows to products at the service by the dataset's keys.

import type { Values } from '../../datasets/dataset.js';
import dataset from '../../datasets/variable/variable-products.js';
import { KeyIndex } from '../../dedup/key-index.js';
import type { Obstacle } from '../../plan/action.js';
import { changedFields } from '../../plan/changed-fields.js';
import { finding } from '../../problems/problem.js';
import { nearest } from '../../values/nearest.js';
import type { LookUpResult } from '../binding.js';

const UNIT_FIELDS = ['unit', 'weightUnit', 'packagingWeightUnit'];

/** Products by id and by key. */
export class ProductIndex {
  private readonly byId = new Map<string, Values>();
  /** All products of each key. */
  private readonly byKey = new KeyIndex<Values[]>(() => {
    const products = new Map<string, Values[]>();
    return {
      get: (value) => products.get(value),
      add: (value, added) => {
        const known = products.get(value);
        if (known === undefined) products.set(value, [...added]);
        else known.push(...added);
      },
    };
  });

  /** @param units the codes that the service accepts, where they are known */
  constructor(private readonly units?: ReadonlySet<string>) {}

  /** @param held a product's values */
  add(held: Values): void {
    this.byId.set(idOf(held), held);
    this.byKey.add(keysOf(held), [held]);
  }

  /** The product that a record matches, or an obstacle. */
  find(record: Values, remoteId = ''): LookUpResult {
    const named = this.byId.get(remoteId) ?? this.byId.get(idOf(record));
    const { thing = [], key } = (named === undefined ? this.byKey.find(keysOf(record)) : undefined) ?? {};
    const [held, another] = named === undefined ? thing : [named];
    if (held !== undefined && another !== undefined) {
      const what = `products by ${key?.title ?? ''}`;
      const obstacle = finding('AMBIGUOUS_PARENT', { what, named: key?.value ?? '', matches: thing.length });
      return { obstacle, isLeftOut: false };
    }
    if (held === undefined && record.uuid !== undefined)
      return { obstacle: finding('UNKNOWN_ID', { what: 'product', id: idOf(record) }), isLeftOut: false };
    const different = changedFields(held ?? {}, record);
    const unknown = this.unknownUnit(different);
    if (unknown !== undefined) return unknown;
    return held && { remoteId: idOf(held), same: Object.keys(different).length === 0 };
  }

  private unknownUnit(values: Values): Obstacle | undefined {
    const { units } = this;
    if (units === undefined) return undefined;
    for (const field of UNIT_FIELDS) {
      const code = values[field];
      if (typeof code !== 'string' || units.has(code)) continue;
      const obstacle = finding('UNKNOWN_UNIT', { unit: code, nearest: nearest(code, [...units]) });
      return { obstacle, isLeftOut: false, field };
    }
    return undefined;
  }
}

function idOf({ uuid = '' }: Values): string {
  return String(uuid);
}

function keysOf(record: Values) {
  // A product at the service may have no name.
  const keys = dataset.identity.by === 'key' ? dataset.identity.keys({ ...record, name: record.name ?? '' }) : [];
  return keys.filter(({ value }) => value !== '');
}
