// The HTTP client as the rest of the program sees it: requests, replies and errors. The client itself is create-http.ts; routes,
// credentials and the meaning of a reply are the providers'.

import type { KnownPace } from '../../pace/estimate.js';
import type { Attempt } from '../../plan/result.js';

/** The body of a request. */
export type RequestBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'form'; readonly fields: Readonly<Record<string, string>> }
  /** The bytes of a file, with its media type only. */
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

/** A complete request. */
export interface Request {
  /** Our name of the operation, as `createPurchase`, for messages. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** The path with its {placeholders}, for logs. */
  readonly pathTemplate?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  /** `create`: not repeated when the answer is lost; it throws a ServiceError of kind `unclear`. */
  readonly repeat: 'safe' | 'create';
  /** `tell`: a 425 (Too Early) throws at once, as a ServiceError of kind `refused`. */
  readonly tooEarly?: 'tell';
  /** Repeated and held back no longer than this, in milliseconds. @default that of all requests */
  readonly patienceMs?: number;
  /** Statuses other than 2xx that are returned as a reply, as a 400 that lists the accepted values. */
  readonly accepts?: readonly number[];
}

/** An answer with a 2xx status, or one that the request accepts. */
export interface Reply {
  readonly status: number;
  /** The parsed JSON; undefined for an empty body. Passes a schema before use. */
  readonly body: unknown;
  /** The JSON itself; absent for an empty body. */
  readonly text?: string;
  readonly requestId: string;
  /** Requests sent until this answer. */
  readonly attempts: number;
  /** The outcome of each of them. */
  readonly log?: readonly Attempt[];
}

/**
 * Why a request got no useful answer.
 * - `refused`: the service refuses this request (400, 404, 409, 422 …).
 * - `denied`: the service refuses the caller (401 after a renewed login, 403): the run stops.
 * - `unclear`: a create was sent and no answer came: the service may or may not have carried it out.
 * - `unreachable`: the time for retries is used up. The log shows whether an attempt may have changed something.
 * - `unreadable`: the answer is not what the route promises (HTML, another shape).
 * Their meaning for a row is write-outcome.ts's.
 */
export type ServiceErrorKind = 'refused' | 'denied' | 'unclear' | 'unreachable' | 'unreadable';

export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    readonly kind: ServiceErrorKind,
    /** For people; without secrets and whole bodies. */
    message: string,
    readonly status: number,
    readonly requestId: string,
    readonly attempts: number,
    /** Field errors of the service: field -> message. */
    readonly fields: Readonly<Record<string, string>> = {},
    /** The service's own message, without the URL. */
    readonly detail: string = message,
    /** The outcome of each attempt. */
    readonly log: readonly Attempt[] = [],
  ) {
    super(message);
  }
}

/** One request as it went over the wire, for a log: no URL, no body, no secret. */
export interface RequestEvent extends Attempt {
  readonly pathTemplate: string | undefined;
  /** From 1. */
  readonly attempt: number;
  /** Why no answer came. */
  readonly why?: string;
  /** How long it waited for its turn, in milliseconds. */
  readonly waitedMs: number;
  readonly tookMs: number;
  /** How long the service asks to wait, in milliseconds. */
  readonly askedMs?: number;
}

/** Live counts of requests, for the summary. */
export interface Traffic {
  readonly sent: number;
  readonly retried: number;
  readonly throttled: number;
}

export interface Http {
  send(request: Request): Promise<Reply>;
  readonly traffic: Traffic;
  /** The known pace of writes at the host with the most requests. */
  writingPace(): KnownPace;
}
