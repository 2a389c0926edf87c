// Copies the entries of a list for a rehearsal: for datasets that are looked up by reading a list.

import { z } from 'zod';
import type { AccountCopy, Copier } from '../binding.js';

const entry = z.looseObject({ id: z.string().min(1) });
const list = z.union([z.array(entry), z.object({ items: z.array(entry) }).transform(({ items }) => items)]);

/**
 * Copies the entries that a route lists. Of an entry that comes twice, the last one counts.
 * @param shaped changes an entry so that the copy can hold it.
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
