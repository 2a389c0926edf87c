// What an option is: its one declaration, from which parsing, validation, defaults from elsewhere, the next command, help,
// completion and documentation follow. Data alone, so that the help loads nothing else.

/** Where the help lists an option. */
export type OptionGroup = 'Reading' | 'Checking' | 'Writing' | 'Account' | 'Output' | 'Sandbox';

/** Under which heading and with which text an option is listed, and what a found config file may set it to. */
interface Declared {
  readonly group: OptionGroup;
  readonly describe: string;
  /**
   * Whether a config file may set it before it is trusted: to any value, to these values, or to a path within the folder.
   * @default it may not
   */
  readonly harmless?: true | 'within' | readonly unknown[];
  /** It counts only for commands that connect to an account, and so does the trust that it needs. */
  readonly connects?: true;
  /** What the help shows as its default, where `default` does not say it. */
  readonly usual?: string;
}

interface Valued extends Declared {
  /** What stands for the value in the help, as `FILE`. */
  readonly value: string;
}

export interface TextOption extends Valued {
  readonly kind: 'text';
  readonly default?: string;
  /** Values that completion offers. */
  readonly suggestions?: readonly string[];
}

/** Text that can be given several times. */
export interface TextsOption extends Valued {
  readonly kind: 'texts';
  readonly default: readonly string[];
}

export interface NumberOption extends Valued {
  readonly kind: 'number';
  readonly whole?: true;
  readonly least?: number;
  readonly most?: number;
  /** The value must be greater. */
  readonly above?: number;
  readonly default?: number;
}

export interface ChoiceOption extends Declared {
  readonly kind: 'choice';
  readonly choices: readonly string[];
  readonly default?: string;
}

/** `--name` switches it on, `--no-name` off. */
export interface SwitchOption extends Declared {
  readonly kind: 'switch';
  readonly default?: boolean;
}

export type Option = TextOption | TextsOption | NumberOption | ChoiceOption | SwitchOption;

/** Options by their names on the command line, as `on-existing`. */
export type Options = Readonly<Record<string, Option>>;

type Camel<Name> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : Name;

type ValueOf<O extends Option> = O extends { readonly kind: 'choice'; readonly choices: readonly (infer Choice)[] }
  ? Choice
  : O extends { readonly kind: 'number' }
    ? number
    : O extends { readonly kind: 'switch' }
      ? boolean
      : O extends { readonly kind: 'texts' }
        ? readonly string[]
        : string;

type Defaulted<All extends Options> = {
  [Name in keyof All]: All[Name] extends { readonly default: unknown } ? Name : never;
}[keyof All];

/** The values of options as a command gets them: by `onExisting` for `on-existing`, undefined where nothing is given. */
export type ValuesOf<All extends Options> = {
  readonly [Name in Defaulted<All> as Camel<Name>]: ValueOf<All[Name]>;
} & { readonly [Name in Exclude<keyof All, Defaulted<All>> as Camel<Name>]?: ValueOf<All[Name]> | undefined };

/** The name of an option on the command line, as `on-existing` for `onExisting`. */
export function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The name of an option among a command's arguments, as `onExisting` for `on-existing`. */
export function argumentName(option: string): string {
  return option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** An option as help and completion list it, as `--rate`. A switch that is on by default is listed by what turns it off. */
export function optionFlag(name: string, option: Option): string {
  return option.kind === 'switch' && option.default !== false ? `--no-${name}` : `--${name}`;
}

/** An option with its value, as `--rate N`. */
export function optionText(name: string, option: Option): string {
  const value = option.kind === 'choice' ? option.choices.join('|') : option.kind === 'switch' ? '' : option.value;
  return [optionFlag(name, option), value].filter(Boolean).join(' ');
}
