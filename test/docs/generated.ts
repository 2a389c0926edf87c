// The parts of the documentation that the code itself gives: commands, datasets, routes, settings, limits, library names.
// `npm run docs` writes them; generated.test.ts fails where they are stale.

import { readdir, readFile } from 'node:fs/promises';
import { commandGroups } from '../../src/cli/commands/command.js';
import { allDatasets } from '../../src/datasets/all.js';
import { providers } from '../../src/providers/index.js';
import { defaultLimits, limitName, limitText, type ReadLimits } from '../../src/workbook/read-limits.js';
import { problemParts, stopParts } from './code-parts.js';
import { datasetPart, datasetsTable } from './dataset-parts.js';
import { type DeclaredOption, declaredCommands, everyCommand } from './declared.js';
import { type Page, root, table } from './markdown.js';

type Parts = Readonly<Record<string, (page: Page) => string | Promise<string>>>;

/** By page: the texts between `<!-- begin NAME -->` and `<!-- end NAME -->`, in the order in which they are made. */
export const generated: Readonly<Record<string, Parts>> = {
  'docs/commands.md': { 'list of commands': commandList, commands },
  'docs/configuration.md': { settings, contents },
  'docs/datasets.md': {
    datasets: datasetsTable,
    ...Object.fromEntries(allDatasets.map((dataset) => [`dataset ${dataset.name}`, () => datasetPart(dataset)])),
  },
  'docs/decisions.md': { contents },
  'docs/import.md': { contents },
  'docs/fix.md': { contents },
  'docs/ledger.md': { contents },
  'docs/library.md': { examples, library },
  'docs/mapping-file.md': { contents },
  'docs/migrate.md': { contents },
  'docs/monthly-export.md': { contents },
  'docs/bridge.md': { contents },
  'docs/monthly-report.md': { contents },
  'docs/reading.md': { limits, contents },
  'docs/result-workbook.md': { contents },
  'docs/resume-and-undo.md': { contents },
  'docs/routes.md': { routes },
  'docs/sandbox.md': { contents },
  'docs/troubleshooting.md': { 'stop-codes': stopParts, 'problem-codes': problemParts, contents },
  'docs/windows-and-excel.md': { contents },
};

/** A line for each question of a page; of a code's own headings, the groups. */
function contents({ path, headings }: Page): string {
  const depth = path === 'docs/troubleshooting.md' ? 3 : 2;
  return headings
    .filter(({ level }) => level > 1 && level <= depth)
    .map(({ level, text, anchor }) => `${'  '.repeat(level - 2)}- [${text}](#${anchor})`)
    .join('\n');
}

/** The commands by the groups of the help. */
async function commandList(): Promise<string> {
  const declared = await declaredCommands();
  const lines = commandGroups.map((group) => {
    const own = declared.filter((command) => command.group === group);
    return [group, own.map(({ name }) => `[\`${name}\`](#${name})`).join(', ')];
  });
  return table(['to', 'commands'], lines);
}

async function commands(): Promise<string> {
  const declared = await declaredCommands();
  const parts = declared.map(({ name, usage, describe, examples, options, exitCodes }) => {
    const tried = examples.map(([line, what]) => `- \`carbonsheet ${line}\`: ${what}`).join('\n');
    const ends = `Exit codes: ${exitCodes.join(', ')}.`;
    return [`## ${name}`, `\`${usage}\``, `${describe}.`, tried, optionsTable(options), ends]
      .filter(Boolean)
      .join('\n\n');
  });
  return [...parts, `## Options of every command\n\n${optionsTable(everyCommand)}`].join('\n\n');
}

function optionsTable(options: readonly DeclaredOption[]): string {
  if (options.length === 0) return '';
  const lines = options.map(({ text, group, describe, usual }) => {
    return [`\`${text}\``, describe, usual.includes(' ') || usual === '' ? usual : `\`${usual}\``, group];
  });
  return table(['option', 'effect', 'default', 'group'], lines);
}

function settings(): string {
  return providers
    .map(({ title, settings: known, needs }) => {
      const lines = known.map(({ name, secret, note }) => [
        `\`${name}\``,
        neededText(name, needs),
        secret ? 'yes' : '',
        note,
      ]);
      return `### ${title}\n\n${table(['variable', 'needed', 'secret', 'value'], lines)}`;
    })
    .join('\n\n');
}

