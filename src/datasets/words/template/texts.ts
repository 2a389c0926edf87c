// A dataset in the words of a language: what a template shows of it. Its rules are the same in every language.

import type { ImportDataset } from '../../dataset.js';
import type { Field } from '../../field.js';
import type { Phrases, TemplateLanguage } from './phrases.js';

/** A field's title, what it means, and of a choice what each option means. */
type FieldTexts = readonly [title: string, note: string, options?: Readonly<Record<string, string>>];

/** The texts of a dataset in a language other than English. Each title is one that an import reads as the field. */
export interface Texts {
  readonly title: string;
  readonly summary: string;
  readonly fields: Readonly<Record<string, FieldTexts>>;
}

/** What a language's file has. */
interface LanguageFile {
  readonly phrases: Phrases;
  readonly datasets: Readonly<Record<string, Texts>>;
}

const files: Readonly<Record<Exclude<TemplateLanguage, 'en'>, () => Promise<LanguageFile>>> = {
  de: () => import('./de.js'),
  fr: () => import('./fr.js'),
  es: () => import('./es.js'),
  sv: () => import('./sv.js'),
};

/** A dataset as a template shows it. */
export interface WordedDataset {
  readonly language: TemplateLanguage;
  readonly phrases: Phrases;
  /** With the titles, notes and summary of the language. */
  readonly dataset: ImportDataset;
  /** What the options of a choice mean, where its note alone does not say it. */
  optionsOf(field: string): Readonly<Record<string, string>>;
}

/** The dataset in a language. */
export async function inLanguage(dataset: ImportDataset, language: TemplateLanguage): Promise<WordedDataset> {
  if (language === 'en') {
    const { phrases } = await import('./en.js');
    return { language, phrases, dataset, optionsOf: () => ({}) };
  }
  const { phrases, datasets } = await files[language]();
  const texts = datasets[dataset.name];
  if (texts === undefined) throw new Error(`no texts of ${dataset.name} in ${language}`);
  const fields = Object.entries(dataset.fields).map(([name, field]): [string, Field] => {
    const [title, note] = texts.fields[name] ?? [];
    if (title === undefined || note === undefined) throw new Error(`no texts of ${dataset.name}.${name} in ${language}`);
    return [name, { ...field, title, note }];
  });
  return {
    language,
    phrases,
    dataset: { ...dataset, title: texts.title, summary: texts.summary, fields: Object.fromEntries(fields) },
    optionsOf: (field) => texts.fields[field]?.[2] ?? {},
  };
}
