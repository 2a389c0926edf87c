// The catalogue of stop codes: what each means and how to go on. Codes never change once released.
// The message of a stop is written where it is thrown.

import { fileStops } from './stops/files.js';
import { outputStops } from './stops/output.js';
import { runStops } from './stops/runs.js';
import { serviceStops } from './stops/services.js';
import { settingStops } from './stops/settings.js';
import type { StopType } from './stops/stop-type.js';
import { tableStops } from './stops/tables.js';

export const stopTypes = {
  ...settingStops,
  ...fileStops,
  ...tableStops,
  ...runStops,
  ...serviceStops,
  ...outputStops,
} as const satisfies Record<string, StopType>;

export type StopCode = keyof typeof stopTypes;
