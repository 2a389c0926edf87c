// carbonsheet template DATASET --out FILE, or --all --out FOLDER

import { join } from 'node:path';
import { importNames } from '../../datasets/catalogue.js';
import { importDatasetNamed } from '../../datasets/index.js';
import { inLanguage } from '../../datasets/words/template/texts.js';
import { Stop } from '../../problems/stop.js';
import { countryList } from '../../values/countries/country-list.js';
import { makeFolder } from '../../write/files/make-folder.js';
import { writeTemplate } from '../../write/template/template.js';
import { requireReplaceable } from '../replace-file.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { CommandArguments } from './index.js';

type Arguments = CommandArguments<'template'>;

export async function run(args: CommandArguments<'template'>): Promise<void> {
  const terminal = openTerminal(args);
  const files: string[] = [];
  const wanted = await targets(args);
  await requireReplaceable(
    wanted.map(({ path }) => path),
    args.force,
    terminal.ask,
  );
  for (const { dataset, path } of wanted) {
    const worded = await inLanguage(await importDatasetNamed(dataset), args.lang);
    await writeTemplate(worded, path, countryList(args.lang));
    terminal.print(path);
    files.push(path);
  }
  terminal.printJson({ version: 1, command: 'template', files });
}

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
