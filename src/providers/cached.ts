// Keeps what was read of an account, for as long as its binding is open.

import type { Session } from './session.js';

/** A value that is loaded when it is first needed. A failure is not kept. */
export class Cached<T> {
  #loading: Promise<T> | undefined;

  constructor(private readonly load: (session: Session) => Promise<T>) {}

  /** The value as it was loaded last; loads it where it was not. */
  get(session: Session): Promise<T> {
    return this.#loading ?? this.refresh(session);
  }

  /** Loads the value again. */
  refresh(session: Session): Promise<T> {
    const loading = this.load(session);
    this.#loading = loading;
    loading.catch(() => {
      if (this.#loading === loading) this.#loading = undefined;
    });
    return loading;
  }
}
