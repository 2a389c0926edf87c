// Why a command over the rows of one run does not take a report.

import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';

/** @param hint what to do instead. @default to make the report again */
export function reportStop({ id }: RunRow, hint = `carbonsheet resume ${id} makes it again`): Stop {
  return new Stop('usage', 'USAGE', `run ${id} is a report: it sent no rows`, hint);
}
