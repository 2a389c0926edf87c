// The documentation covers everything that a user meets: commands, options, exit codes, files, settings, problem codes.

import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { statuses } from '../../src/plan/result.js';
import { explanations } from '../../src/problems/explain.js';
import { exitCodeTexts } from '../../src/report/exit-code.js';
import { declaredCommands, everyCommand } from './declared.js';
import { allPages, type Page, readPage, root } from './markdown.js';

let pages: readonly Page[] = [];
beforeAll(async () => {
  pages = await allPages();
});

/** The first cells of the table below a heading. */
async function tableBelow(path: string, heading: string): Promise<readonly string[]> {
  const { text } = await readPage(path);
  const [, after = ''] = text.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return section.split('\n').flatMap((line) => /^\| (.*?) \|/.exec(line.replaceAll('\\|', '/'))?.[1] ?? []);
}

describe('the README', () => {
  it('has at most 200 lines', async () => {
    const { text } = await readPage('README.md');
    expect(text.split('\n').length).toBeLessThanOrEqual(201);
  });

  it('begins with the two commands of a fresh machine', async () => {
    const { text } = await readPage('README.md');
    const first = text.indexOf('npm ci && npm run demo');
    const second = text.indexOf('npm ci && npm test');
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(text.slice(0, first).match(/\n## /g)).toHaveLength(1);
  });

  it('lists every exit code and no other', async () => {
    const listed = (await tableBelow('README.md', 'Exit codes')).filter((cell) => /^\d+$/.test(cell)).map(Number);
    expect(listed).toEqual(Object.keys(exitCodeTexts).map(Number));
  });
});

describe('the documentation', () => {
  it('has a heading for every command', async () => {
    const headings = (await readPage('docs/commands.md')).headings.map(({ text }) => text);
    const names = (await declaredCommands()).map(({ name }) => name);
    expect(names.filter((name) => !headings.includes(name))).toEqual([]);
  });

  it('explains every option outside of the list of commands', async () => {
    const explained = pages
      .filter(({ path }) => path !== 'docs/commands.md')
      .map(({ text }) => text)
      .join('\n');
    const options = [...everyCommand, ...(await declaredCommands()).flatMap((command) => command.options)];
    const names = new Set(options.map(({ name }) => name));
    const missing = [...names].filter((name) => !new RegExp(`--(no-)?${name}(?![a-z-])`).test(explained));
    expect(missing).toEqual([]);
  });

  it('names every status and every file of a run', async () => {
    const { text } = await readPage('docs/import.md');
    for (const status of statuses) expect(text).toContain(`\`${status}\``);
    const files = [
      'results.csv',
      'results.xlsx',
      'failed.csv',
      'problems.csv',
      'summary.json',
      'upload.csv',
      'not-undone.csv',
    ];
    for (const file of files) expect(text).toContain(`\`${file}\``);
    expect(text).toContain('sheet,row,status,remote_id,code,field,message,request_id,attempts');
    expect(text).toContain('sheet,row,column,field,code,severity,value,message,suggestion');
  });

  it('has a line for every room of the code and no other', async () => {
    const cells = await tableBelow('docs/architecture.md', 'Which rooms does the code have?');
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([\w/-]+)`/g)].map(([, room = '']) => room));
    const entries = await readdir(`${root}/src`, { recursive: true, withFileTypes: true });
    const folders = entries
      .filter((entry) => entry.isDirectory())
      .map(({ parentPath, name }) => relative(`${root}/src`, join(parentPath, name)))
      .filter((path) => path.split('/').length <= 2);
    expect(named.sort()).toEqual(folders.sort());
  });

  it('names every package that the code uses and no other', async () => {
    const cells = await tableBelow('docs/architecture.md', 'Which packages does it use?');
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    const files = (await readdir(`${root}/src`, { recursive: true })).filter((file) => file.endsWith('.ts'));
    const texts = await Promise.all(files.map((file) => readFile(`${root}/src/${file}`, 'utf8')));
    const used = texts.flatMap((text) =>
      [...text.matchAll(/(?:^import .*|^\} from |\bimport\()'((?!node:|\.)(?:@[\w-]+\/)?[\w-]+)/gm)].map(
        ([, name]) => name,
      ),
    );
    expect(named.sort()).toEqual([...new Set(used)].sort());
  });

  it('explains every problem and stop code below a heading of its own', async () => {
    const headings = (await readPage('docs/troubleshooting.md')).headings.map(({ text }) => text);
    const codes = explanations().map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(150);
    expect(headings.filter((heading) => /^[A-Z0-9_]+$/.test(heading)).sort()).toEqual([...codes].sort());
  });

  it('names no code that does not exist', () => {
    const known: readonly string[] = explanations().map(({ code }) => code);
    const named = pages.flatMap(({ path, code }) =>
      code.flatMap((words) => (/^[A-Z]+(_[A-Z]+)+$/.test(words) ? [[path, words] as const] : [])),
    );
    expect(named.filter(([, code]) => !known.includes(code) && !isVariable(code))).toEqual([]);
  });
});

/** Variables of the environment. */
function isVariable(code: string): boolean {
  return /^(DCYCLE|CARBONCLOUD|VARIABLE|CARBONSHEET|XDG|NODE|NO|FORCE|HTTPS?|FUZZ|UPDATE)_/.test(code);
}
