// Habits of lists on request: undocumented ways of services with pages, totals and countries. Without a habit, a list is as
// documented.

import { derivedUuid } from '../derive.js';
import { Refusal } from '../refusal.js';
import { SandboxError } from '../sandbox-error.js';
import type { Listing } from '../store/tables.js';

/** How lists behave. */
export interface ListHabits {
  /** The reported total: entries of the page, nothing, a word, a number, or the true total plus a number. */
  readonly total?: 'page' | 'missing' | 'text' | { readonly is: number } | { readonly plus: number };
  /** The largest page, whatever the request asks for. */
  readonly cap?: number;
  /** The largest page size that is not refused. */
  readonly largest?: number;
  /** The entry of `from` is repeated; or `from` is ignored. */
  readonly from?: 'inclusive' | 'ignored';
  /** The page number is ignored; pages count from 0; or there is always another page. */
  readonly pages?: 'ignored' | 'from-0' | 'endless';
  /** The answer beyond the last page: that page again, or a 404. @default an empty page */
  readonly behind?: 'last' | 'refused';
  /** Lists come without an envelope. */
  readonly form?: 'array';
  /** Moments of changes without decimals of a second. */
  readonly stamps?: 'seconds';
  /** A page of changes comes in another order, or with changes of rows that were changed again, or were deleted, since. */
  readonly changes?: 'shuffled' | 'repeated' | 'deleted';
  /** At this moment (UTC), all footprints were calculated anew: lists of changes give it for each. */
  readonly recalculated?: string;
  /** The form of countries. */
  readonly countries?: 'name' | 'german' | 'alpha-3' | 'lower';
}

/** A page, with the total to report. */
interface Cut {
  readonly rows: readonly object[];
  /** Undefined where the total is omitted. */
  readonly total: number | string | undefined;
}

/** Cuts a page out of a list. Throws a 404 beyond the last page where that is the habit. */
export function cutPage<T>(
  rows: Listing<T>,
  { page, size: asked }: { readonly page: number; readonly size: number },
  view: (row: T) => object,
  habits: ListHabits,
): Cut {
  const size = Math.min(asked, habits.cap ?? asked);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const index = indexOf(page, pages, habits);
  const shown = rows.slice((index % pages) * size, ((index % pages) + 1) * size).map(view);
  const past = index >= pages && habits.pages !== 'endless';
  const cut = past ? [] : shown.map((row) => (index < pages ? row : anotherRow(row, index)));
  return { rows: cut, total: totalOf(cut.length, rows.length, habits) };
}

/** The page's position from 0. */
function indexOf(page: number, pages: number, { pages: turning, behind }: ListHabits): number {
  if (turning === 'ignored') return 0;
  const index = turning === 'from-0' ? page : page - 1;
  if (index < pages || turning === 'endless' || behind === undefined) return index;
  if (behind === 'last') return pages - 1;
  throw new Refusal(404, { detail: 'Invalid page', code: 'NO_SUCH_PAGE', error: 'no_such_page' });
}

/** The row with another id, for a list that never ends. */
export function anotherRow(row: object, lap: number | string): object {
  const name = ['id', 'uuid', 'product_id'].find((one) => one in row);
  return name === undefined ? row : { ...row, [name]: derivedUuid(`${Reflect.get(row, name)} ${lap}`) };
}

function totalOf(shown: number, all: number, { total }: ListHabits): Cut['total'] {
  if (total === undefined) return all;
  if (total === 'page') return shown;
  if (total === 'missing') return undefined;
  if (total === 'text') return 'many';
  return 'is' in total ? total.is : all + total.plus;
}

const COUNT = /^\d{1,7}$/;

/** Reads habits as `total=page,cap=50,pages=endless`. Throws a SandboxError when they are invalid. */
export function parseListHabits(spec: string): ListHabits {
  return Object.assign({}, ...spec.split(',').map((part) => habitOf(part.trim())));
}

function habitOf(part: string): ListHabits {
  const [name = '', value = ''] = part.split('=', 2);
  if ((name === 'cap' || name === 'largest') && COUNT.test(value) && Number(value) > 0)
    return { [name]: Number(value) };
  if (name === 'total' && /^\+?\d{1,7}$/.test(value))
    return { total: value.startsWith('+') ? { plus: Number(value) } : { is: Number(value) } };
  if (name === 'recalculated' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return { recalculated: value };
  if (Object.hasOwn(words, name) && words[name]?.includes(value)) return { [name]: value };
  const known = Object.entries(words).flatMap(([word, values]) => values.map((one) => `${word}=${one}`));
  const all = [...known, 'total=N', 'total=+N', 'cap=N', 'largest=N', 'recalculated=TIME'].join(', ');
  throw new SandboxError('LISTS_REFUSED', `lists: ${JSON.stringify(part.slice(0, 40))} is no habit. Habits: ${all}.`);
}

/** The habits that are words. */
const words: Readonly<Record<string, readonly string[]>> = {
  total: ['page', 'missing', 'text'],
  from: ['inclusive', 'ignored'],
  pages: ['ignored', 'from-0', 'endless'],
  behind: ['last', 'refused'],
  form: ['array'],
  stamps: ['seconds'],
  changes: ['shuffled', 'repeated', 'deleted'],
  countries: ['name', 'german', 'alpha-3', 'lower'],
};
