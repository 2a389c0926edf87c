// What a template says beside the texts of its fields. Each language has them in its own file.

/** The languages of templates. */
export const templateLanguages = ['en', 'de', 'fr', 'es', 'sv'] as const;
export type TemplateLanguage = (typeof templateLanguages)[number];

/** The phrases of one language. */
export interface Phrases {
  readonly yes: string;
  readonly no: string;
  /** Which titles can be filled in instead of each other. */
  readonly oneOf: (titles: string) => string;
  readonly example: (example: string) => string;
  readonly required: (need: string) => string;
  readonly rules: Rules;
  readonly guide: GuidePhrases;
  readonly lists: ListPhrases;
  readonly account: AccountPhrases;
}

/** What a cell may hold. */
interface Rules {
  readonly text: string;
  readonly identifier: string;
  readonly gtin: string;
  readonly uuid: string;
  readonly url: string;
  readonly number: string;
  readonly share: string;
  readonly date: string;
  readonly country: string;
  readonly choice: string;
  readonly choiceOr: (fallback: string) => string;
  readonly list: string;
  /** Behind the rule of an amount whose unit another column can say. */
  readonly unit: string;
  /** Behind the rule of a field with a column for each year. */
  readonly yearly: string;
  readonly characters: {
    readonly between: (min: number, max: number) => string;
    readonly most: (max: number) => string;
    readonly least: (min: number) => string;
  };
  readonly limits: {
    readonly least: (min: number) => string;
    readonly above: (limit: number) => string;
    readonly most: (max: number) => string;
  };
}

interface GuidePhrases {
  readonly sheet: string;
  /** Column, required, rule, choices, meaning, example, field. */
  readonly titles: readonly [string, string, string, string, string, string, string];
  readonly fill: (sheet: string) => string;
  readonly exampleRow: string;
  readonly check: (command: string) => string;
  /** Where the choices of a field stand. */
  readonly onLists: (sheet: string) => string;
}

interface ListPhrases {
  readonly sheet: string;
  readonly countryCode: string;
  readonly countryName: string;
  /** The column beside a list, which says what each value stands for. */
  readonly meaning: string;
}

/** What a template says of the account that it was filled from. */
interface AccountPhrases {
  readonly filled: (when: string, account: string) => string;
  /** Columns whose dropdown has the account's values. */
  readonly listed: (titles: string) => string;
  /** A column that other values may be typed into. */
  readonly suggested: (sheet: string) => string;
  readonly unlisted: (title: string, why: string) => string;
  readonly nothingListed: string;
  readonly tooMany: (count: number, most: number) => string;
  readonly none: string;
  readonly ambiguous: (count: number) => string;
  readonly rows: (count: number) => string;
  readonly hidden: string;
  readonly send: (command: string) => string;
}
