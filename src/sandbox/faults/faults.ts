// Injects faults into requests. A plan chooses the requests: a test's, or chaos (chaos.ts).

import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Alteration } from '../habits/altered-values.js';
import type { SandboxContext } from '../sandbox-app.js';
import { type AnswerChange, changedAnswer } from './changed-answer.js';

/** A fault. `before`: nothing is stored. `after`: it is stored, and the answer is lost or wrong. */
export type Fault =
  /** The connection ends without an answer. */
  | { readonly kind: 'drop-before' | 'drop-after' }
  /** It ends with a TCP reset. */
  | { readonly kind: 'reset-before' | 'reset-after' }
  | {
      readonly kind: 'status-before';
      readonly status: ContentfulStatusCode;
      readonly body?: object;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'status-after'; readonly status: ContentfulStatusCode }
  /** A web page instead of an answer, as of a proxy or a login page; nothing is stored. */
  | { readonly kind: 'html' }
  /** A correct answer after a delay: a fixed one, or one for every concurrent request. */
  | { readonly kind: 'latency' | 'latency-load'; readonly delayMs: number }
  /** Stored, and half of the answer's body comes. */
  | { readonly kind: 'truncated' }
  /** The same, and the connection ends before the announced length. */
  | { readonly kind: 'cut-off' }
  /** Stored, and answered with another body: none, `{}`, or a web page. */
  | { readonly kind: 'empty-answer' | 'bare-answer' | 'html-after' }
  /** A redirection to another URL; nothing is stored. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308 }
  /** Stored with other values than were sent. */
  | { readonly kind: 'altered'; readonly alteration: Alteration }
  /** Stored, and the answer's body comes in small pieces, each after a pause. */
  | { readonly kind: 'drip'; readonly delayMs: number }
  /** The request's login token is revoked. */
  | { readonly kind: 'expired-token' }
  /** Stored, and answered in another shape. */
  | { readonly kind: 'changed-answer'; readonly change: AnswerChange }
  /** Stored, and answered with other values, as by a service that rounds or drops them. */
  | { readonly kind: 'rewritten'; readonly change: (answer: unknown) => unknown }
  /** Created rows are stored at once and listed later. */
  | { readonly kind: 'late'; readonly delayMs: number; readonly answer: 'given' | 'dropped' };

/** The request that a plan decides about. */
export interface FaultRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The number of requests with this method and path so far, including this one. */
  readonly count: number;
}

export type FaultPlan = (request: FaultRequest) => Fault | undefined;

/** The context of a fault. */
export interface FaultTools {
  /** Handles the request; the answer is then in the context. */
  readonly handle: () => Promise<void>;
  /** Waits; rejects when the sandbox closes. */
  readonly wait: (delayMs: number) => Promise<void>;
  /** The number of concurrent requests, including this one. */
  readonly underway: number;
  readonly forgetToken: () => void;
}

/** Answers a request with a fault. */
export async function answerWithFault(context: SandboxContext, fault: Fault, tools: FaultTools): Promise<Response> {
  const { handle, wait } = tools;
  switch (fault.kind) {
    case 'drop-before':
    case 'reset-before':
      // The client has sent the whole request.
      await context.req.arrayBuffer();
      return hangUp(context, fault.kind === 'reset-before');
    case 'drop-after':
    case 'reset-after':
      await handle();
      return hangUp(context, fault.kind === 'reset-after');
    case 'status-before':
      return context.json(fault.body ?? sorry, fault.status, { ...fault.headers });
    case 'status-after':
      await handle();
      return context.json(sorry, fault.status);
    case 'html':
      return context.html(webPage);
    case 'html-after':
      await handle();
      return new Response(webPage, { status: context.res.status, headers: { 'content-type': 'text/html' } });
    case 'empty-answer':
      await handle();
      return new Response(null, { status: context.res.status, headers: { 'content-length': '0' } });
    case 'bare-answer':
      await handle();
      return rewritten(context.res, () => '{}');
    case 'cut-off':
      await handle();
      return cutOff(context);
    case 'redirect':
      return context.json(sorry, fault.status, { Location: 'https://elsewhere.example.com/' });
    case 'altered':
      context.set('alteration', fault.alteration);
      await handle();
      return context.res;
    case 'latency':
    case 'latency-load':
      await wait(fault.delayMs * (fault.kind === 'latency' ? 1 : tools.underway));
      await handle();
      return context.res;
    case 'truncated':
      await handle();
      return rewritten(context.res, (text) => text.slice(0, Math.floor(text.length / 2)));
    case 'drip':
      await handle();
      return drip(context, fault.delayMs, wait);
    case 'expired-token':
      tools.forgetToken();
      await handle();
      return context.res;
    case 'changed-answer':
      await handle();
      return rewritten(context.res, (text) => JSON.stringify(changedAnswer(JSON.parse(text), fault.change)));
    case 'rewritten':
      await handle();
      return rewritten(context.res, (text) => JSON.stringify(fault.change(JSON.parse(text))));
    case 'late':
      context.set('lateMs', fault.delayMs);
      await handle();
      return fault.answer === 'given' ? context.res : hangUp(context, false);
  }
}

const webPage = '<!doctype html><title>Sign in</title><p>Please sign in to continue.</p>';

// Has the fields of all services' error bodies.
const sorry = { detail: 'The sandbox was asked to fail here', code: 'SANDBOX_FAULT', error: 'sandbox_fault' };

function hangUp(context: SandboxContext, isReset: boolean): Response {
  const { socket } = context.env.incoming;
  if (isReset && 'resetAndDestroy' in socket) socket.resetAndDestroy();
  else socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** The answer with another text; an empty one stays as it is. */
async function rewritten(answer: Response, change: (text: string) => string): Promise<Response> {
  const text = await answer.text();
  const body = text === '' ? null : change(text);
  return new Response(body, { status: answer.status, headers: answer.headers });
}

async function cutOff(context: SandboxContext): Promise<Response> {
  const answer = context.res;
  const bytes = Buffer.from(await answer.text());
  const { outgoing } = context.env;
  outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': bytes.length + 1 });
  await new Promise((resolve) => outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), resolve));
  outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

const dripPieces = 20;

async function drip(
  context: SandboxContext,
  delayMs: number,
  wait: (delayMs: number) => Promise<void>,
): Promise<Response> {
  const answer = context.res;
  const bytes = Buffer.from(await answer.text());
  if (bytes.length === 0) return new Response(null, { status: answer.status, headers: answer.headers });
  // Bypasses Hono, which buffers small bodies.
  const { outgoing } = context.env;
  outgoing.writeHead(answer.status, { ...Object.fromEntries(answer.headers), 'content-length': bytes.length });
  const size = Math.ceil(bytes.length / dripPieces);
  for (let start = 0; start < bytes.length && !outgoing.destroyed; start += size) {
    await wait(delayMs);
    outgoing.write(bytes.subarray(start, start + size));
  }
  outgoing.end();
  return RESPONSE_ALREADY_SENT;
}
