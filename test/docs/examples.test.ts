// Every command line of the documentation could be typed: its command, options, words of options and npm scripts exist.

import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { allDatasets } from '../../src/datasets/all.js';
import { markTitles } from '../../src/datasets/dataset.js';
import { filtersOf } from '../../src/pipeline/export/export-filters.js';
import { type DeclaredCommand, type DeclaredOption, declaredCommands, everyCommand } from './declared.js';
import { allPages, type Page, root } from './markdown.js';

let pages: readonly Page[] = [];
let commands: readonly DeclaredCommand[] = [];
let scripts: readonly string[] = [];
beforeAll(async () => {
  pages = await allPages();
  commands = await declaredCommands();
  const manifest: unknown = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
  scripts = Object.keys(z.object({ scripts: z.record(z.string(), z.string()) }).parse(manifest).scripts);
});

/** Options of every program. */
const OWN = ['help', 'version'];

/** Hidden columns of an export are titled so; no command is called. */
const MARKS: readonly string[] = Object.values(markTitles);

/** The words of every call of carbonsheet in code blocks and inline code, with the page that they stand on. */
function calls(): readonly (readonly [page: string, words: readonly string[]])[] {
  return pages.flatMap(({ path, blocks, code }) => {
    const scripted = blocks.filter(({ language }) => language !== 'ts').map(({ text }) => text.replaceAll('\\\n', ' '));
    const lines = [...scripted.flatMap((text) => text.split('\n')), ...code.filter((words) => !MARKS.includes(words))];
    return lines.flatMap((line) =>
      [...line.matchAll(/(?:^|[\s$(|&/])carbonsheet ((?:[a-z-][^|;&)#]*))/g)].map(
        ([, words = '']) =>
          [
            path,
            words
              .trim()
              .split(/\s+/)
              .map((word) => word.replace(/^(['"])(.*)\1$/, '$2')),
          ] as const,
      ),
    );
  });
}

it('names commands that exist', () => {
  const names = commands.map(({ name }) => name);
  const unknown = calls().filter(
    ([, [command = '']]) => !command.startsWith('-') && command !== 'help' && !names.includes(command),
  );
  expect(calls().length).toBeGreaterThan(60);
  expect(unknown).toEqual([]);
});

it('gives each command options that it has', () => {
  const unknown = calls().flatMap(([page, [name = '', ...words]]) => {
    const command = commands.find((one) => one.name === name);
    const known = [...everyCommand, ...(command?.options ?? [])];
    return words
      .filter((word) => /^--[a-z]/.test(word))
      .map((word) => word.slice(2).split('=')[0] ?? '')
      .filter((option) => !OWN.includes(option) && optionNamed(option, known) === undefined)
      .map((option) => `${page}: ${name} --${option}`);
  });
  expect(unknown).toEqual([]);
});

it('gives options words that they take', () => {
  const refused = calls().flatMap(([page, [name = '', ...words]]) => {
    const known = commands.find((one) => one.name === name)?.options ?? [];
    return words.flatMap((word, index) => {
      const { choices = [] } = optionNamed(word.replace(/^--/, ''), known) ?? {};
      const value = words[index + 1] ?? '';
      return choices.length === 0 || choices.includes(value) ? [] : [`${page}: ${name} ${word} ${value}`];
    });
  });
  expect(refused).toEqual([]);
});

it('exports datasets by options and words that they have', () => {
  const wrong = calls().flatMap(([page, [name = '', what = '', ...words]]) => {
    if (name !== 'export' || !/^[a-z-]+$/.test(what)) return [];
    const dataset = allDatasets.find((one) => one.name === what);
    if (dataset === undefined) return [`${page}: export ${what}`];
    const filters = filtersOf(dataset);
    const narrowing = new Set(allDatasets.flatMap((one) => filtersOf(one).map((filter) => filter.name)));
    return words.flatMap((word, index) => {
      const option = word.replace(/^--/, '');
      if (!word.startsWith('--') || !narrowing.has(option)) return [];
      const filter = filters.find((one) => one.name === option);
      const isTaken = filter?.options?.includes(words[index + 1] ?? '') ?? filter !== undefined;
      return isTaken ? [] : [`${page}: export ${what} ${word}`];
    });
  });
  expect(wrong).toEqual([]);
});

it('names no option that no command has', () => {
  const known = [...everyCommand, ...commands.flatMap(({ options }) => options)];
  // Options of other programs stand in code blocks and in lines that begin with their name.
  const named = pages.flatMap(({ path, code }) =>
    code
      .filter((words) => !/^(npm|npx|git|node|systemctl|V8)\b/.test(words))
      .flatMap((words) =>
        [...words.matchAll(/(?<!\S)--([a-z][a-z-]*)/g)].map(([, option = '']) => [path, option] as const),
      ),
  );
  const unknown = named.filter(([, option]) => !OWN.includes(option) && optionNamed(option, known) === undefined);
  expect(unknown).toEqual([]);
});

it('names npm scripts that exist', () => {
  const named = pages.flatMap(({ text }) => [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
});

function optionNamed(option: string, known: readonly DeclaredOption[]): DeclaredOption | undefined {
  return known.find(({ name, kind }) => name === option || (kind === 'switch' && option === `no-${name}`));
}
