// Opens the terminal of a command, with the real clock.

import { systemClock } from '../../pace/system-clock.js';
import { Terminal, type TerminalOptions } from './terminal.js';

/** The terminal of a command. */
export function openTerminal(options: TerminalOptions): Terminal {
  return new Terminal(options, systemClock.now);
}
