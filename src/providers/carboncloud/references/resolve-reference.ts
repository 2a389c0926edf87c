// Finds the product or supplier that a row names: among the rows of other files of the command first, then at the service.

import type { Key, Values } from '../../../datasets/dataset.js';
import type { Obstacle } from '../../../plan/action.js';
import { type Finding, finding } from '../../../problems/problem.js';
import type { ParentLookup } from '../../session.js';
import { type Directory, keyValue } from './directory.js';

/** A product or supplier: at the service under an id, or a row of another file that is only planned so far. */
export type Reference = { readonly id: string } | { readonly planned: string };

type Ids = Pick<Directory<{ readonly id: string }>, 'idsOf' | 'nearName'>;

/** The fields by which rows name things of a kind. */
interface Kind {
  readonly what: string;
  readonly dataset: string;
  readonly id: string;
  /** The other key fields, from the strongest, with the dataset's name of each key. */
  readonly by: readonly { readonly field: string; readonly title: string }[];
}

export const PRODUCT: Kind = {
  what: 'product',
  dataset: 'resold-products',
  id: 'productId',
  by: [
    { field: 'productCustomId', title: 'custom id' },
    { field: 'productGtin', title: 'GTIN' },
    { field: 'productName', title: 'name' },
  ],
};

export const SUPPLIER: Kind = {
  what: 'supplier',
  dataset: 'suppliers',
  id: 'supplierId',
  by: [
    { field: 'supplierCustomId', title: 'custom id' },
    { field: 'supplierName', title: 'name' },
  ],
};

/** A key that a row gives. */
interface Given {
  readonly field: string;
  readonly title: string;
  readonly text: string;
}

/**
 * The thing that a row names.
 * @param parents has the state of the rows of other files.
 * @param list reads the things at the service.
 */
export async function resolveReference(
  kind: Kind,
  record: Values,
  parents: ParentLookup,
  list: () => Promise<Ids>,
): Promise<Reference | Obstacle> {
  const given = [{ field: kind.id, title: 'id' }, ...kind.by].flatMap(({ field, title }): Given[] =>
    record[field] === undefined ? [] : [{ field, title, text: String(record[field]) }],
  );
  const keys = given.flatMap(({ title, text }): Key[] =>
    title === 'id' ? [] : [{ title, value: keyValue(title, text) }],
  );
  // A row with an id refers to the service, not to other files.
  const parent = record[kind.id] === undefined && keys.length > 0 ? parents.find(kind.dataset, keys) : undefined;
  const named = given[0]?.text ?? '';
  if (parent === 'failed') return { obstacle: finding('PARENT_FAILED', { what: kind.what, named }), isLeftOut: true };
  if (parent === 'planned') return { planned: JSON.stringify([kind.what, keys[0]?.title, keys[0]?.value]) };
  const directory = await list();
  if (parent !== undefined) return oneOf(kind, given, parent.remoteId, directory);
  return among(kind, given, directory);
}

/** A row of another file; a name alone may also match other things. */
function oneOf({ what }: Kind, given: readonly Given[], id: string, directory: Ids): Reference | Obstacle {
  const [first, ...others] = given;
  if (first === undefined || others.length > 0 || first.title !== 'name') return { id };
  const ids = new Set([id, ...directory.idsOf('name', first.text)]);
  return ids.size === 1
    ? { id }
    : obstacle(finding('AMBIGUOUS_PARENT', { what, named: first.text, matches: ids.size }));
}

/** The thing at the service that matches all keys of a row. */
function among({ what }: Kind, given: readonly Given[], directory: Ids): Reference | Obstacle {
  const [first] = given;
  let fitting: readonly string[] | undefined;
  for (const one of given) {
    const { title, text } = one;
    const ids = directory.idsOf(title, text);
    // The strongest key decides. A weaker one may be outdated, but must not match another thing.
    if (ids.size === 0 && fitting !== undefined) continue;
    if (ids.size === 0) return unknown(what, one, directory);
    const both = fitting === undefined ? [...ids] : fitting.filter((id) => ids.has(id));
    if (both.length === 0) return obstacle(finding('PARENTS_DIFFER', { what, first: first?.text ?? '', second: text }));
    fitting = both;
  }
  const [id, ...others] = fitting ?? [];
  if (id === undefined) return obstacle(finding('NO_SUCH_PARENT', { what, named: '' }));
  if (others.length === 0) return { id };
  return obstacle(finding('AMBIGUOUS_PARENT', { what, named: first?.text ?? '', matches: others.length + 1 }));
}

/** Only names are like each other: another number is another thing. */
function unknown(what: string, { field, title, text }: Given, directory: Ids): Obstacle {
  const near = title === 'name' ? directory.nearName(text) : undefined;
  const nearest = near && { nearest: near.answer, confidence: near.confidence };
  const why = finding('NO_SUCH_PARENT', { what, named: text, ...nearest });
  return { obstacle: why, isLeftOut: false, field };
}

function obstacle(why: Finding): Obstacle {
  return { obstacle: why, isLeftOut: false };
}
