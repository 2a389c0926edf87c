// A real HTTP server on loopback that answers by a script, so that connections can be cut at any point.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request. */
export type Step =
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly text?: string;
      readonly bytes?: Uint8Array;
      readonly headers?: Readonly<Record<string, string>>;
      /** Ends the connection after the body, with more announced. */
      readonly cut?: true;
    }
  /** Reads the request and closes the connection without an answer. */
  | 'cut'
  /** Sends half an answer and closes the connection. */
  | 'half'
  /** Never answers. */
  | 'silence';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Loopback {
  readonly url: string;
  readonly seen: Seen[];
  close(): Promise<void>;
}

/** Answers the first request by the first step, and so on; the last step answers all that follow. */
export function loopback(...steps: readonly [Step, ...Step[]]): Promise<Loopback> {
  return loopbackBy((_, index) => steps[Math.min(index, steps.length - 1)] ?? 'cut');
}

/** Answers each request by what the script says of it and of the number of requests before. */
export async function loopbackBy(script: (request: Seen, index: number) => Step): Promise<Loopback> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = describe(request, Buffer.concat(chunks).toString('utf8'));
      const step = script(asked, seen.length);
      seen.push(asked);
      act(step, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function describe(request: IncomingMessage, body: string): Seen {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
  return { method: request.method ?? '', url: request.url ?? '', headers: Object.fromEntries(headers), body };
}

function act(step: Step, request: IncomingMessage, response: ServerResponse): void {
  if (step === 'silence') return;
  if (step === 'cut') {
    request.socket.destroy();
    return;
  }
  if (step === 'half') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"id":');
    setImmediate(() => request.socket.destroy());
    return;
  }
  const { status, json, text, bytes, headers = {}, cut } = step;
  const body = bytes ?? text ?? (json === undefined ? '' : JSON.stringify(json));
  if (cut) {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length + 9, ...headers });
    response.flushHeaders();
    response.write(body);
    setImmediate(() => request.socket.destroy());
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

/** An address of this machine where nobody listens. */
export async function nobody(): Promise<string> {
  const server = await loopback('cut');
  await server.close();
  return server.url;
}
