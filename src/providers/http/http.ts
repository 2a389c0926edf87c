// What sending requests means to the rest of the program: requests, replies, the ways to fail. create-http.ts does it.
// Leaves routes, credentials and the meaning of a reply to the provider folders.

import type { KnownPace } from '../../pace/estimate.js';
import type { Attempt } from '../../plan/result.js';

/** What a request carries. */
export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
  /** A file as it is; only its type goes with it. */
  | { readonly kind: 'bytes'; readonly type: string; readonly bytes: Uint8Array }
  | {
      readonly kind: 'multipart';
      readonly fields: Readonly<Record<string, string>>;
      readonly file: {
        readonly field: string;
        readonly name: string;
        readonly type: string;
        readonly bytes: Uint8Array;
      };
    };

/** A complete request of one host. */
export interface Request {
  /** The operation's name in our words, as `createPurchase`, for messages. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** `create`: a request whose answer is lost is not repeated, it throws a ServiceError of kind `unclear`. */
  readonly repeat: 'safe' | 'create';
  /** `tell`: a 425 is told at once, as a ServiceError of kind `refused`, instead of being waited for. */
  readonly tooEarly?: 'tell';
  /** Statuses beside 2xx whose bodies are answers too, as a 400 that lists what it would have taken. */
  readonly accepts?: readonly number[];
}

/** An answer with a 2xx status, or one that the request accepts. */
export interface Reply {
  readonly status: number;
  /** The parsed JSON; undefined for an empty body. Passes a schema before use. */
  readonly body: unknown;
  readonly requestId: string;
  /** Requests that were sent until this answer. */
  readonly attempts: number;
  /** What became of each of them. */
  readonly log?: readonly Attempt[];
}

/**
 * Why a request got no useful answer.
 * - `refused`: the service says no to this row (400, 404, 409, 422 …).
 * - `denied`: the service says no to the caller (401 after a renewed login, 403): stop everything.
 * - `unclear`: a create was sent and no answer came: the service may or may not have done it.
 * - `unreachable`: patience is used up. Whether an attempt may have done something, the log tells.
 * - `unreadable`: an answer came that is not what the route promises (HTML, another shape).
 * What they mean for a row is write-outcome.ts's.
 */
export type ServiceErrorKind = 'refused' | 'denied' | 'unclear' | 'unreachable' | 'unreadable';

export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    readonly kind: ServiceErrorKind,
    /** For people; holds no secret and no whole body. */
    message: string,
    readonly status: number,
    readonly requestId: string,
    readonly attempts: number,
    /** Field errors that the service named: field -> message. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** What the service said, without the address: for a message that says the rest itself. */
    readonly detail: string = message,
    /** What became of each attempt. */
    readonly log: readonly Attempt[] = [],
  ) {
    super(message);
  }
}

/** Counts of what was sent, for the summary; they go on while requests are sent. */
export interface Traffic {
  readonly sent: number;
  readonly retried: number;
  readonly throttled: number;
}

export interface Http {
  send(request: Request): Promise<Reply>;
  readonly traffic: Traffic;
  /** What is known about the pace of requests that change something, at the host that was asked most. */
  writingPace(): KnownPace;
}
