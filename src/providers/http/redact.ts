// Removes secrets from messages, errors and log lines.

import type { Request } from './http.js';

const HIDDEN = '[hidden]';

const NAMED = `["']?\\b(?:password|passwd|client_secret|access_token|refresh_token|id_token|api[_-]?key|x-api-key|secret|token|authorization)["']?\\s*`;
const BARE = `[^\\s&,;}"']+`;

/** Patterns of secrets: authentication schemes, forms of keys and tokens, and named values in any notation. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  // A JSON Web Token has three base64url parts.
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b[sr]k_(live|test)_\w+/g, HIDDEN],
  [new RegExp(`(${NAMED}[:=]\\s*)("[^"]*"|'[^']*')`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(${NAMED}=\\s*)${BARE}`, 'gi'), `$1${HIDDEN}`],
  // Not at the end of a URL, as in `POST https://host/token: HTTP 401`.
  [new RegExp(`(?<!/)(${NAMED}:\\s*)${BARE}`, 'gi'), `$1${HIDDEN}`],
  // Signatures of pre-signed URLs, and credentials in a URL.
  [/([?&](?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|sig)=)[^\s&"']+/gi, `$1${HIDDEN}`],
  [/(\bhttps?:\/\/)[^\s/@"']+@/gi, `$1${HIDDEN}@`],
];

/** Hiding shorter values would make messages unreadable. */
const SHORTEST_SECRET = 4;

/**
 * The text without secrets.
 * @param secrets further values to hide, such as the key of the request.
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  let clean = text;
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])) {
      clean = clean.replaceAll(form, HIDDEN);
    }
  }
  for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
  return clean;
}

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'x-api-key', 'cookie']);
const SECRET_FIELDS = new Set(['password', 'client_secret', 'refresh_token', 'token']);

/** The secrets that a request carries in its headers, and in the body of a login. */
export function secretsIn({ headers, body }: Pick<Request, 'headers' | 'body'>): ReadonlySet<string> {
  const secrets = new Set<string>();
  for (const [name, value] of Object.entries(headers)) {
    if (!SECRET_HEADERS.has(name.toLowerCase())) continue;
    secrets.add(value);
    // The token of `Bearer xyz` is a secret by itself.
    const token = value.split(' ').at(-1);
    if (token) secrets.add(token);
  }
  if (body === undefined || body.kind === 'bytes') return secrets;
  const fields = body.kind === 'json' ? body.value : body.fields;
  if (typeof fields !== 'object' || fields === null) return secrets;
  for (const [name, value] of Object.entries(fields)) {
    if (SECRET_FIELDS.has(name) && typeof value === 'string') secrets.add(value);
  }
  return secrets;
}
