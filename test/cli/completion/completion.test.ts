// Completion: what a shell offers is what the commands take.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { commandNames } from '../../../src/cli/commands/index.js';
import { completionScript } from '../../../src/cli/completion/completion-script.js';
import { exportableNames, importNames } from '../../../src/datasets/catalogue.js';

const run = promisify(execFile);

/** What bash offers for the last of the words. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const script = (await completionScript('bash')).join('\n');
  const ask = `COMP_WORDS=(carbonsheet "$@"); COMP_CWORD=$#; _carbonsheet; printf "%s\\n" "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', `${script}\n${ask}`, 'bash', ...words]);
  return stdout.split('\n').filter(Boolean);
}

it.each<[words: readonly string[], offers: readonly string[]]>([
  [[''], commandNames],
  [['im'], ['import']],
  [['--ver'], ['--version']],
  [['export', ''], exportableNames],
  [['export', 'foot'], ['footprints']],
  [['check', '--dataset', ''], importNames],
  [['delta', '--dataset', ''], exportableNames],
  [
    ['--json', 'import', 'a.csv', '--on-existing', ''],
    ['skip', 'update', 'fail'],
  ],
  [
    ['import', '--date'],
    ['--date-order', '--dates-from', '--dates-to'],
  ],
  [
    ['import', '--no-c'],
    ['--no-canary', '--no-color'],
  ],
  [['completion', 'f'], ['fish']],
  // File names are for the shell.
  [['check', ''], []],
  [['check', '--mapping', ''], []],
])('bash offers for %j', async (words, offers) => {
  expect([...(await offered(...words))].sort()).toEqual([...offers].sort());
});

it('is complete and quoted for zsh, fish and PowerShell', async () => {
  expect((await completionScript('zsh')).slice(0, 3)).toEqual([
    'autoload -Uz compinit bashcompinit',
    'compinit',
    'bashcompinit',
  ]);
  const fish = await completionScript('fish');
  for (const name of commandNames)
    expect(fish.some((line) => line.includes(`__fish_use_subcommand -f -a ${name} `))).toBe(true);
  expect(fish).toContain(
    "complete -c carbonsheet -n '__fish_seen_subcommand_from trace' -l run -r -d 'The run to look in: its id, its beginning, or last for the newest run'",
  );
  expect(fish.filter((line) => line.includes("'Tell a row\\'s whole story"))).toHaveLength(1);
  const powershell = (await completionScript('powershell')).join('\n');
  expect(powershell).toContain("    '--on-existing' = @('skip', 'update', 'fail')");
  expect(powershell).toContain("    'completion' = @('bash', 'zsh', 'fish', 'powershell')");
});
