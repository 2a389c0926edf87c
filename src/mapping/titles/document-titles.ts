// Titles of columns that hold document numbers: invoice, order, posting. No service has a field for them, but they tell rows
// apart that say the same otherwise. Which columns belong to a field is decided before, in match-column.ts.

import { fold } from '../../values/fold.js';

/** What kind of document a number is of. Numbers of one kind can be compared. */
export type DocumentKind = 'invoice' | 'order' | 'posting';

/** `alone` names a document number by itself; `numbered` only with a word for number: `Order` alone may be a sort order. */
const WORDS: Readonly<Record<DocumentKind, { readonly alone: string; readonly numbered: string }>> = {
  invoice: {
    alone: 'invoice|rechnung|facture|factura|fattura|fatura|factuur|faktura|lasku',
    numbered: 'supplierinvoice|vendorinvoice|bill|receipt|rechnungs|fakturan|laskun|faktury',
  },
  order: {
    alone: 'bestellung|purchaseorder',
    numbered:
      'order|po|bestell|auftrags|einkaufsbeleg|commande|boncommande|pedido|ordine|encomenda|bestel|inkopsorder|ordre|tilaus|' +
      'zamowienia|objednavky',
  },
  posting: {
    alone: 'voucher|beleg|asiento|verifikation|bilag|tosite|doklad',
    numbered:
      'document|doc|accountingdocument|posting|transaction|journal|journalentry|entry|buchungs|dokument|dokumenten|vorgangs|' +
      'piece|ecriture|documento|registrazione|boekings|verifikations|verif|ver|bilags|tositteen|dokumentu|dokladu',
  },
};

const BEFORE = '(?:n|no|nr|num|numero|numer|cislo|c)(?:de|du|di|da|do|del|della|d)?';
const AFTER = '(?:number|num|no|nr|id|ref|reference|nummer|numero|n|nro)';

const TITLES = Object.entries(WORDS).map(([kind, { alone, numbered }]) => ({
  kind: kind as DocumentKind, // the keys are the kinds
  title: new RegExp(`^(?:(?:${alone})|${BEFORE}(?:${alone}|${numbered})|(?:${alone}|${numbered})${AFTER})$`),
}));

/** The kind of document numbers that a title names, as `Invoice no.`, `Belegnummer` or `N° de facture`; undefined for others. */
export function documentKind(title: string): DocumentKind | undefined {
  const squeezed = fold(title).replaceAll(' ', '');
  return TITLES.find((known) => known.title.test(squeezed))?.kind;
}
