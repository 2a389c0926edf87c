// Titles of two columns of amounts, one of debits and one of credits, in twelve languages. Leaves their cells to derived-columns.ts.

import { fold } from '../../values/fold.js';

/** The titles of both columns. */
export interface DebitAndCredit {
  readonly debit: string;
  readonly credit: string;
}

/** What both columns are called, debits first. */
const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:debits?|dr)$/, /^(?:credits?|cr)$/],
  [/^soll(?:betrag|umsatz)?$/, /^haben(?:betrag|umsatz)?$/],
  [/^(?:lastschrift(?:en)?|belastung(?:en)?)$/, /^gutschrift(?:en)?$/],
  [/^debe$/, /^haber$/],
  [/^(?:debitos?|cargos?)$/, /^(?:creditos?|abonos?)$/],
  [/^dare$/, /^avere$/],
  [/^addebit[io]$/, /^accredit[io]$/],
  [/^debet(?:bedrag|belopp|belob|belop)?$/, /^(?:credit|kredit)(?:bedrag|belopp|belob|belop)?$/],
  [/^debit$/, /^kredit$/],
  [/^(?:winien|wn|obciazeni[ae])$/, /^(?:ma|uznani[ae])$/],
  [/^(?:madati|md)$/, /^(?:dal|d)$/],
];

/** Words beside them that change nothing. */
const BESIDE =
  /\b(?:amounts?|postings?|betrag|umsatz|montants?|mouvements?|importes?|importi|importo|movimentos?|valor|bedrag|belopp|belob|belop|summa|kwota|strona|castka|strana|in|en|i|w|v|net|netto|local|currency|lc|[kt]?(?:eur|usd|gbp|chf|sek|nok|dkk|pln|czk|kc|zl|kr))\b/g;

/** The only two such columns of a header; undefined where there are none, or more. */
export function debitAndCredit(titles: readonly string[]): DebitAndCredit | undefined {
  const plain = titles.map((title) => fold(title).replace(BESIDE, '').replaceAll(' ', ''));
  const found = PAIRS.flatMap(([debit, credit]) => {
    const [debits, credits] = [debit, credit].map((one) => titles.filter((_, at) => one.test(plain[at] ?? '')));
    return debits?.length && credits?.length ? [{ debits, credits }] : [];
  });
  const debits = new Set(found.flatMap((one) => one.debits));
  const credits = new Set(found.flatMap((one) => one.credits));
  const count = found.reduce((most, one) => Math.max(most, one.debits.length, one.credits.length), 0);
  const [[debit], [credit]] = [[...debits], [...credits]];
  const isOne = count === 1 && debits.size === 1 && credits.size === 1;
  return isOne && debit !== undefined && credit !== undefined ? { debit, credit } : undefined;
}
