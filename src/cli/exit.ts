// Sets the exit code without ending the process, so that pending output is still written.

/** Ends the process with this code once its work is done. */
export function exitWith(code: number): void {
  process.exitCode = code;
}
