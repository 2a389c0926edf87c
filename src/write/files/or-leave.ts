// What becomes of a file in the making when the work on it fails: it is let go as it is, so that nothing keeps it open.

/** A file, or several, that have been opened to be written. */
export interface Unfinished {
  /** Lets go of the file without finishing it: what was written stays in its `.part`. Never fails. */
  leave(): Promise<void>;
}

/** Does the work on a file; where that fails, the file is left and the error goes on. */
export async function orLeave<F extends Unfinished, T>(file: F, work: (file: F) => Promise<T>): Promise<T> {
  try {
    return await work(file);
  } catch (cause) {
    await file.leave();
    throw cause;
  }
}
