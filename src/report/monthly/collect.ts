// Which collector has the figures of which service.

import type { ProviderName } from '../../datasets/dataset.js';
import { collectCarbonCloud } from './carboncloud.js';
import type { OpenCollector } from './collector.js';
import { collectDcycle } from './dcycle.js';
import { collectVariable } from './variable.js';

const collectors: Readonly<Record<ProviderName, OpenCollector>> = {
  dcycle: collectDcycle,
  carboncloud: collectCarbonCloud,
  variable: collectVariable,
};

/** Starts to collect the figures that a service holds for a period. */
export function collectorFor(provider: ProviderName): OpenCollector {
  return collectors[provider];
}
