// Connects a provider to an address with fake time, as a run would.

import type { Dispatcher } from 'undici';
import type { ProviderName } from '../../src/datasets/dataset.js';
import type { Binding, RowWriter } from '../../src/providers/binding.js';
import { createHttp } from '../../src/providers/http/create-http.js';
import type { Http } from '../../src/providers/http/http.js';
import { bindingFor, providerNamed } from '../../src/providers/index.js';
import type { Connection } from '../../src/providers/provider.js';
import type { Session } from '../../src/providers/session.js';
import { sandboxEnvironment } from '../../src/sandbox/account.js';
import { type FakeClock, fakeClock } from './fake-clock.js';

export interface Connected {
  readonly session: Session;
  readonly http: Http;
  readonly clock: FakeClock;
  readonly abort: AbortController;
  /** What the user was told. */
  readonly said: readonly string[];
}

interface Options {
  readonly settings?: Readonly<Record<string, string | undefined>>;
  readonly overrides?: Connection['overrides'];
  readonly dispatcher?: Dispatcher;
  readonly clock?: FakeClock;
  readonly maxPages?: number;
}

/** A session at an address, with the sandbox's credentials unless others are given. */
export function connect(provider: ProviderName, url: string, options: Options = {}): Connected {
  const { settings = {}, overrides = {}, dispatcher, clock = fakeClock(), maxPages } = options;
  const abort = new AbortController();
  let requests = 0;
  const http = createHttp({
    clock,
    signal: abort.signal,
    dispatcher,
    newRequestId: () => {
      requests += 1;
      return `request-${requests}`;
    },
  });
  const all = { ...sandboxEnvironment(url), VARIABLE_BASE_URL: url, VARIABLE_API_KEY: 'variable-key', ...settings };
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const connection = { http, clock, signal: abort.signal, overrides, say, warn: say, maxPages };
  return { session: providerNamed(provider).connect(all, connection), http, clock, abort, said };
}

/** Opens a dataset once for each session, as a run does. */
export async function openerOf(name: string, provider: ProviderName): Promise<(session: Session) => Binding> {
  const open = await bindingFor({ name, provider });
  const opened = new WeakMap<Session, Binding>();
  return (session) => {
    const binding = opened.get(session) ?? open(session);
    opened.set(session, binding);
    return binding;
  };
}

/** The writer of a dataset whose rows are written one by one. */
export function rowWriter({ writer }: Binding): Required<RowWriter> {
  return writer as Required<RowWriter>;
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
}

/** A stream of rows. */
export async function* stream<T>(...items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
