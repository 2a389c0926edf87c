// The network settings from the environment and --ca-file: proxies from the usual variables, certificates from files.

import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Stop } from '../../problems/stop.js';
import type { Network } from '../../providers/http/dispatcher.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The network that the environment describes.
 * @param caFile a file of certificates (PEM) to trust as well.
 * @throws Stop of kind `usage` if the proxy is not an address or the file holds no certificate.
 */
export function networkOf(env: Environment, caFile: string | undefined): Network {
  // As other programs do: lower case first, and the http proxy if there is none for https.
  const named = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].find((name) => env[name]);
  return {
    proxy: named && proxyAddress(named, env[named] ?? ''),
    withoutProxy: env.no_proxy ?? env.NO_PROXY,
    trusted: caFile === undefined ? [] : [...extra(env), ...certificatesIn(caFile)],
  };
}

/** The address of a proxy; `proxy.example.com:8080` works too. Its password is never shown. */
function proxyAddress(name: string, value: string): string {
  const text = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  const message = `${name} must be the address of a proxy, such as http://proxy.example.com:8080`;
  throw new Stop('usage', 'BAD_PROXY', message, `correct ${name}, or unset it`);
}

/** Node ignores this variable once other certificates are set, so they are added here. */
function extra({ NODE_EXTRA_CA_CERTS: file }: Environment): readonly string[] {
  try {
    return file ? [readFileSync(file, 'utf8')] : [];
  } catch {
    // Node has already printed a warning.
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
