// Takes a title apart into the words that name its column: camel case, abbreviations, small words, tax and currency remarks aside.
// How much two titles say the same is for title-score.ts.

import { fold } from '../../values/fold.js';
import { withoutBrackets } from '../titles/match-title.js';
import { saysTax, withoutTaxWords } from '../titles/tax-words.js';
import { conceptsOf } from './title-concepts.js';

/** A word of a title and how much it says: 1, less for words that many titles have. */
export interface TitleWord {
  readonly word: string;
  readonly weight: number;
}

/** Words that name nothing. */
const SMALL = wordSet(
  'of the a an and or for per by to in on at with from as is de del de la le les l d du des el los las y e o et ou di da do dei della delle ' +
    'dello degli dos das der die das dem den und oder von vom zu zum zur im am fur mit i av och till for og til fra en ett van het een met w z i na do ' +
    'lub dla pour par sur para por em na per il lo ja tai a k ze pro po',
);

/** Words that say how an amount or a date was booked, not what it is. */
const LIGHT = wordSet(
  'total totals sum summa suma somme line row item items invoice order reporting long short lang kurz tiers doc document lc dc posting posted booking transaction trans entry entries local currency lcy fcy accounting gl net base ' +
    'gesamt summe position pos positions beleg buchungs buchung hauswahrung hauswaehrung belegwahrung transaktion netto ' +
    'linea renglon documento asiento contable moneda local ligne piece ecriture comptable devise locale montant ' +
    'rad verifikation bokforing riga registrazione valuta linha lancamento regel boeking pozycja dokument ksiegowania linje bilag rivi tosite polozka doklad data',
);

/** Concepts of words for a name or text. */
const LABELS = wordSet('name designation description');

/** Words for a number or code of something: titles with and without one name different things. */
const NUMBERED = wordSet(
  'nr n id code key no num number numero nummer numer cislo codigo codice kod koodi numero identifier identificador identifiant kennung schlussel ref reference',
);

/** Words for whom something is bought from or sold to: their names and places are not those of the product. */
const PARTY = wordSet(
  'supplier suppliers vendor vendors merchant payee creditor customer customers buyer client clients manufacturer company organisation organization department ' +
    'beneficiary bill billto soldto lieferant lieferanten kreditor kreditoren kunde kunden kaufer hersteller firma zahlungsempfanger proveedor proveedores acreedor ' +
    'cliente clientes fabricante beneficiario tercero empresa fournisseur fournisseurs creancier client fabricant beneficiaire tiers societe leverantor ' +
    'leverantorer kund kunder tillverkare mottagare foretag fornitore fornitori creditore produttore azienda fornecedor fornecedores credor empresa leverancier ' +
    'leveranciers crediteur klant klanten fabrikant bedrijf dostawca dostawcy dostawcow klient klienta odbiorca producent firma leverandor leverandorer kunde ' +
    'modtager toimittaja toimittajan asiakas asiakkaan valmistaja yritys dodavatel dodavatele zakaznik odberatel vyrobce',
);

/** Roots of words for days that are not those of a purchase: due, cleared, entered, changed. Parts of words, as compounds have them. */
const OTHER_MOMENT =
  /\b(?:due|clear|creat|chang|modif|updat|expir|deliver|termin\b|scad)|fallig|verfall|ablauf|forfall|forfald|verval|vencim|echeanc|splatn|erapaiv|ausgleich|erfass|angelegt|geandert|liefer|livrais|entrega|leverans/;