function neededText(name: string, needs: (typeof providers)[number]['needs']): string {
  if (needs.includes(name)) return 'yes';
  const group = needs
    .flatMap((need) => (typeof need === 'string' ? [] : [need]))
    .find((groups) => groups.flat().includes(name));
  if (group === undefined) return '';
  const others = group
    .filter((names) => !names.includes(name))
    .map((names) => names.map((one) => `\`${one}\``).join(' and '));
  return `this or ${others.join(' or ')}`;
}

/** Complete by its type. */
const limitNotes: { readonly [L in keyof ReadLimits]: string } = {
  fileBytes: 'bytes of a workbook on the disk',
  entries: 'parts in the zip archive of a workbook',
  sheets: 'sheets of a workbook',
  unpackedBytes: 'bytes of all parts of a workbook together, or of a gzipped file, unpacked',
  partBytes: 'bytes of a part that is held in memory as a whole (list of sheets, styles)',
  ratio: 'unpacked bytes for each packed byte, from 16 MB on',
  sharedStrings: 'texts in the shared table of a workbook',
  sharedStringBytes: 'bytes of that table',
  rows: 'rows of a sheet or CSV file',
  columns: 'columns of a sheet or CSV file',
  cellLength: 'characters of a cell',
};

function limits(): string {
  const names = Object.keys(limitNotes) as (keyof ReadLimits)[];
  return table(
    ['limit', 'default', 'at most this many'],
    names.map((name) => [`\`${limitName(name)}\``, limitText(name, defaultLimits[name]), limitNotes[name]]),
  );
}

function routes(): string {
  return providers
    .map(({ title, routes: known }) => {
      const lines = known.map(({ name, summary, method, path, standing, reachedBy }) => {
        return [summary, `\`${name}\``, `\`${method} ${path}\``, standing, reachedBy];
      });
      return `### ${title}\n\n${table(['operation', 'name', 'route', 'standing', 'called by'], lines)}`;
    })
    .join('\n\n');
}

/** What each example shows, as its first line says; the first one whole. */
async function examples(): Promise<string> {
  const files = (await readdir(`${root}/examples`)).filter((file) => file.endsWith('.ts')).sort();
  const texts = await Promise.all(files.map((file) => readFile(`${root}/examples/${file}`, 'utf8')));
  const lines = files.map((file, index) => [`[\`${file}\`](../examples/${file})`, openingOf(texts[index] ?? '')]);
  return `${table(['program', 'what it does'], lines)}\n\nThe first one:\n\n\`\`\`ts\n${texts[0] ?? ''}\`\`\``;
}

function openingOf(text: string): string {
  return /^\/\/ (.*)/.exec(text)?.[1] ?? '';
}

/** The names of src/index.ts, each with the first sentence of its docstring. */
async function library(): Promise<string> {
  const index = await readFile(`${root}/src/index.ts`, 'utf8');
  const lines: string[][] = [];
  for (const [, isTypes, names = '', from = ''] of index.matchAll(
    /^export (type )?\{([^}]*)\} from '\.\/(.*)\.js';/gm,
  )) {
    const source = await readFile(`${root}/src/${from}.ts`, 'utf8');
    for (const word of names
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)) {
      const name = word.replace(/^type /, '');
      const kind =
        isTypes || word !== name ? 'type' : new RegExp(`function ${name}\\b`).test(source) ? 'function' : 'value';
      lines.push([`\`${name}\``, kind, firstSentence(name, source)]);
    }
  }
  const kinds = ['function', 'value', 'type'];
  lines.sort(
    ([a = '', kindA = ''], [b = '', kindB = '']) => kinds.indexOf(kindA) - kinds.indexOf(kindB) || a.localeCompare(b),
  );
  return table(['name', 'kind', 'meaning'], lines);
}

function firstSentence(name: string, source: string): string {
  const declared = `export (?:async )?(?:function|const|class|interface|type) ${name}\\b`;
  const [, doc = ''] = new RegExp(`/\\*\\*((?:(?!\\*/).)*)\\*/\\n${declared}`, 's').exec(source) ?? [];
  const text = doc
    .replace(/^\s*\* ?/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?\.(?= [A-Z`@]|$)/.exec(text)?.[0] ?? text;
}
