// Ends a run at its deadline as an interrupt does: nothing new is started, what is in flight is finished.

import { Stop } from '../../problems/stop.js';

/** Timers stand still while a machine sleeps, and clocks are set: the time is looked at this often. */
const LOOK_MS = 1_000;

/** What it needs of the process. */
export interface Watch {
  readonly now: () => number;
  /** Calls back after a delay; keeps no process alive. */
  readonly later: (work: () => void, delayMs: number) => void;
}

/** A signal that is aborted with `signal`, or when the moment has come. `asGiven`: the user's own words for it. */
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
