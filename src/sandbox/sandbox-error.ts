// Why a sandbox cannot start or cannot keep its data. The command that runs it turns this into a message and an exit code.

export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  constructor(
    readonly code:
      | 'PORT_IN_USE'
      | 'PORT_REFUSED'
      | 'DATA_FILE_UNREADABLE'
      | 'DATA_FILE_UNWRITABLE'
      | 'HOLDINGS_UNREADABLE'
      | 'CHAOS_REFUSED'
      | 'LISTS_REFUSED',
    /** For people: what happened, and what to do. */
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
