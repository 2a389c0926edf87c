// Which settings say where a provider's requests go, and for whom. Apart from index.ts, which loads whole providers.

import type { ProviderName } from '../datasets/dataset.js';
import { settings as carboncloud } from './carboncloud/settings.js';
import { settings as dcycle } from './dcycle/settings.js';
import type { ProviderSetting } from './provider.js';
import { settings as variable } from './variable/settings.js';

const byName: Readonly<Record<ProviderName, readonly ProviderSetting[]>> = { dcycle, carboncloud, variable };

/** Their names: what to check when the service does not know what it is asked. */
export function targetSettings(provider: ProviderName): readonly string[] {
  return byName[provider].flatMap(({ name, target }) => (target === undefined ? [] : [name]));
}
