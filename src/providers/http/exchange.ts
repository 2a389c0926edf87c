// One request over the wire and its answer, or how it broke. Decides nothing: retries and meanings are create-http.ts's.

import { File } from 'node:buffer';
import { type Dispatcher, FormData } from 'undici';
import type { Request, RequestBody } from './http.js';
import { adviceFor } from './network-advice.js';
import { decoded, unpacked } from './reply-text.js';

/** An answer, whatever its status. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** A header by its lower-case name. */
  readonly header: (name: string) => string | undefined;
  readonly text: string;
  /** Why the body is not all there: the status has come, and says what it says. */
  readonly cut?: string;
  /** Whether it would be cut off again: asking for it once more is of no use. */
  readonly lasts?: true;
}

/** No answer came. */
export interface Broken {
  readonly kind: 'broken';
  /** Whether anything may have reached the service; false only when surely nothing did. */
  readonly sent: boolean;
  readonly why: string;
  /** Whether it would break again: nothing but other settings of the network helps. */
  readonly lasts?: boolean;
}

export interface Wire {
  readonly dispatcher: Dispatcher;
  readonly now: () => number;
  /**
   * Longest wait for the answer's head, and between two parts of its body; its whole body may take ten times as long, as long as
   * it does not trickle.
   */
  readonly timeoutMs: number;
  readonly mostReplyBytes: number;
}

/**
 * Sends a request once.
 * A failure before undici hands the request to an open connection is surely unsent (no connection, no name, no TLS).
 * From then on it counts as sent: whether a connection that the service closed had taken it in cannot be told.
 */
export function exchange(request: Request, requestId: string, wire: Wire): Promise<Answer | Broken> {
  const { origin, pathname, search } = new URL(request.url);
  const { body, headers } = encoded(request.body);
  // An address that was signed for a file takes what belongs to the file, and nothing else.
  const about = request.body?.kind === 'bytes' ? {} : { accept: 'application/json', 'x-request-id': requestId };
  return new Promise((resolve, reject) => {
    wire.dispatcher.dispatch(
      {
        origin,
        path: `${pathname}${search}`,
        method: request.method as Dispatcher.HttpMethod, // any method is allowed; the type only helps to complete
        headers: { ...headers, ...request.headers, ...about },
        body,
        headersTimeout: wire.timeoutMs,
        bodyTimeout: wire.timeoutMs,
      },
      new AnswerReader(wire, resolve, reject),
    );
  });
}

function encoded(body: RequestBody | undefined): {
  readonly body: string | Uint8Array | FormData | null;
  readonly headers: Readonly<Record<string, string>>;
} {
  switch (body?.kind) {
    case undefined:
      return { body: null, headers: {} };
    case 'json':
      return { body: JSON.stringify(body.value), headers: { 'content-type': 'application/json' } };
    case 'form':
      return {
        body: new URLSearchParams(body.fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      };
    case 'bytes':
      return { body: body.bytes, headers: { 'content-type': body.type } };
    case 'multipart': {
      const { field, name, type, bytes } = body.file;
      const form = new FormData();
      for (const [key, value] of Object.entries(body.fields)) form.append(key, value);
      form.append(field, new File([new Uint8Array(bytes)], name, { type }));
      return { body: form, headers: {} };
    }
  }
}

const MIB = 1024 * 1024;
/** What comes more slowly than this, bytes a second, once the wait for an answer's head would be over, trickles. */
const SLOWEST = 1_000;
/** Node's own limit for headers, and the name of the error that it makes. */
const HEADERS_OVERFLOW = 'UND_ERR_HEADERS_OVERFLOW';

/** Collects an answer within its limits of size and time. */
class AnswerReader implements Dispatcher.DispatchHandler {
  private sent = false;
  private startedAt = 0;
  private bodyFrom = 0;
  private status = 0;
  private headers: Readonly<Record<string, string | string[] | undefined>> = {};
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private isTooLarge = false;

  constructor(
    private readonly wire: Wire,
    private readonly resolve: (outcome: Answer | Broken) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  onRequestStart(): void {
    this.sent = true;
    this.startedAt = this.wire.now();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.status = status;
    this.headers = headers;
    this.bodyFrom = this.wire.now();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length;
    this.isTooLarge = this.bytes > this.wire.mostReplyBytes;
    if (this.isTooLarge) {
      this.chunks.length = 0;
      controller.abort(new Error(tooLarge(this.wire)));
      return;
    }
    this.chunks.push(chunk);
    const tookMs = this.wire.now() - this.startedAt;
    const bodyMs = this.wire.now() - this.bodyFrom;
    const trickles = bodyMs > this.wire.timeoutMs && (this.bytes * 1000) / bodyMs < SLOWEST;
    // A body that drips in steadily never meets undici's own timeout.
    if (trickles || tookMs > 10 * this.wire.timeoutMs)
      controller.abort(new Error('the answer does not come to an end'));
  }

  onResponseEnd(): void {
    this.answer();
  }

  private answer(cut?: string): void {
    const header = (name: string): string | undefined => {
      const value = this.headers[name];
      return typeof value === 'string' ? value : value?.join(', ');
    };
    const { text, damage } = this.text(header);
    const why = cut ?? damage;
    this.resolve({
      kind: 'answer',
      status: this.status,
      header,
      text,
      ...(why && { cut: why }),
      ...(this.isTooLarge && { lasts: true }),
    });
  }

  private text(header: Answer['header']): { readonly text: string; readonly damage?: string } {
    const bytes = Buffer.concat(this.chunks);
    try {
      const whole = unpacked(bytes, header('content-encoding'), this.wire.mostReplyBytes);
      return { text: decoded(whole, header('content-type')) };
    } catch (error) {
      this.isTooLarge = error instanceof RangeError;
      return { text: '', damage: this.isTooLarge ? tooLarge(this.wire) : 'it cannot be unpacked' };
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    // The request itself is malformed, or the network is mocked away: no state of the service, but a mistake of the caller.
    if (code === 'UND_ERR_INVALID_ARG' || code.startsWith('UND_MOCK')) this.reject(error);
    else {
      const why = code ? `${error.message} (${code})` : error.message;
      if (this.status > 0) {
        this.answer(why);
        return;
      }
      const isOverflow = code === HEADERS_OVERFLOW;
      const advice = this.sent ? undefined : adviceFor(code, error.message);
      this.resolve({
        kind: 'broken',
        sent: this.sent,
        why: isOverflow ? "the answer's headers are larger than 16 KB" : advice ? `${why}: ${advice}` : why,
        lasts: advice !== undefined || isOverflow,
      });
    }
  }
}

function tooLarge({ mostReplyBytes }: Wire): string {
  const size = mostReplyBytes % MIB === 0 ? `${mostReplyBytes / MIB} MB` : `${mostReplyBytes} bytes`;
  return `it is larger than ${size}; --reply-bytes lets a larger one through`;
}
