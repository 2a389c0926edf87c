// The context of all routes: the store, the clock, new ids, and the server.

import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { SandboxAccount } from './account.js';
import { type Alteration, altered } from './habits/altered-values.js';
import type { ListHabits } from './habits/list-habits.js';
import type { Store } from './store/store.js';
import type { TokenBook } from './token-book.js';

interface Environment {
  Bindings: HttpBindings;
  Variables: {
    /** How long created rows are missing in lists, in milliseconds. */
    lateMs?: number;
    /** How the values of the request are altered. */
    alteration?: Alteration;
  };
}
export type SandboxApp = Hono<Environment>;
export type SandboxContext = Context<Environment>;

/** The context of the routes. */
export interface Facilities {
  /** Whose data it is. */
  readonly account: SandboxAccount;
  readonly store: Store;
  readonly tokens: TokenBook;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
  /** How long calculations and submitted imports stay pending, in milliseconds. */
  readonly processingMs: number;
  readonly lists: ListHabits;
}

/** When created rows are listed; undefined for at once. */
export function listedFrom(context: SandboxContext, now: number): number | undefined {
  const lateMs = context.get('lateMs');
  return lateMs === undefined ? undefined : now + lateMs;
}

/** The body as JSON; undefined when it is not JSON. */
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
