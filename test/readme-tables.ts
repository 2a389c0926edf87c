// The tables of the README that the program itself can tell: its datasets, and the operations of the services.

import { allDatasets } from '../src/datasets/all.js';
import { filtersOf } from '../src/pipeline/export/export-filters.js';
import { providers } from '../src/providers/index.js';

/** Tables by the name of their place in the README, as `<!-- begin NAME -->`. */
export const tables: Readonly<Record<string, () => string>> = { datasets, operations };

function datasets(): string {
  const ways = (dataset: (typeof allDatasets)[number]): string => {
    if (dataset.direction === 'export') return 'export';
    return dataset.exported ? 'import, export' : 'import';
  };
  const lines = allDatasets.map((dataset) => {
    const filters = filtersOf(dataset).map(({ name, required }) => `\`--${name}\`${required ? ' (needed)' : ''}`);
    return [`\`${dataset.name}\``, dataset.provider, ways(dataset), dataset.summary, filters.join(', ')];
  });
  return table(['dataset', 'service', 'ways', 'what a row is', 'an export is narrowed by'], lines);
}

function operations(): string {
  return providers
    .map(({ title, routes }) => {
      const lines = routes.map(({ summary, method, path, standing, reachedBy }) => {
        return [summary, `\`${method} ${path}\``, standing, reachedBy];
      });
      return `### ${title}\n\n${table(['operation', 'route', 'standing', 'reached by'], lines)}`;
    })
    .join('\n\n');
}

function table(titles: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(titles), `|${'---|'.repeat(titles.length)}`, ...lines.map(row)].join('\n');
}
