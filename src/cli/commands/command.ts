// What a command is: its words, its options and its help. Data alone; what it does is loaded when it runs.

import type { EventLog } from '../log/event-log.js';
import type { Options, ValuesOf } from '../options/option.js';
import type { globalOptions } from '../options/options.js';

/** The headings below which the help lists the commands. */
export const commandGroups = ['Read and check', 'Import', 'Export', 'Account and settings', 'Try and learn'] as const;

/** A word of a command that is not an option, such as a file. */
export interface Word {
  readonly name: string;
  /** How the help shows it, as `FILE`. */
  readonly shown: string;
  readonly describe: string;
  readonly required?: true;
  /** It takes all words that are left. */
  readonly many?: true;
  /** The only values that it may have. */
  readonly choices?: readonly string[];
}

/** A command as it is declared. */
export interface Command {
  readonly group: (typeof commandGroups)[number];
  /** What it does, in one line. */
  readonly summary: string;
  readonly words: readonly Word[];
  readonly options: Options;
  /**
   * Options that depend on the dataset that the words name; without it, those of all. Each can be given several times, and
   * reaches the command as its texts.
   */
  readonly narrowings?: (words: readonly string[]) => Promise<Options>;
  /** Command lines to try, each with what it does. */
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** The codes that it can end with, besides 1 (a bug) and 2 (usage, configuration or unreadable input). */
  readonly exitCodes: readonly number[];
  /** Wrong settings elsewhere do not keep it from running. */
  readonly ignoresWrongDefaults?: true;
}

type TextOf<W extends Word> = W extends { readonly choices: readonly (infer Choice extends string)[] }
  ? Choice
  : string;

type WordValuesOf<Words extends readonly Word[]> = {
  readonly [W in Words[number] as W['name']]: W extends { readonly many: true }
    ? readonly string[]
    : W extends { readonly required: true }
      ? TextOf<W>
      : TextOf<W> | undefined;
};

/** What a declared command is given when it runs. */
export type ArgumentsFor<C extends Command> = ValuesOf<typeof globalOptions & C['options']> &
  WordValuesOf<C['words']> & {
    readonly narrowings: Readonly<Record<string, readonly string[]>>;
    /** The options of the command line itself, by name. */
    readonly given: readonly string[];
    /** The log file, if there is one. */
    readonly log?: EventLog | undefined;
  };

/** The usage line of a command, as `carbonsheet check FILE…`. */
export function usageOf(name: string, { words }: Command): string {
  const shown = words.map(({ shown: word, required, many }) => {
    const text = many ? `${word}…` : word;
    return required ? text : `[${text}]`;
  });
  return ['carbonsheet', name, ...shown].join(' ');
}
