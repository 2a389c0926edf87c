// The settings that decide where a provider's requests go, and for which account. Apart from index.ts, which loads whole providers.

import type { ProviderName } from '../datasets/dataset.js';
import { settings as carboncloud } from './carboncloud/settings.js';
import { settings as dcycle } from './dcycle/settings.js';
import type { ProviderSetting } from './provider.js';
import { settings as variable } from './variable/settings.js';

const byName: Readonly<Record<ProviderName, readonly ProviderSetting[]>> = { dcycle, carboncloud, variable };

/** The names of these settings, for hints about refused requests. */
export function targetSettings(provider: ProviderName): readonly string[] {
  return byName[provider].flatMap(({ name, target }) => (target === undefined ? [] : [name]));
}
