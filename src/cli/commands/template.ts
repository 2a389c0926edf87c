// carbonsheet template DATASET --out FILE, or --all --out FOLDER

import { extname, join } from 'node:path';
import { importNames } from '../../datasets/catalogue.js';
import { makeTemplate, type TemplateRequest, type TemplateWritten } from '../../pipeline/template/template.js';
import { Stop } from '../../problems/stop.js';
import { makeFolder } from '../../write/files/make-folder.js';
import { makeTools } from '../context.js';
import { requireReplaceable } from '../replace-file.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { CommandArguments } from './index.js';

type Arguments = CommandArguments<'template'>;

export async function run(args: CommandArguments<'template'>): Promise<void> {
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  const written: TemplateWritten[] = [];
  const wanted = await targets(args);
  await requireReplaceable(
    wanted.map(({ path }) => path),
    args.force,
    terminal.ask,
  );
  for (const { dataset, path } of wanted) {
    const isFilled = !args.all || extname(path) === '.xlsx';
    const request = { dataset, out: path, language: args.lang };
    const one = await make({ ...request, live: args.live && isFilled, withData: args.withData && isFilled });
    written.push(one);
    terminal.print(path);
    for (const line of filledLines(one)) terminal.say(line);
  }
  terminal.printJson({ version: 1, command: 'template', files: written.map(({ file }) => file), templates: written });

  /** Of all templates, those of services without settings are written as without an account. */
  async function make(request: TemplateRequest): Promise<TemplateWritten> {
    try {
      return await makeTemplate(request, tools);
    } catch (cause) {
      if (!args.all || !(cause instanceof Stop) || cause.code !== 'MISSING_SETTING') throw cause;
      terminal.complain(`${request.dataset}: not filled from an account: ${cause.message}`);
      return makeTemplate({ ...request, live: false, withData: false }, tools);
    }
  }
}

function filledLines({ account, lists, rows }: TemplateWritten): readonly string[] {
  if (account === undefined) return [];
  const filled = Object.entries(lists ?? {}).filter(([, count]) => count > 0);
  const counts = filled.map(([field, count]) => `${field} (${count})`).join(', ');
  return [
    ...(lists === undefined ? [] : [`  dropdowns of ${account}: ${counts || 'none, the account has no values yet'}`]),
    ...(rows === undefined ? [] : [`  ${rows} ${rows === 1 ? 'row' : 'rows'} of ${account}`]),
  ];
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
