// A company's network on loopback: an https server whose certificate nobody trusts, and a proxy through which it is reached.

import { readFileSync } from 'node:fs';
import { createServer as createProxyServer } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/providers/${name}`, import.meta.url));

/** The certificate of the authority that has signed the server's. */
export const authorityFile = fixture('test-authority.pem');
export const authority = readFileSync(authorityFile, 'utf8');

/** The name in the server's certificate; nothing on the network has it. */
export const serverName = 'api.example.test';

export interface SecureNetwork {
  readonly serverPort: number;
  /** As `http://127.0.0.1:port`. */
  readonly proxy: string;
  /** What the server was asked, as `GET /path`. */
  readonly asked: string[];
  /** Hosts that the proxy was asked to connect to, each with the credentials that came along. */
  readonly tunnels: { readonly host: string; readonly credentials: string | undefined }[];
  close(): Promise<void>;
}

interface Options {
  /** What the server answers, as JSON. */
  readonly json?: unknown;
  /** What the proxy answers instead of connecting. */
  readonly proxyRefuses?: number;
}

/** Starts both. The proxy connects to the server, whatever host it is asked for. */
export async function secureNetwork({ json = [], proxyRefuses }: Options = {}): Promise<SecureNetwork> {
  const asked: string[] = [];
  const tunnels: SecureNetwork['tunnels'] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const tls = { key: readFileSync(fixture('test-server.key')), cert: readFileSync(fixture('test-server.pem')) };
  const server = createServer(tls, (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(json));
  });
  const serverPort = await listen(server, keep);
  const proxy = createProxyServer();
  proxy.on('connect', (request, client: Socket, head: Buffer) => {
    tunnels.push({ host: request.url ?? '', credentials: request.headers['proxy-authorization'] });
    if (proxyRefuses !== undefined) {
      client.end(`HTTP/1.1 ${proxyRefuses} No\r\n\r\n`);
      return;
    }
    const onward = connect(serverPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(client).pipe(onward);
    });
    keep(onward);
  });
  const proxyPort = await listen(proxy, keep);
  return {
    serverPort,
    proxy: `http://127.0.0.1:${proxyPort}`,
    asked,
    tunnels,
    close: async () => {
      const closed = [server, proxy].map((one) => new Promise<void>((resolve) => one.close(() => resolve())));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

async function listen(server: Server, keep: (socket: Socket) => void): Promise<number> {
  server.on('connection', keep);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
