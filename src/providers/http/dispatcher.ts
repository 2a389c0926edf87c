// Connects to the network, directly or through a proxy, with additional trusted certificates. The caller chooses both.

import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

/** Proxy and certificates. */
export interface Network {
  /** The URL of the proxy for https. This machine is always reached without it. */
  readonly proxy?: string | undefined;
  /** Hosts that are reached without the proxy, as in NO_PROXY. */
  readonly withoutProxy?: string | undefined;
  /** Certificates (PEM) that are trusted in addition to Node's own. */
  readonly trusted?: readonly string[] | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
const THIS_MACHINE = 'localhost,127.0.0.1,[::1]';

/** Creates a dispatcher that keeps connections open. */
export function makeDispatcher({ proxy, withoutProxy = '', trusted = [] }: Network = {}): Dispatcher {
  // Created once: parsing all certificates takes longer than a connection.
  const secureContext = trusted.length > 0 && createSecureContext({ ca: [...rootCertificates, ...trusted] });
  const connect = { timeout: CONNECT_TIMEOUT_MS, ...(secureContext && { secureContext }) };
  if (!proxy) return new Agent({ connect });
  return new EnvHttpProxyAgent({
    // Plain http is for this machine alone (settings.ts).
    httpProxy: '',
    httpsProxy: proxy,
    noProxy: withoutProxy.trim() === '*' ? '*' : `${THIS_MACHINE},${withoutProxy}`,
    connect,
    requestTls: connect,
    proxyTls: connect,
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: CONNECT_TIMEOUT_MS }),
  });
}
