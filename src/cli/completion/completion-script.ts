// Scripts that complete command lines in a shell. Made of the declarations alone.

import { commandNamed, commandNames } from '../commands/index.js';
import { type Option, type Options, optionFlag } from '../options/option.js';
import { globalOptions } from '../options/options.js';

export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/** A command as a shell completes it. */
interface Completed {
  readonly name: string;
  readonly summary: string;
  /** The values of its first word; files where there are none. */
  readonly words: readonly string[];
  readonly options: readonly CompletedOption[];
}

interface CompletedOption {
  readonly flag: string;
  readonly describe: string;
  /** undefined: it takes no value; none: any text or file. */
  readonly values: readonly string[] | undefined;
}

/** The script for a shell, line by line. */
export async function completionScript(shell: Shell): Promise<readonly string[]> {
  const commands = await Promise.all(commandNames.map(completed));
  switch (shell) {
    case 'bash':
      return bash(commands);
    case 'zsh':
      return ['autoload -Uz compinit bashcompinit', 'compinit', 'bashcompinit', ...bash(commands)];
    case 'fish':
      return fish(commands);
    case 'powershell':
      return powershell(commands);
  }
}

async function completed(name: (typeof commandNames)[number]): Promise<Completed> {
  const command = commandNamed(name);
  const options: Options = { ...command.options, ...(await command.narrowings?.([])), ...globalOptions };
  return {
    name,
    summary: command.summary,
    words: command.words[0]?.choices ?? [],
    options: [
      ...Object.entries(options).map(([own, option]) => ({
        flag: optionFlag(own, option),
        describe: option.describe,
        values: valuesOf(option),
      })),
      { flag: '--help', describe: 'Show the help', values: undefined },
    ],
  };
}

function valuesOf(option: Option): readonly string[] | undefined {
  if (option.kind === 'choice') return option.choices;
  if (option.kind === 'switch') return undefined;
  return option.kind === 'text' ? (option.suggestions ?? []) : [];
}

/** Every option of every command once, as the first command has it. */
function allOptions(commands: readonly Completed[]): readonly CompletedOption[] {
  const all = commands.flatMap(({ options }) => options);
  return [...new Map(all.reverse().map((option) => [option.flag, option])).values()];
}

/** Options that take other values in one command than in those before it. */
function exceptions(commands: readonly Completed[]): readonly (CompletedOption & { readonly command: string })[] {
  const usual = new Map(allOptions(commands).map(({ flag, values }) => [flag, values?.join(' ')]));
  return commands.flatMap(({ name, options }) =>
    options
      .filter(({ flag, values }) => values !== undefined && values.join(' ') !== usual.get(flag))
      .map((option) => ({ ...option, command: name })),
  );
}

function bash(commands: readonly Completed[]): readonly string[] {
  const names = commands.map(({ name }) => name);
  const valued = allOptions(commands).filter(({ values }) => values !== undefined);
  const free = valued.filter(({ values }) => values?.length === 0).map(({ flag }) => flag);
  const chosen = valued.filter(({ values }) => values && values.length > 0);
  return [
    '_carbonsheet() {',
    `  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="" one found=""`,
    '  COMPREPLY=()',
    `  for one in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do`,
    `    case "$one" in ${names.join('|')}) command="$one"; break ;; esac`,
    '  done',
    '  case "$command $before" in',
    ...exceptions(commands).map(
      ({ command, flag, values }) => `    "${command} ${flag}") found="${values?.join(' ')}" ;;`,
    ),
    ...chosen.map(({ flag, values }) => `    *" ${flag}") found="${values?.join(' ')}" ;;`),
    // No answer: the shell completes file names.
    `    ${free.map((flag) => `*" ${flag}"`).join('|')}) return ;;`,
    '  esac',
    '  if [[ -z "$found" && "$word" == -* ]]; then',
    '    case "$command" in',
    ...commands.map(({ name, options }) => `      ${name}) found="${options.map(({ flag }) => flag).join(' ')}" ;;`),
    '      *) found="--help --version" ;;',
    '    esac',
    '  elif [[ -z "$found" ]]; then',
    '    case "$command" in',
    `      "") found="${names.join(' ')}" ;;`,
    ...commands
      .filter(({ words }) => words.length > 0)
      .map(({ name, words }) => `      ${name}) found="${words.join(' ')}" ;;`),
    '    esac',
    '  fi',
    '  COMPREPLY=($(compgen -W "$found" -- "$word"))',
    '}',
    'complete -o default -F _carbonsheet carbonsheet',
  ];
}

function fish(commands: readonly Completed[]): readonly string[] {
  return commands.flatMap(({ name, summary, words, options }) => {
    const seen = `complete -c carbonsheet -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c carbonsheet -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
      ...(words.length > 0 ? [`${seen} -f -a ${quoted(words.join(' '))}`] : []),
      ...options.map(({ flag, describe, values }) => {
        const value = values === undefined ? '' : values.length > 0 ? ` -x -a ${quoted(values.join(' '))}` : ' -r';
        return `${seen} -l ${flag.slice(2)}${value} -d ${quoted(describe)}`;
      }),
    ];
  });
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

function powershell(commands: readonly Completed[]): readonly string[] {
  const table = (entries: readonly (readonly [string, readonly string[]])[]): readonly string[] =>
    entries.map(([key, values]) => `    '${key}' = @(${values.map((value) => `'${value}'`).join(', ')})`);
  const chosen = allOptions(commands).flatMap(({ flag, values }) =>
    values && values.length > 0 ? [[flag, values] as const] : [],
  );
  return [
    'Register-ArgumentCompleter -Native -CommandName carbonsheet -ScriptBlock {',
    '  param($word, $ast, $position)',
    '  $flags = @{',
    ...table(commands.map(({ name, options }) => [name, options.map(({ flag }) => flag)])),
    '  }',
    '  $words = @{',
    ...table(commands.map(({ name, words }) => [name, words])),
    '  }',
    '  $values = @{',
    ...table(chosen),
    ...table(exceptions(commands).map(({ command, flag, values }) => [`${command} ${flag}`, values ?? []])),
    '  }',
    '  $line = @($ast.CommandElements | Select-Object -Skip 1 | ForEach-Object { "$_" })',
    "  if ($word -ne '' -and $line.Count -gt 0) { $line = @($line | Select-Object -SkipLast 1) }",
    '  $command = $line | Where-Object { $flags.ContainsKey($_) } | Select-Object -First 1',
    '  $before = $line | Select-Object -Last 1',
    '  $found = if ($before -and $values.ContainsKey("$command $before")) { $values["$command $before"] }',
    '    elseif ($before -and $values.ContainsKey($before)) { $values[$before] }',
    '    elseif (-not $command) { $flags.Keys | Sort-Object }',
    "    elseif ($word -like '-*') { $flags[$command] }",
    '    else { $words[$command] }',
    '  $found | Where-Object { $_ -like "$word*" } | ForEach-Object {',
    "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)",
    '  }',
    '}',
  ];
}
