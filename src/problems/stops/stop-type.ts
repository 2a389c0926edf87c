// What the catalogue says about one stop code.

/**
 * - `usage`: options, configuration or settings that cannot be used.
 * - `input`: a file that cannot be read as what it should be.
 * - `mapping`: a table whose columns do not fit the dataset, or rows that are not fit to send.
 * - `refused`: the provider refuses credentials or permission.
 * - `unreachable`: the provider cannot be reached or keeps failing; the run can be resumed.
 * - `limit`: a brake, limit or deadline; the run can be resumed.
 * - `interrupted`: the user asked to stop; the run can be resumed.
 * - `outdated`: what was planned is not what would be done now; the plan can be made again.
 * - `output`: results cannot be written (a full disk, a folder without permission).
 */
export type StopKind =
  | 'usage'
  | 'input'
  | 'mapping'
  | 'refused'
  | 'unreachable'
  | 'limit'
  | 'interrupted'
  | 'outdated'
  | 'output';

/** One stop code, explained. */
export interface StopType {
  /** Decides the exit code. */
  readonly kind: StopKind;
  /** Its message or hint may repeat texts of cells, of options or of a service's answer: logs give `meaning` and `fix` instead. */
  readonly quotes?: true;
  /** What the code means, as a sentence without arguments. */
  readonly meaning: string;
  /** A message as a command prints it. */
  readonly example: string;
  /** How to go on, as a sentence. */
  readonly fix: string;
}
