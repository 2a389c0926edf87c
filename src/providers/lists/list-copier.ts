// Copies what a list of a service answered, entry by entry as it came: for datasets that are looked up by reading a list.

import { z } from 'zod';
import type { AccountCopy, Copier } from '../binding.js';

const entry = z.looseObject({ id: z.string().min(1) });
const list = z.union([z.array(entry), z.object({ items: z.array(entry) }).transform(({ items }) => items)]);

/**
 * A copier of what a route lists. An entry that comes twice, on two pages or in two readings, counts as it came last.
 * @param shaped makes of an entry what the copy can hold; the entry itself unless it is given.
 */
export function listCopier(
  route: string,
  name: Exclude<keyof AccountCopy, 'lacks'>,
  shaped: (entry: Readonly<Record<string, unknown>>) => unknown = (one) => one,
): Copier {
  const entries = new Map<string, unknown>();
  return {
    see(asked, _, body) {
      if (asked !== route) return;
      const read = list.safeParse(body);
      for (const one of read.success ? read.data : []) entries.set(one.id, shaped(one));
    },
    get size() {
      return entries.size;
    },
    copy: async () => ({ [name]: [...entries.values()], lacks: [] }),
  };
}
