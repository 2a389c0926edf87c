// Ctrl-C: the first asks the run to finish what is in flight and write its results, the second ends the process at once.
// A terminal that is closed asks for the same, as often as it likes.

import { Stop } from '../../problems/stop.js';
import { EXIT_INTERRUPTED } from '../../report/exit-code.js';

/** A signal that is aborted at the first interrupt. */
export function interruptSignal(say: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals): void => {
    // The shell and the system both tell of a closed terminal: that is one interrupt, not two.
    if (controller.signal.aborted && signal === 'SIGHUP') return;
    if (controller.signal.aborted) process.exit(EXIT_INTERRUPTED);
    say('Stopping: what is in flight is finished and results are written. Press Ctrl-C again to stop at once.');
    controller.abort(new Stop('interrupted', 'INTERRUPTED', 'the run was interrupted', ''));
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  process.on('SIGHUP', onInterrupt);
  return controller.signal;
}
