// The guide of a template: how to fill it in, and every field with its rule.

import type { WordedDataset } from '../../datasets/words/template/texts.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { rowHeight } from '../sheet/cell-size.js';
import { explainingTitle } from '../sheet/explaining-sheets.js';
import { onePageWide, proseStyle, strongHeader, titleStyle } from '../sheet/style.js';
import { type AccountContent, type AccountList, MOST_CHOICES } from './account-content.js';
import { needOf, ruleOf, shownExample } from './field-rule.js';
import type { Lists } from './template-lists.js';

const WIDTHS = [26, 20, 34, 34, 56, 30, 24];

/** Writes the guide. */
export async function writeGuide(
  book: WorkbookWriter,
  worded: WordedDataset,
  lists: Lists,
  account: AccountContent | undefined,
): Promise<void> {
  const { dataset, phrases, language } = worded;
  const { guide } = phrases;
  const hasRows = account?.rows !== undefined && account.rows.count > 0;
  const lines = [
    dataset.summary,
    guide.fill(dataset.title),
    ...(hasRows ? [] : [guide.exampleRow]),
    ...(account === undefined ? [] : accountLines(worded, account)),
    guide.check(`carbonsheet check FILE --dataset ${dataset.name}`),
    ...(hasRows && !account.rows.areNew ? [phrases.account.send('carbonsheet import FILE --on-existing update')] : []),
  ];
  const sheet = book.sheet({
    name: guide.sheet,
    columns: WIDTHS.map((width) => ({ width })),
    frozen: { rows: lines.length + 3, columns: 0 },
    page: onePageWide,
  });
  await sheet.add([{ value: explainingTitle(dataset.title), style: titleStyle }]);
  for (const value of lines) await sheet.add([{ value }]);
  await sheet.add([]);
  await sheet.add(guide.titles.map((value) => ({ value, style: strongHeader })));
  for (const [name, field] of Object.entries(dataset.fields)) {
    const { title, note } = field;
    const need = needOf(dataset, name, phrases);
    const row = [
      title,
      need,
      ruleOf(field, phrases),
      choicesOf(name, worded, lists, account?.lists?.get(name)),
      note,
      shownExample(field, language),
      name,
    ];
    await sheet.add(
      row.map((value) => ({ value: value === '' ? undefined : value, style: proseStyle })),
      rowHeight(row, WIDTHS),
    );
  }
  await sheet.close();
}

function accountLines({ dataset, phrases }: WordedDataset, account: AccountContent): readonly string[] {
  const { account: said } = phrases;
  const { filledAt, from, lists = new Map<string, AccountList>(), rows } = account;
  const titleOf = (field: string): string => dataset.fields[field]?.title ?? field;
  const listed = [...lists].filter(([, { kind }]) => kind === 'list').map(([field]) => titleOf(field));
  const why = (list: AccountList): string | undefined => {
    if (list.kind === 'none') return said.none;
    if (list.kind === 'too many') return said.tooMany(list.count, MOST_CHOICES);
    return list.kind === 'refused' ? list.why : undefined;
  };
  return [
    said.filled(`${filledAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`, from),
    ...(listed.length > 0 ? [said.listed(listed.join(', '))] : []),
    ...(account.lists?.size === 0 ? [said.nothingListed] : []),
    ...[...lists].flatMap(([field, list]) => {
      const reason = why(list);
      return reason === undefined ? [] : [said.unlisted(titleOf(field), reason)];
    }),
    ...(rows && rows.count > 0 ? [said.rows(rows.count), ...(rows.areNew ? [] : [said.hidden])] : []),
  ];
}

function choicesOf(
  name: string,
  { dataset, phrases, optionsOf }: WordedDataset,
  lists: Lists,
  account: AccountList | undefined,
): string {
  const field = dataset.fields[name];
  const { sheet } = phrases.lists;
  if (account?.kind === 'list') {
    const where = account.isOpen ? phrases.account.suggested(sheet) : phrases.guide.onLists(sheet);
    return account.ambiguous === 0 ? where : `${where}. ${phrases.account.ambiguous(account.ambiguous)}`;
  }
  if (field?.kind !== 'choice') return lists.rangeOf(name) === undefined ? '' : phrases.guide.onLists(sheet);
  const meanings = optionsOf(name);
  const said = (option: string): string =>
    meanings[option] === undefined ? option : `${option} (${meanings[option]})`;
  return Object.keys(field.options).map(said).join(', ');
}
