// `template`: an empty table of a dataset to fill in; on request with the account's own values in its dropdowns, and its rows.

import { extname } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
import { importDatasetNamed } from '../../datasets/index.js';
import type { TemplateLanguage } from '../../datasets/words/template/phrases.js';
import { inLanguage } from '../../datasets/words/template/texts.js';
import { Stop } from '../../problems/stop.js';
import { countryList } from '../../values/countries/country-list.js';
import type { AccountContent } from '../../write/template/account-content.js';
import { writeTemplate } from '../../write/template/template.js';
import type { Tools } from '../tools.js';
import { keepRows } from './kept-rows.js';
import { readAccount } from './read-account.js';

/** Which template to write, and where to. */
export interface TemplateRequest {
  /** The name of a dataset that can be imported. */
  readonly dataset: string;
  /** Ends in .xlsx or .csv. */
  readonly out: string;
  /** @default en */
  readonly language?: TemplateLanguage;
  /** Fill dropdowns with values of the account; only in a workbook. @default false */
  readonly live?: boolean;
  /** Fill in the rows of the account; only in a workbook. @default false */
  readonly withData?: boolean;
}

/** A template that was written. */
export interface TemplateWritten {
  readonly dataset: string;
  readonly file: string;
  readonly language: TemplateLanguage;
  /** Whose account it was filled from; absent where from none. */
  readonly account?: string;
  /** How many values of the account each field can be chosen from; 0 where none could be listed. */
  readonly lists?: Readonly<Record<string, number>>;
  /** How many rows of the account are filled in. */
  readonly rows?: number;
}

/** Writes a template; the file appears only when it is complete. Throws a Stop. */
export async function makeTemplate(
  { dataset: name, out, language = 'en', live = false, withData = false }: TemplateRequest,
  tools: Pick<Tools, 'connect' | 'clock' | 'signal' | 'tell'>,
): Promise<TemplateWritten> {
  const dataset = await importDatasetNamed(name);
  const worded = await inLanguage(dataset, language);
  const written = { dataset: name, file: out, language };
  if (!live && !withData) {
    await writeTemplate(worded, out, countryList(language));
    return written;
  }
  if (extname(out).toLowerCase() !== '.xlsx') throw onlyInWorkbooks(out);
  const hasLists = live && isListed(dataset, tools);
  if (!hasLists && !withData) {
    await writeTemplate(worded, out, countryList(language));
    return written;
  }
  const { session } = await tools.connect(dataset.provider);
  const rows = withData ? await keepRows() : undefined;
  try {
    const account = await readAccount(dataset, session, { language, live, rows }, tools);
    await writeTemplate(worded, out, countryList(language), account);
    return { ...written, account: account.from, ...countsOf(account) };
  } finally {
    await rows?.discard();
  }
}

function countsOf({ lists, rows }: AccountContent): Pick<TemplateWritten, 'lists' | 'rows'> {
  const counts = [...(lists ?? [])].map(([field, list]) => [field, list.kind === 'list' ? list.values.length : 0]);
  return { ...(lists && { lists: Object.fromEntries(counts) }), ...(rows && { rows: rows.count }) };
}

function isListed({ name, fields }: ImportDataset, { tell }: Pick<Tools, 'tell'>): boolean {
  if (Object.values(fields).some(({ listed }) => listed)) return true;
  tell({
    kind: 'warned',
    text: `${name}: the service lists no values for its columns; the dropdowns are those of every template`,
  });
  return false;
}

function onlyInWorkbooks(out: string): Stop {
  return new Stop(
    'usage',
    'TEMPLATE_FORMAT',
    `${out}: only a workbook can be filled from an account`,
    'let its name end in .xlsx, or leave --live and --with-data out',
  );
}
