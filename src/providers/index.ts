// Finds providers, and the bindings and exporters of their datasets.

import type { ProviderName } from '../datasets/dataset.js';
import type { Exporter, OpenBinding } from './binding.js';
import { provider as carboncloud } from './carboncloud/provider.js';
import { provider as dcycle } from './dcycle/provider.js';
import type { Provider } from './provider.js';
import { provider as variable } from './variable/provider.js';

const byName: Readonly<Record<ProviderName, Provider>> = { dcycle, carboncloud, variable };

/** Every provider. */
export const providers: readonly Provider[] = Object.values(byName);

/** The provider of a name. */
export function providerNamed(name: ProviderName): Provider {
  return byName[name];
}

/** The name of a dataset and of its provider. */
interface Named {
  readonly name: string;
  readonly provider: ProviderName;
}

/** Opens a dataset to look it up and to write it. Throws an Error where its provider cannot import it. */
export function bindingFor({ name, provider }: Named): Promise<OpenBinding> {
  return load(byName[provider].bindings, `${provider} has no import of the dataset ${name}`, name);
}

/** How a dataset is exported. Throws an Error where its provider has no export of it. */
export function exporterFor({ name, provider }: Named): Promise<Exporter> {
  return load(byName[provider].exporters, `${provider} has no export of the dataset ${name}`, name);
}

async function load<T>(table: Readonly<Record<string, () => Promise<T>>>, missing: string, name: string): Promise<T> {
  const loader = Object.hasOwn(table, name) ? table[name] : undefined;
  if (loader === undefined) throw new Error(missing);
  return loader();
}
