// What a title says of tax: whether an amount is with it (gross) or without it (net), or the column is the tax itself. Also which
// titles differ in such a word, so that none is suggested for another. Leaves what to ask about it to net-or-gross.ts.

import { fold } from '../../values/fold.js';

/** `tax`: the column is a tax, its rate or its code. */
export type Basis = 'net' | 'gross' | 'tax';

const words = (text: string): ReadonlySet<string> => new Set(fold(text).split(' '));

const NET = words(
  'net nets netto neto neta netos nettobetrag liquido liquida ht imponible imponibile taxable veroton verottomana nettosumma',
);
const GROSS = words(
  'gross brutto bruto bruta brut brute ttc lordo lorda ivato ivata verollinen verollisena bruttosumma',
);
/** Of tax where they stand beside it, or end the title: other things, such as freight, are included as well. */
const EXCLUDED = words(
  'excl exkl eks ekskl exklusive exkluderad excluded excluding exclusive exclu exclue exclus excluido excluida escluso esclusa esclusi excluse ' +
    'ohne zzgl zuzuglich exclusief eksklusive',
);
const INCLUDED = words(
  'incl inkl inkluderad included including inclusive inclus incluse incluses incluido incluida incluso inclusa inclusi inklusive inclusief ' +
    'einschliesslich enthalten inbegriffen inbegrepen',
);
const NOT = words('not no non nicht pas ikke inte niet nie ej nao ei');
/** Before a word for tax only. */
const WITHOUT = words('without ex before pre plus sin sem senza hors bez uden utan uten zonder ilman o base');
const WITH = words('with mit con com avec med met z s m after sis');
const TAX = words(
  'tax taxes vat gst hst mwst ust umsatzsteuer mehrwertsteuer vorsteuer steuer steuern steuerbetrag steuersatz ' +
    'steuerschlussel mwstbetrag mwstsatz ustbetrag mwstkennzeichen steuerkennzeichen steuercode iva igic impuesto impuestos tva taxe moms ' +
    'momsbelopp momsbelob momssats mva skatt skat btw belasting omzetbelasting btwbedrag imposta imposte imposto impostos icms dph dan dane dani podatek ' +
    'podatku alv vero arvonlisavero afa kdv pdv ddv tvanr',
);
/** A number that a tax office has given to somebody is no tax. */
const IDENTIFIER = words(
  'id idnr n no nr num number nummer numero numer cislo registration reg identification identifikationsnummer partita p tunnus office authority ' +
    'country representative group nif cif nip ico dic reference ref name year jahr',
);
const COMPOUND = /^(netto|brutto)(?=\p{L}{3})/u;

