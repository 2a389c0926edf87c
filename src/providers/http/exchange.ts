// Sends one request once, and reads its answer or how the connection broke. Retries are create-http.ts's.

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
  /** Why the body is incomplete; the status and headers are valid. */
  readonly cut?: string;
  /** A repetition would be cut off again. */
  readonly lasts?: true;
}

/** No answer came. */
export interface Broken {
  readonly kind: 'broken';
  /** Whether the service may have received anything. */
  readonly sent: boolean;
  readonly why: string;
  /** Only other network settings help; a repetition would break again. */
  readonly lasts?: boolean;
}

export interface Wire {
  readonly dispatcher: Dispatcher;
  readonly now: () => number;
  /**
   * Longest wait for the answer's headers, and between two parts of its body. The whole body may take ten times as long.
   */
  readonly timeoutMs: number;
  readonly mostReplyBytes: number;
}

/**
 * Sends a request once.
 * A failure before undici hands the request to an open connection (name, connection, TLS) proves that nothing was sent.
 * From then on the request counts as sent: nothing shows whether the service read it before the connection closed.
 */
export function exchange(request: Request, requestId: string, wire: Wire): Promise<Answer | Broken> {
  const { origin, pathname, search } = new URL(request.url);
  const { body, headers } = encoded(request.body);
  // A pre-signed URL may refuse headers that were not signed.
  const about = request.body?.kind === 'bytes' ? {} : { accept: 'application/json', 'x-request-id': requestId };
  return new Promise((resolve, reject) => {
    wire.dispatcher.dispatch(
      {
        origin,
        path: `${pathname}${search}`,
        method: request.method as Dispatcher.HttpMethod, // undici accepts any method; its type lists the usual ones
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
/** The slowest body that is waited for beyond the timeout, in bytes per second. */
const SLOWEST = 1_000;
/** The error of Node's limit for headers (16 KB). */
const HEADERS_OVERFLOW = 'UND_ERR_HEADERS_OVERFLOW';

/** Reads an answer within limits of size and time. */
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
    // A body that arrives slowly but steadily never meets undici's own timeout.
    if (trickles || tookMs > 10 * this.wire.timeoutMs) controller.abort(new Error('the answer does not end'));
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
      return { text: '', damage: this.isTooLarge ? tooLarge(this.wire) : 'it cannot be decompressed' };
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    // A malformed request or a missing mock is a mistake of the caller.
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
  return `it is larger than ${size}; raise the limit with --reply-bytes`;
}
