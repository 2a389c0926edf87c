// Finds the config file of the working folder. config.ts reads it, and loads what that takes.

import { existsSync } from 'node:fs';
import { Stop } from '../../problems/stop.js';

const DEFAULT_CONFIGS = ['carbonsheet.yaml', 'carbonsheet.yml', 'carbonsheet.json'];

/** The config file in the working folder. Throws a Stop if there are several. */
export function foundConfig(): string | undefined {
  const found = DEFAULT_CONFIGS.filter((file) => existsSync(file));
  if (found.length < 2) return found[0];
  const message = `there are several config files in this folder: ${found.join(' and ')}`;
  throw new Stop('usage', 'CONFIG', message, 'keep one of them, or choose one with --config');
}
