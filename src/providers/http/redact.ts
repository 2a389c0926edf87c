// The one place that keeps secrets out of messages, errors and log lines.

import type { Request } from './http.js';

const HIDDEN = '[hidden]';

const NAMED = `["']?\\b(?:password|passwd|client_secret|access_token|refresh_token|id_token|api[_-]?key|x-api-key|secret|token|authorization)["']?\\s*`;
const BARE = `[^\\s&,;}"']+`;

/** What gives a secret away wherever it stands: schemes, key and token shapes, and named values in any notation. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${HIDDEN}`],
  // Three base64url parts: a JSON web token.
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b[sr]k_(live|test)_\w+/g, HIDDEN],
  [new RegExp(`(${NAMED}[:=]\\s*)("[^"]*"|'[^']*')`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(${NAMED}=\\s*)${BARE}`, 'gi'), `$1${HIDDEN}`],
  // Not at the end of an address, as in `POST https://host/token: HTTP 401`.
  [new RegExp(`(?<!/)(${NAMED}:\\s*)${BARE}`, 'gi'), `$1${HIDDEN}`],
  // Signatures of presigned addresses, and credentials in an address.
  [/([?&](?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|sig)=)[^\s&"']+/gi, `$1${HIDDEN}`],
  [/(\bhttps?:\/\/)[^\s/@"']+@/gi, `$1${HIDDEN}@`],
];

/** Shorter values are no secrets, and hiding them everywhere would make messages unreadable. */
const SHORTEST_SECRET = 4;

/**
 * The text without secrets.
 * @param secrets values that must not show wherever they stand, such as the key that the request carried.
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
    // `Bearer xyz`: the token alone is secret too.
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
