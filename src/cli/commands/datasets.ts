// carbonsheet datasets [NAME]

import { headings } from '../../datasets/catalogue.js';
import type { Dataset } from '../../datasets/dataset.js';
import { datasetNamed } from '../../datasets/index.js';
import { filtersOf } from '../../pipeline/export/export-filters.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { CommandArguments } from './index.js';

/** Those that can be imported first. */
const all = headings.toSorted(([, one], [, other]) => Number(one.ways === 'export') - Number(other.ways === 'export'));

export async function run(args: CommandArguments<'datasets'>): Promise<void> {
  const terminal = openTerminal(args);
  const chosen = all.filter(([name]) => args.name === undefined || name === args.name);
  terminal.printJson(
    chosen.map(([name, { ways, provider, title, summary }]) => {
      const direction = ways === 'export' ? 'export' : 'import';
      return { name, direction, provider, title, summary };
    }),
  );
  for (const [name, { ways, provider, summary }] of chosen) {
    terminal.print(`${terminal.paint('strong', name)}  ${ways}, ${provider}`, `  ${summary}`);
    if (args.name === undefined) continue;
    const dataset = await datasetNamed(name);
    terminal.print(...columnsOf(dataset), ...narrowingsOf(dataset));
  }
}

function narrowingsOf(dataset: Dataset): readonly string[] {
  return filtersOf(dataset).flatMap(({ name, note }) => [`  export --${name}`, `      ${note}`]);
}

function columnsOf(dataset: Dataset): readonly string[] {
  if (dataset.direction === 'export') {
    return dataset.columns.flatMap(({ title, unit, note }) => [`  ${title}${unit && ` (${unit})`}`, `      ${note}`]);
  }
  return Object.values(dataset.fields).flatMap(({ title, required, note, example }) => [
    `  ${title}${required ? ' (required)' : ''}`,
    `      ${note} Example: ${example}`,
  ]);
}
