// What every group of routes is given: the store, the time, new ids, and the server to hang its routes on.

import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { type Alteration, altered } from './habits/altered-values.js';
import type { ListHabits } from './habits/list-habits.js';
import type { Store } from './store/store.js';
import type { TokenBook } from './token-book.js';

interface Environment {
  Bindings: HttpBindings;
  Variables: {
    /** How long what the request creates is missing in lists. */
    lateMs?: number;
    /** What becomes of the values that the request brings. */
    alteration?: Alteration;
  };
}
export type SandboxApp = Hono<Environment>;
export type SandboxContext = Context<Environment>;

/** What the routes need. */
export interface Facilities {
  readonly store: Store;
  readonly tokens: TokenBook;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
  /** How long calculations and submitted imports stay pending, in milliseconds. */
  readonly processingMs: number;
  readonly lists: ListHabits;
}

/** From when on what a request creates is listed; undefined for at once. */
export function listedFrom(context: SandboxContext, now: number): number | undefined {
  const lateMs = context.get('lateMs');
  return lateMs === undefined ? undefined : now + lateMs;
}

/** The body as JSON; undefined when it is none. */
export async function readJson(context: SandboxContext): Promise<unknown> {
  if (!(context.req.header('content-type') ?? '').includes('json')) return undefined;
  try {
    const body: unknown = await context.req.json();
    const alteration = context.get('alteration');
    return alteration === undefined ? body : altered(body, alteration);
  } catch {
    return undefined;
  }
}
