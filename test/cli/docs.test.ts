// The README tells of everything that the command has: commands, options, exit codes, files, settings, problem codes.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { knownLimits } from '../../src/cli/limit-option.js';
import { statuses } from '../../src/plan/result.js';
import { problemCodes } from '../../src/problems/catalogue.js';
import { providers } from '../../src/providers/index.js';
import { openWorkDir, type WorkDir } from './workdir.js';

let readme = '';
beforeAll(async () => {
  readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
});

/** The first cells of the table below a heading. */
function tableBelow(heading: string): readonly string[] {
  const [, after = ''] = readme.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return section.split('\n').flatMap((line) => /^\| (.*?) \|/.exec(line.replaceAll('\\|', '/'))?.[1] ?? []);
}

/** What every program has. */
const ownHelp = new Set(['help', 'version']);

async function commandsOf(dir: WorkDir): Promise<readonly string[]> {
  const { stdout } = await dir.run(['--help']);
  return [...stdout.matchAll(/^ {2}carbonsheet (\w+)/gm)].map(([, name = '']) => name);
}

describe('the README', () => {
  it('names every command and no other', async () => {
    const dir = await openWorkDir();
    const commands = await commandsOf(dir);
    const told = tableBelow('Commands').flatMap((cell) => /^`([a-z]+)( .*)?`$/.exec(cell)?.[1] ?? []);
    expect(told.sort()).toEqual([...commands].sort());
  });

  it('names every option of every command, and no other', async () => {
    const dir = await openWorkDir();
    const told = new Set([...readme.matchAll(/`--(?:no-)?([a-z-]+)/g)].map(([, name = '']) => name));
    const options = new Set<string>();
    for (const command of await commandsOf(dir)) {
      const { stdout } = await dir.run([command, '--help']);
      for (const [, name = ''] of stdout.matchAll(/^ +--([a-z-]+)/gm)) options.add(name);
      expect(
        [...options].filter((name) => !told.has(name) && !ownHelp.has(name)),
        command,
      ).toEqual([]);
    }
    expect([...told].filter((name) => !options.has(name))).toEqual([]);
  });

  it('names every limit with its default, and no other', () => {
    const [, section = ''] = readme.split('\n## Limits\n');
    const rows = [
      ...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`[a-z-]+`(?:, `[a-z-]+`)*) \| (\w+(?:, \w+)*) \|/gm),
    ];
    const told = rows.flatMap(([, names = '', defaults = '']) => {
      const values = defaults.split(', ');
      return names.split(', ').map((name, index) => `${name.slice(1, -1)}=${values[index]}`);
    });
    expect(told).toEqual(knownLimits);
  });

  it('names every exit code', () => {
    const codes = tableBelow('Exit codes').filter((cell) => /^\d+$/.test(cell));
    expect(codes).toEqual(expect.arrayContaining(['0', '1', '2', '3', '4', '5', '6', '7', '130']));
  });

  it.each([...problemCodes])('tells of %s', (code) => {
    expect(tableBelow('Problem codes').join(' ')).toContain(`\`${code}\``);
  });

  it('tells of no problem code that does not exist', () => {
    const told = tableBelow('Problem codes').flatMap((cell) => cell.match(/[A-Z]+(_[A-Z]+)+/g) ?? []);
    const known: readonly string[] = problemCodes;
    expect(told.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('names every status and every file of a run', () => {
    for (const status of statuses) expect(readme).toContain(`\`${status}\``);
    const files = [
      'results.csv',
      'results.xlsx',
      'failed.csv',
      'failed.xlsx',
      'problems.csv',
      'summary.json',
      'upload.csv',
      'not-undone.csv',
    ];
    for (const file of files) expect(readme).toContain(`\`${file}\``);
    expect(readme).toContain('sheet,row,status,remote_id,code,field,message,request_id,attempts');
    expect(readme).toContain('sheet,row,column,field,code,severity,value,message,suggestion');
  });

  it.each(['dcycle', 'carboncloud', 'variable'])('names every setting of %s', (name) => {
    const { settings = [] } = providers.find((provider) => provider.name === name) ?? {};
    expect(settings.length).toBeGreaterThan(0);
    for (const setting of settings) expect(readme).toContain(`\`${setting.name}\``);
  });

  it('begins with the two commands of a fresh machine', () => {
    const first = readme.indexOf('npm ci && npm run demo');
    const second = readme.indexOf('npm ci && npm test');
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
    expect(readme.slice(0, first).match(/\n## /g)).toHaveLength(1);
  });
});