/** Short forms that ERP systems use. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    qty: 'quantity',
    qte: 'quantite',
    qta: 'quantita',
    qtd: 'quantidade',
    cant: 'cantidad',
    amt: 'amount',
    desc: 'description',
    descr: 'description',
    dscr: 'description',
    bez: 'bezeichnung',
    dt: 'date',
    cur: 'currency',
    curr: 'currency',
    crcy: 'currency',
    ccy: 'currency',
    cat: 'category',
    ctry: 'country',
    cntry: 'country',
    uom: 'unit',
    um: 'unit',
    supp: 'supplier',
    vend: 'vendor',
    prod: 'product',
    lief: 'lieferant',
    cod: 'nr',
    nbr: 'nr',
    num: 'nr',
    number: 'nr',
    no: 'nr',
    nro: 'nr',
    numero: 'nr',
    nummer: 'nr',
    numer: 'nr',
    cislo: 'nr',
    ref: 'nr',
    reference: 'nr',
    referencia: 'nr',
    code: 'nr',
    codigo: 'nr',
    codice: 'nr',
    kod: 'nr',
    koodi: 'nr',
  }),
);

/** The language of what a column holds, as catalogues write it behind its title: `name-en_US`, `ingredients_text_pt`. */
const LANGUAGE = /(?<=\p{L}{3})[-_](?:en|es|de|fr|sv|it|pt|nl|pl|da|fi|cs|nb)(?:[-_](?:\p{L}{2}))?$/iu;
/** `Lieferantennr` is the number of a `Lieferant`, `Länderschlüssel` the code of a `Land`. */
const NUMBER_OF = /^(\p{L}{4,}?)s?(?:nummer|numer|number|numero|nr|schlussel|kennung|kode|code|kod|koodi|tunnus)$/u;
/** One of several steps of a grouping, as `Category Level 2`, `Warengruppe Ebene 1` and `(L1)`. */
const LEVEL =
  /[([]?(?<![\p{L}\p{N}])(?:level|lvl|l|ebene|stufe|niveau|nivel|n[ií]vel|livello|niv[aå]|poziom|taso|[uú]rove[nň])[\s_.-]*\d(?!\p{N})[)\]]?/giu;
/** A column of a pivot table: `sum(Spend)`. */
const PIVOTED = /^\s*(?:sum|summe|somme|suma|somma)\s*\((.+)\)\s*$/i;

/** A title in separate words: camel case and signs are spelled out, the language aside. */
export function spelledTitle(title: string): string {
  // Few titles hold a digit, and looking for levels is slow.
  const unlevelled = /\d/.test(title) ? title.replace(LEVEL, ' ') : title;
  return unlevelled
    .replace(PIVOTED, '$1')
    .replaceAll('#', ' nr ')
    .replace(LANGUAGE, '')
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
}

/** The words of a title that is spelled out, each once; words of tax count apart. */
export function titleWords(spelled: string): readonly TitleWord[] {
  const bare = withoutBrackets(spelled);
  const untaxed = saysTax(bare) ? withoutTaxWords(bare) : '';
  const words = (untaxed || fold(bare)).split(' ').filter(Boolean).flatMap(numberApart);
  const named = words.filter((word) => !SMALL.has(word) || words.length === 1);
  const full = new Set((named.length > 0 ? named : words).flatMap(meantBy));
  if (full.has('order')) full.delete('purchase');
  // The name of a group is the group.
  const isGroup = full.has('group') || full.has('category');
  return [...full].map((word) => ({ word, weight: LIGHT.has(word) || (isGroup && LABELS.has(word)) ? 0.25 : 1 }));
}

function numberApart(word: string): readonly string[] {
  const [, thing] = NUMBER_OF.exec(word) ?? [];
  return thing === undefined ? [word] : [thing, 'nr'];
}

function meantBy(word: string): readonly string[] {
  const full = SHORT_FORMS.get(word) ?? word;
  return conceptsOf(full) ?? [full];
}

/** Whether the title names a number or code of something. */
export function isNumbered(words: readonly TitleWord[]): boolean {
  return words.some(({ word }) => NUMBERED.has(word));
}

/** Whether the title is about somebody who sells or buys. */
export function isOfParty(words: readonly TitleWord[]): boolean {
  return words.some(({ word }) => PARTY.has(word));
}

/** Whether the title is about another day than that of a purchase or sale, such as the due date. */
export function isOtherMoment(words: readonly TitleWord[]): boolean {
  return words.some(({ word }) => OTHER_MOMENT.test(word));
}

/** Words for a text in a few lines: one of something is still such a text. */
const DESCRIBING =
  /^(?:description|beschreibung|bezeichnung|descripcion|descrizione|descricao|descriptif|omschrijving|opis|beskrivelse|beskrivning|kuvaus|popis|libelle|designation|narrative|memo|purpose|summary|text|texto|testo|tekst|category|kategorie|categoria|categorie|kategori|kategoria)$/;

/** Whether a word says that a column describes or groups what the row is about. */
export function isDescribing(word: string): boolean {
  return DESCRIBING.test(word);
}

/** Whether a word only says that a column holds a number or code. */
export function isNumberWord(word: string): boolean {
  return NUMBERED.has(word);
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
