// Ctrl-C: the first one lets the run finish rows in flight and write its results, the second one ends the process at once.
// Closing the terminal counts as the first one, even if it is signalled twice.

import { Stop } from '../../problems/stop.js';
import { EXIT_INTERRUPTED } from '../../report/exit-code.js';

/** A signal that is aborted at the first interrupt. */
export function interruptSignal(say: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals): void => {
    // The shell and the system both signal a closed terminal: that is one interrupt, not two.
    if (controller.signal.aborted && signal === 'SIGHUP') return;
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    say('Stopping: rows in flight are finished and results are written. Press Ctrl-C again to stop at once.');
    controller.abort(new Stop('interrupted', 'INTERRUPTED', 'the run was interrupted', ''));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  process.on('SIGHUP', onInterrupt);
  return controller.signal;
}