/** Words further from the word for tax are about something else. */
const NEAR = 3;
const SHORT_FORMS: readonly (readonly [form: RegExp, word: string])[] = [
  [/(?<!\p{L})w\s*\/\s*o(?!\p{L})/giu, ' without '],
  [/(?<!\p{L})w\s*\//giu, ' with '],
  [/(?<!\p{L})s\s*\//giu, ' sem '],
  [/(?<!\p{L})c\s*\//giu, ' com '],
  [/(?<!\p{L})h\.\s?t\.?(?!\p{L})/giu, ' ht '],
  [/(?<!\p{L})t\.\s?t\.\s?c\.?(?!\p{L})/giu, ' ttc '],
];

/** What the title says; undefined when it says nothing of tax, or both. */
export function basisOf(title: string): Basis | undefined {
  const said = spelledOut(title);
  const has = (known: ReadonlySet<string>): boolean => said.some((word) => known.has(word));
  const starts = (prefix: string): boolean => said.some((word) => COMPOUND.exec(word)?.[1] === prefix);
  const beside = besideTax(said);
  const net = has(NET) || starts('netto') || beside === 'net';
  const gross = has(GROSS) || starts('brutto') || beside === 'gross';
  if (net || gross) return net && gross ? undefined : net ? 'net' : 'gross';
  const isNumber = has(IDENTIFIER) || said.includes('ustid');
  return has(TAX) && !isNumber ? 'tax' : undefined;
}

/** The words of a title, folded, its short forms in full. */
function spelledOut(title: string): readonly string[] {
  return fold(SHORT_FORMS.reduce((text, [form, word]) => text.replace(form, word), title)).split(' ');
}

/** Whether tax is said to be in or not: by the nearest word before it, else by one behind it, or by the last word of the title. */
function besideTax(said: readonly string[]): 'net' | 'gross' | undefined {
  const tax = said.findIndex((word) => TAX.has(word));
  if (tax === -1) return sideAt(said, said.length - 1);
  const before = said.slice(Math.max(0, tax - NEAR), tax).reverse();
  for (const [index, word] of before.entries()) {
    const side = WITHOUT.has(word) ? 'net' : WITH.has(word) ? 'gross' : sideAt(said, tax - 1 - index);
    if (side !== undefined) return side;
  }
  for (let index = tax + 1; index <= tax + NEAR; index++) {
    const side = said[index] === '0' || said[index] === 'base' ? 'net' : sideAt(said, index);
    if (side !== undefined) return side;
  }
  return undefined;
}

function sideAt(said: readonly string[], index: number): 'net' | 'gross' | undefined {
  const word = said[index] ?? '';
  if (EXCLUDED.has(word)) return 'net';
  if (!INCLUDED.has(word)) return undefined;
  return NOT.has(said[index - 1] ?? '') ? 'net' : 'gross';
}

/** The title of an amount without its words of tax, folded: `Betrag inkl. MwSt` and `Bruttobetrag` are `betrag`. */
export function withoutTaxWords(title: string): string {
  const basis = basisOf(title);
  if (basis !== 'net' && basis !== 'gross') return '';
  return spelledOut(title)
    .map((word) => word.replace(COMPOUND, ''))
    .filter((word) => ![NET, GROSS, EXCLUDED, INCLUDED, NOT, WITHOUT, WITH, TAX].some((known) => known.has(word)))
    .join(' ');
}

/** Whether a title speaks of tax itself, and not only of net or gross, which weights are, too. */
export function saysTax(title: string): boolean {
  return spelledOut(title).some((word) => TAX.has(word) || EXCLUDED.has(word) || word === 'ht');
}

type Sides = readonly [one: RegExp, other: RegExp];

/** Words that must not be taken for one another, as parts of words: German and its neighbours write them together. */
const SIDES: readonly [Sides, Sides] = [
  [
    /pr[ei]{1,2}[sc]|prezz|preco|prij|prix|\bpris|cena|hinta|\brate\b|kosten|\bcost/,
    /quantit|\bqt|menge|anzahl|cantidad|kvantitet|antal|mangd|quantidad|hoeveelheid|ilosc|maara|mnozstvi|pocet|stuck|pieces|units/,
  ],
  [
    /invoic|rechnung|factur|faktur|fattur|fatur|lasku/,
    /order|bestell|pedido|commande|bestall|ordine|ordre|encomenda|zamow|tilaus|objednav/,
  ],
];

/** Whether one title says what the other one does not: net or gross, price or quantity, invoiced or ordered. */
export function isOpposed(title: string, other: string): boolean {
  const [one, two] = [basisOf(title), basisOf(other)];
  if (one !== two && (one === 'gross' || one === 'tax' || two === 'gross' || two === 'tax' || (one && two)))
    return true;
  return SIDES.some((side) => {
    const [first, second] = [sideOf(title, side), sideOf(other, side)];
    return first !== undefined && second !== undefined && first !== second;
  });
}

/** Whether the title names a quantity of things rather than money. */
export function isQuantity(title: string): boolean {
  return sideOf(title, SIDES[0]) === 'right';
}

/** A price of pieces is a price. */
function sideOf(title: string, [left, right]: Sides): 'left' | 'right' | undefined {
  const folded = fold(title);
  if (left.test(folded)) return 'left';
  return right.test(folded) ? 'right' : undefined;
}
