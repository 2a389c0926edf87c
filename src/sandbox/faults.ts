// Failures on request: what a test can make go wrong with a request, and how it is carried out.

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { SandboxContext } from './sandbox-app.js';

/** What goes wrong. `before`: nothing is stored. `after`: it is stored, and the answer is lost or wrong. */
export type Fault =
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | {
      readonly kind: 'status-before';
      readonly status: ContentfulStatusCode;
      readonly body?: object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'status-after'; readonly status: ContentfulStatusCode }
  /** A web page instead of an answer, as a proxy or a login wall gives it; nothing is stored. */
  | { readonly kind: 'html' };

/** The request that a fault is asked for. */
export interface FaultRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** How many requests of this method and path came, this one included. */
  readonly count: number;
}

export type FaultPlan = (request: FaultRequest) => Fault | undefined;

/** Answers a request with a fault. `handle` does what the request asks for. */
export async function answerWithFault(
  context: SandboxContext,
  fault: Fault,
  handle: () => Promise<void>,
): Promise<Response> {
  switch (fault.kind) {
    case 'drop-before':
      return drop(context);
    case 'drop-after':
      await handle();
      return drop(context);
    case 'status-before':
      return context.json(fault.body ?? sorry, fault.status, { ...fault.headers });
    case 'status-after':
      await handle();
      return context.json(sorry, fault.status);
    case 'html':
      return context.html('<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>');
  }
}

// Fits both services' error shapes.
const sorry = { detail: 'The sandbox was told to fail here', code: 'SANDBOX_FAULT', error: 'sandbox_fault' };

function drop(context: SandboxContext): Response {
  context.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
