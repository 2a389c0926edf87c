// How services are reached, as the environment and --ca-file say: proxies by the usual variables, certificates from files.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Stop } from '../../problems/stop.js';
import type { Network } from '../../providers/http/dispatcher.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The network that the environment describes.
 * @param caFile a file of certificates (PEM) to trust as well.
 * @throws Stop of kind `usage` when the proxy is no address or the file holds no certificate.
 */
export function networkOf(env: Environment, caFile: string | undefined): Network {
  // Lower case first, and the one for http where there is none for https: as other programs do.
  const named = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].find((name) => env[name]);
  return {
    proxy: named && proxyAddress(named, env[named] ?? ''),
    withoutProxy: env.no_proxy ?? env.NO_PROXY,
    trusted: caFile === undefined ? [] : [...extra(env), ...certificatesIn(caFile)],
  };
}

/** An address; `proxy.example.com:8080` is understood as well. A proxy's password is never shown. */
function proxyAddress(name: string, value: string): string {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  const message = `${name} must be the address of a proxy, such as http://proxy.example.com:8080`;
  throw new Stop('usage', 'BAD_PROXY', message, `set ${name} again, or unset it`);
}

/** What Node trusts by itself only as long as nothing else is named. */
function extra({ NODE_EXTRA_CA_CERTS: file }: Environment): readonly string[] {
  try {
    return file ? [readFileSync(file, 'utf8')] : [];
  } catch {
    // Node has warned of it.
    return [];
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function certificatesIn(file: string): readonly string[] {
  try {
    const found = readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
    for (const pem of found) new X509Certificate(pem);
    if (found.length > 0) return found;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Stop('usage', 'BAD_CA_FILE', `the certificates of ${file} cannot be read: ${reason}`, '', cause);
  }
  const hint = 'it must hold certificates as text: -----BEGIN CERTIFICATE----- …';
  throw new Stop('usage', 'BAD_CA_FILE', `${file} holds no certificate`, hint);
}
