// The log of one command, from its begin to its end, however it ends. What it writes with is loaded if there is a log file.

import { Stop } from '../../problems/stop.js';
import { version } from '../version.js';
import type { EventLog } from './event-log.js';
import { bugEvent, commandEvent, endEvent } from './events.js';

/** What is known of a command before its options are checked. */
interface LoggedCommand {
  readonly command: string | undefined;
  /** 2 is an answer, not an error. */
  readonly detailed: boolean;
  readonly quiet: boolean;
}

/** Logs a command. */
export class Logging {
  #log: EventLog | undefined;

  constructor(
    private readonly command: LoggedCommand,
    private readonly complain: (line: string) => void,
  ) {}

  /** The open log file, if there is one. */
  get log(): EventLog | undefined {
    return this.#log;
  }

  /**
   * Opens the log file, if one is named and none is open.
   * @throws Stop `LOG_FILE`.
   */
  async begin(path: string | undefined): Promise<void> {
    if (!path || this.#log !== undefined) return;
    const { EventLog } = await import('./event-log.js');
    const log = EventLog.open(path, { pid: process.pid, now: Date.now });
    this.#log = log;
    const { command = '', detailed, quiet } = this.command;
    log.write(commandEvent(command, version()));
    const startedAt = Math.round(performance.timeOrigin);
    process.once('exit', (code) => {
      log.write(endEvent(command, code, Date.now() - startedAt, detailed));
      if (log.lost > 0 && !quiet)
        this.complain(`! the log ${path} could not be written: its newest ${log.lost} events are missing`);
    });
  }

  /** Notes why the command stopped, or the bug that ended it. */
  failed(cause: unknown): void {
    if (cause instanceof Stop) this.#log?.stopped(cause);
    else this.#log?.write(bugEvent(cause));
  }
}
