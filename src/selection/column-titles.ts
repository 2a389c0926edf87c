// Titles of the columns of a ledger that belong to no field: accounts, suppliers, categories, posting texts and references to
// other documents, in twelve languages. Document numbers are known to mapping/document-titles.ts.

import { fold } from '../values/fold.js';

/** What such a column holds. */
export type LedgerColumn = 'account' | 'supplier' | 'category' | 'text' | 'number' | 'reference' | 'side';

/** Folded and without blanks, each as a whole title. */
const TITLES: Readonly<Record<LedgerColumn, string>> = {
  account:
    'account|glaccount|generalledgeraccount|ledgeraccount|nominal|nominalcode|nominalaccount|mainaccount|expenseaccount|costelement|' +
    '(?:gl|ledger|nominal|main)?account(?:code|number|no|nr|name|description|title)|' +
    '(?:sach|aufwands|haupt|kosten|fibu|buchungs|finans|bogforings)?konto(?:nummer|nr|no|name|bezeichnung|text|namn|benamning|navn|beskrivelse)?|kostenart|' +
    'cuenta(?:contable)?|(?:numero|codigo|nombre)(?:de)?(?:la)?cuenta|subcuenta|' +
    'compte(?:general|comptable)?|(?:numero|no|n|libelle|intitule)(?:de|du)?compte|' +
    'conto(?:contabile|economico)?|(?:codice|numero|descrizione)conto|' +
    'conta(?:contabil|contabilistica|snc|razao)?|(?:codigo|numero|nome)(?:da)?conta|' +
    '(?:grootboek)?rekening(?:nummer|nr|naam)?|grootboek(?:nummer|nr)?|' +
    'konto(?:ksiegowe|kosztowe)|(?:numer|nr|nazwa)konta|' +
    '(?:kirjanpito|kulu)?tili(?:numero|nro)?|tilinnimi|' +
    'ucet(?:md)?|(?:cislo|nazev)uctu',
  supplier:
    '(?:supplier|vendor|creditor|payee)(?:name|no|nr|number|id|code|account)?|beneficiary|' +
    '(?:name(?:des)?)?(?:lieferant(?:en)?|kreditor(?:en)?)(?:name|nummer|nr|no)?|' +
    '(?:nombre(?:del)?|codigo(?:de(?:l)?)?)?(?:proveedor|acreedor)|(?:nom(?:du)?|code)?(?:fournisseur|tiers)|' +
    '(?:nome|ragionesociale|codice)?fornitore|(?:nome(?:do)?|codigo(?:do)?)?fornecedor|' +
    '(?:leverancier|crediteur)s?(?:naam|nummer|nr)?|(?:nazwa|kod)?(?:dostawc[ay]|kontrahenta?)|' +
    '(?:leverantor|leverandor|kreditor)(?:s|ens|ans)?(?:namn|navn|nummer|nr|no)?|toimittaja(?:n(?:nimi|numero|koodi))?|' +
    '(?:nazev|jmeno|kod)?dodavatele?',
  category:
    '(?:spend|cost|expense|purchase)?(?:category|type)|costtype|natureofexpense|kategorie|kostenkategorie|aufwandsart|' +
    'categoria(?:degasto|dispesa|dedespesa|contable)?|tipo(?:degasto|dispesa|decusto|dedespesa)|categorie(?:dedepense)?|' +
    'naturedecharge|naturedeladepense|kategori|kostnadsslag|kostnadstyp|kostensoort|uitgavencategorie|kategoria(?:kosztow)?|' +
    'rodzajkosztu|omkostningstype|udgiftstype|kostnadstype|kululaji|menolaji|kategorienakladu|druhnakladu',
  text:
    '(?:posting|line|header|item|entry)?text|description|memo|narration|narrative|details|comment|particulars|' +
    '(?:buchungs|positions|beleg|kopf)text|verwendungszweck|bemerkung|beschreibung|kurztext|' +
    'concepto|descripcion|texto|glosa|detalle|libelle(?:ecriture|delecriture)?|description|commentaire|' +
    'descrizione|causale|descricao|historico|omschrijving|boekingstekst|mededeling|opis|tresc|tekst|posteringstekst|bilagstekst|' +
    'beskrivning|verifikationstext|beskrivelse|kommentar|selite|vientiselite|teksti|kuvaus|popis|text',
  // A number of the row's own document, or of another one.
  number: '(?:ref|reference|referenz|referencia|riferimento|referentie|referens|viite|odkaz)(?:no|nr|number|nummer)?',
  // The document that a credit note is about.
  reference:
    'original(?:invoice|document)(?:no|nr|number)?|relateddocument|creditedinvoice|corrects|reversalof|reverseddocument|' +
    'bezug|bezugsbeleg|bezugsrechnung|ursprungsrechnung|ursprungsbeleg|stornozu|gutschriftzu|' +
    'facturaoriginal|facturarectificada|facture(?:d)?origine|avoirsurfacture|fatturaoriginale|fatturadiriferimento|' +
    'faturaoriginal|oorspronkelijkefactuur|ursprungligfaktura|krediterarfaktura|(?:numer)?faktur[ay]korygowanej|' +
    'oprindeligfaktura|opprinneligfaktura|alkuperainenlasku|hyvitettavalasku|puvodnifaktura|puvodnidoklad',
  // Whether an amount is a debit or a credit.
  side:
    'sh|sollhaben|(?:sh|sollhaben)(?:kz|kennz|kennzeichen)|dc|drcr|debitcredit|(?:dc|debitcredit)(?:indicator|flag|mark|sign|code)|' +
    'debehaber|dh|sens|debitcredit|dareavere|da|debitocredito|debet(?:kredit|credit)|dk|wnma|mddal?',
};

/** A title may name the chart of its accounts. */
const CHART = /\b(?:skr ?0?[34]|pgc|pcg|bas|sage)\b/;

/** What the title of a column says that it holds; prepared once for a table. */
export function ledgerColumns(): (title: string) => LedgerColumn | undefined {
  const known = Object.entries(TITLES).map(([column, titles]) => ({
    column: column as LedgerColumn, // the keys are the kinds
    title: new RegExp(`^(?:${titles})$`),
  }));
  return (title) => {
    const squeezed = fold(title).replace(CHART, '').replaceAll(' ', '');
    return known.find((one) => one.title.test(squeezed))?.column;
  };
}
