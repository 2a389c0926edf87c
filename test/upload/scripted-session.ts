// A session without a service: its routes answer, or fail, as a test says.

import type { Attempt } from '../../src/plan/result.js';
import { type Reply, ServiceError } from '../../src/providers/http/http.js';
import type { Session } from '../../src/providers/session.js';

/** A request about a row, as the ledger keeps it. */
export function attempt(route: string, outcome: Attempt['outcome']): Attempt {
  return { at: 0, method: route === 'read' ? 'GET' : 'PUT', route, requestId: `request-${route}`, outcome };
}

/** A session whose routes answer, or fail, as told. */
export function sessionOf(answers: Readonly<Record<string, Reply | ServiceError>>): Session {
  return {
    provider: 'carboncloud',
    account: {},
    parents: { find: () => undefined },
    accountKey: 'carboncloud here group',
    shownAs: 'group g at here',
    owner: 'carboncloud group g at here',
    say: () => undefined,
    now: () => 0,
    maxPages: 10,
    warn: () => undefined,
    pause: async () => undefined,
    put: () => Promise.reject(new Error('no file is put')),
    call: async (route) => {
      const answer = answers[route];
      if (answer === undefined || answer instanceof ServiceError) throw answer ?? new Error(`no answer to ${route}`);
      return answer;
    },
  };
}

/** An answer, after requests that ended like this. */
export function reply(route: string, body: unknown, outcomes: readonly Attempt['outcome'][]): Reply {
  const log = outcomes.map((outcome) => attempt(route, outcome));
  return { status: 200, body, requestId: `request-${route}`, attempts: log.length, log };
}
