// Why a command or a run stopped, as an event of its log file, in words that quote nothing. Apart from the other events because the
// catalogue of stops is loaded only where there is a log.

import type { Stop } from '../../problems/stop.js';
import { stopTypes } from '../../problems/stop-codes.js';
import type { StopType } from '../../problems/stops/stop-type.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import type { LogEvent } from './event-log.js';
import { levelOf } from './events.js';

/** Why a command or a run stopped. */
export function stopEvent(stop: Stop): LogEvent {
  const { kind, code } = stop;
  const { quotes, meaning, fix }: StopType = stopTypes[code];
  const [message, hint] = quotes ? [meaning, fix] : [stop.message, stop.hint];
  return { level: levelOf(exitCodeOfStop(stop)), event: 'stop', message, kind, code, hint };
}
