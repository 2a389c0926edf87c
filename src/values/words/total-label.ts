// Whether a text is how people label a row or column of totals, in many languages. What such a row is taken for is decided
// by the callers: a product may be called Total, too.

import { fold } from '../fold.js';

/** English, Spanish, German, French, Swedish; then other languages of spreadsheets that end with a sum, as their Excel writes. Folded. */
const LABELS = new Set(
  [
    'total totals totalled subtotal subtotals sum sums',
    'suma sumas totales subtotales',
    'summe gesamt insgesamt gesamtsumme zwischensumme teilsumme endsumme gesamtbetrag gesamtergebnis ergebnis',
    'totaux somme soustotal',
    'totalt summa totalsumma delsumma slutsumma',
    'totaal subtotaal tussentotaal eindtotaal totaalbedrag totale totali subtotale subtotali somma soma subtotais totais',
    'ialt sammenlagt delsum totalsum totalbelob hovedtotal sluttsum mellomsum subtotalt',
    'yhteensa valisumma loppusumma kokonaissumma',
    'razem ogolem lacznie celkem soucet mezisoucet osszesen vegosszeg toplam ukupno skupaj spolu',
    'итого всего сумма разом усього συνολο 合計 合计 小計 小计 总计 總計 总额 합계 총계 소계',
  ].flatMap((words) => words.split(' ').map(fold)),
);

/** Words that say no more than the label beside them. */
const FILLERS = new Set(
  (
    'grand general generale geral sub sous of the all overall net netto gross brut brutto bruto neto amount ' +
    'betrag importe montant belopp importo complessivo complessiva parziale valor parcial bedrag algemeen kwota ' +
    'wartosc koncowa czesciowa belob belop kaikki castka celkovy celkova konecny dilci de del des der du von av i en in'
  ).split(' '),
);

// Labels are short; it bounds the work on long descriptions.
const LONGEST_LABEL = 60;

/**
 * `all`: the text says total and nothing else, as `Grand total:` or `Summe 2024`; `part`: it begins or ends with such a
 * word, as `Total Spain`; undefined: it is no label.
 */
export function totalLabel(text: string): 'all' | 'part' | undefined {
  if (text.length > LONGEST_LABEL) return undefined;
  // Danish and Norwegian write two words.
  const words = fold(text)
    .replace(/\bi alt\b/, 'ialt')
    .split(' ');
  if (!LABELS.has(words[0] ?? '') && !LABELS.has(words.at(-1) ?? '')) return undefined;
  return words.every((word) => LABELS.has(word) || FILLERS.has(word) || /^\d+$/.test(word)) ? 'all' : 'part';
}
