// Finds providers, and how a dataset is looked up, written or read at its provider: `<provider>/<dataset>.ts`.
// Adding a dataset to a provider is adding that file.

import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ProviderName } from '../datasets/dataset.js';
import { provider as carboncloud } from './carboncloud/provider.js';
import { provider as dcycle } from './dcycle/provider.js';
import type { Binding, Exporter, Provider } from './provider.js';
import { provider as variable } from './variable/provider.js';

/** Every provider there is. */
export const providers: readonly Provider[] = [dcycle, carboncloud, variable];

/** The provider of a name. */
export function providerNamed(name: ProviderName): Provider {
  const found = providers.find((provider) => provider.name === name);
  if (!found) throw new Error(`there is no provider ${name}`);
  return found;
}

/** The name of a dataset and of its provider: all that leads to a file. */
interface Named {
  readonly name: string;
  readonly provider: ProviderName;
}

const method = z.custom<() => unknown>((value) => typeof value === 'function', 'expected a function');

const batchWriter = z.strictObject({
  by: z.literal('batch'),
  maxRows: z.int().min(1),
  kinds: z.array(z.enum(['create', 'update', 'delete'])),
  together: z.literal(true).optional(),
  resends: z.literal(true).optional(),
  requireSettings: method.optional(),
  requests: method,
  send: method,
});

const bindingSchema = z.strictObject({
  holdings: method,
  writer: z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('row'),
      create: method.optional(),
      read: method.optional(),
      update: method.optional(),
      restore: method.optional(),
    }),
    batchWriter,
  ]),
  bulk: batchWriter.optional(),
  copier: method.optional(),
  readBack: method.optional(),
  isFoundIn: method.optional(),
  remove: method.optional(),
  rows: method.optional(),
  file: z.strictObject({ columns: z.array(z.string()), row: method }).optional(),
});

const exporterSchema = z.strictObject({ dataset: z.looseObject({ name: z.string() }), rows: method });

/** How a dataset is looked up and written. Throws an Error when its file is missing or holds something else. */
export async function bindingFor(dataset: Named): Promise<Binding> {
  // The schema has proved the shape; the functions' parameters are the compiler's business.
  return (await load(dataset, bindingSchema)) as unknown as Binding;
}

/** How a dataset is read. Throws an Error when its file is missing or holds something else. */
export async function exporterFor(dataset: Named): Promise<Exporter> {
  return (await load(dataset, exporterSchema)) as unknown as Exporter; // as above
}

async function load<S extends z.ZodType>({ name, provider }: Named, schema: S): Promise<z.infer<S>> {
  // This file's own ending: .js once built, .ts in the tests.
  const file = new URL(`./${provider}/${name}${extname(import.meta.url)}`, import.meta.url);
  if (!existsSync(fileURLToPath(file))) throw new Error(`${provider} has no file for the dataset ${name}`);
  const module: { readonly default?: unknown } = await import(file.href);
  const checked = schema.safeParse(module.default);
  if (checked.success) return checked.data;
  throw new Error(`providers/${provider}/${name} does not offer a dataset: ${z.prettifyError(checked.error)}`);
}
