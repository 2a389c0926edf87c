// carbonsheet template DATASET --out FILE, or --all --out FOLDER

import { join } from 'node:path';
import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { importNames } from '../../datasets/catalogue.js';
import { importDatasetNamed } from '../../datasets/index.js';
import { Stop } from '../../problems/stop.js';
import { countryList } from '../../values/country-list.js';
import { makeFolder } from '../../write/files/make-folder.js';
import { writeTemplate } from '../../write/template/template.js';
import { globalArguments, parseArguments } from '../arguments.js';
import { openTerminal } from '../context.js';
import { outputOptions } from '../options.js';
import { requireReplaceable } from '../replace-file.js';

const schema = globalArguments.extend({
  dataset: z.string().optional(),
  out: z.string().min(1).optional(),
  all: z.boolean(),
  force: z.boolean(),
});
type Arguments = z.infer<typeof schema>;

export const template: CommandModule = {
  command: 'template [dataset]',
  describe: 'Write an empty workbook with the columns, rules and dropdowns of a dataset',
  builder: (yargs) =>
    yargs
      .positional('dataset', { type: 'string', choices: importNames })
      .option('out', { type: 'string', describe: 'File to write (.xlsx or .csv); with --all a folder' })
      .option('all', { type: 'boolean', default: false, describe: 'Every dataset, as .xlsx and .csv' })
      .options(outputOptions),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    const files: string[] = [];
    const wanted = await targets(args);
    await requireReplaceable(
      wanted.map(({ path }) => path),
      args.force,
      terminal.ask,
    );
    for (const { dataset, path } of wanted) {
      await writeTemplate(await importDatasetNamed(dataset), path, countryList());
      terminal.print(path);
      files.push(path);
    }
    terminal.printJson({ version: 1, command: 'template', files });
  },
};

async function targets({ dataset, out, all }: Arguments): Promise<readonly { dataset: string; path: string }[]> {
  if (all === (dataset !== undefined)) {
    const message = all ? 'name a dataset or use --all, not both' : 'name a dataset, or use --all';
    const names = importNames.join(', ');
    throw new Stop('usage', 'USAGE', message, `the datasets are ${names}`);
  }
  if (dataset !== undefined) return [{ dataset, path: out ?? `${dataset}.xlsx` }];
  const folder = out ?? 'templates';
  await makeFolder(folder);
  return importNames.flatMap((name) => [
    { dataset: name, path: join(folder, `${name}.xlsx`) },
    { dataset: name, path: join(folder, `${name}.csv`) },
  ]);
}
