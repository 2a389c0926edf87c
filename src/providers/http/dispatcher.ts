// The way to the network: straight or through a proxy, trusting the usual certificates and perhaps more. Which proxies and
// certificates there are is the caller's matter.

import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

/** How services are reached. */
export interface Network {
  /** The proxy for https, an address; undefined for none. This machine itself is always reached without it. */
  readonly proxy?: string | undefined;
  /** Hosts that are reached without it, as in NO_PROXY. */
  readonly withoutProxy?: string | undefined;
  /** Certificates (PEM) that are trusted beside those that Node brings along. */
  readonly trusted?: readonly string[] | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
const THIS_MACHINE = 'localhost,127.0.0.1,[::1]';

/** Makes connections, kept open for the next request. */
export function makeDispatcher({ proxy, withoutProxy = '', trusted = [] }: Network = {}): Dispatcher {
  // Made once: reading all certificates anew for every connection would take longer than the connection.
  const secureContext = trusted.length > 0 && createSecureContext({ ca: [...rootCertificates, ...trusted] });
  const connect = { timeout: CONNECT_TIMEOUT_MS, ...(secureContext && { secureContext }) };
  if (!proxy) return new Agent({ connect });
  return new EnvHttpProxyAgent({
    // What is not https goes to this machine alone (settings.ts), and needs no proxy.
    httpProxy: '',
    httpsProxy: proxy,
    noProxy: withoutProxy.trim() === '*' ? '*' : `${THIS_MACHINE},${withoutProxy}`,
    connect,
    requestTls: connect,
    proxyTls: connect,
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: CONNECT_TIMEOUT_MS }),
  });
}
