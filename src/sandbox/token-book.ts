// Issued tokens with their expiry, in memory: after a restart, everyone logs in again.

/** The use of a token. */
export type TokenUse = 'dcycle' | 'carboncloud' | 'carboncloud-refresh' | 'variable';

export class TokenBook {
  readonly #tokens = new Map<string, { readonly use: TokenUse; readonly untilMs: number }>();
  readonly #newId: () => string;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  issue(use: TokenUse, now: number, lifetimeSeconds: number): string {
    for (const [token, { untilMs }] of this.#tokens) if (untilMs <= now) this.#tokens.delete(token);
    const token = `${use}-${this.#newId()}`;
    this.#tokens.set(token, { use, untilMs: now + lifetimeSeconds * 1000 });
    return token;
  }

  /** Revokes a token. */
  forget(token: string): void {
    this.#tokens.delete(token);
  }

  /** Whether a token is valid for this use. */
  holds(token: string, use: TokenUse, now: number): boolean {
    const entry = this.#tokens.get(token);
    return entry !== undefined && entry.use === use && now < entry.untilMs;
  }
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
}
