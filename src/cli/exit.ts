// The process's exit code, set and not forced: whatever is still being written is written.

/** Ends the process with this code once its work is done. */
export function exitWith(code: number): void {
  process.exitCode = code;
}
