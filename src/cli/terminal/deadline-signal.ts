// Ends a run at its deadline like an interrupt: nothing new starts, rows in flight are finished.

import { Stop } from '../../problems/stop.js';

/** Timers pause while a machine sleeps, and clocks are changed: so the time is checked this often. */
const LOOK_MS = 1_000;

/** What it needs from the process. */
export interface Watch {
  readonly now: () => number;
  /** Calls back after a delay; keeps no process alive. */
  readonly later: (work: () => void, delayMs: number) => void;
}

/** A signal that is aborted with `signal`, or at the moment. `asGiven`: the text of the option. */
export function deadlineSignal(signal: AbortSignal, moment: number, asGiven: string, watch: Watch): AbortSignal {
  const controller = new AbortController();
  const look = (): void => {
    if (signal.aborted || controller.signal.aborted) return;
    const left = moment - watch.now();
    if (left > 0) watch.later(look, Math.min(left, LOOK_MS));
    else controller.abort(new Stop('limit', 'DEADLINE', `the deadline (${asGiven}) has come`));
  };
  look();
  return AbortSignal.any([signal, controller.signal]);
}
