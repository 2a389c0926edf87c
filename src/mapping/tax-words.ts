// What a title says of tax: whether an amount is with it (gross) or without it (net), or the column is the tax itself. Also which
// titles differ in such a word, so that none is suggested for another. Leaves what to ask about it to net-or-gross.ts.

import { fold } from '../values/fold.js';

/** `tax`: the column is a tax, its rate or its code. */
export type Basis = 'net' | 'gross' | 'tax';

const words = (text: string): ReadonlySet<string> => new Set(fold(text).split(' '));

const NET = words(
  'net nets netto neto neta netos nettobetrag liquido liquida ht imponibile imponible veroton verottomana nettosumma ' +
    'excl exkl exkluderad excluding exclusive exclu ohne zzgl zuzuglich exclusief',
);
const GROSS = words(
  'gross brutto bruto bruta brut brute ttc lordo lorda ivato ivata verollinen verollisena bruttosumma ' +
    'incl inkl inkluderad including inclusive inclus incluido incluida inklusive inclusief einschliesslich',
);
/** Before a word for tax only. */
const WITHOUT = words('without ex before plus sin sem senza hors bez uden utan uten zonder ilman base');
const WITH = words('with mit con com avec med met z s after including sis');
const TAX = words(
  'tax taxes vat gst hst mwst mwst. ust umsatzsteuer mehrwertsteuer vorsteuer steuer steuern steuerbetrag steuersatz ' +
    'steuerschlussel mwstbetrag mwstsatz ustbetrag mwstkennzeichen steuerkennzeichen steuercode iva igic impuesto impuestos tva taxe moms ' +
    'momsbelopp momsbelob momssats mva skatt skat btw belasting omzetbelasting btwbedrag imposta imposte imposto impostos icms dph dan podatek ' +
    'podatku alv vero arvonlisavero afa kdv pdv ddv tvanr',
);
/** A number that a tax office has given to somebody is no tax. */
const IDENTIFIER = words(
  'id idnr n no nr num number nummer numero numer cislo code registration reg identification identifikationsnummer partita p tunnus office authority ' +
    'country representative group nif cif nip ico dic reference ref name',
);
const CODES_OF_TAX = words('code');
const COMPOUND = /^(netto|brutto)(?=\p{L}{3})/u;

/** What the title says; undefined when it says nothing of tax, or both. */
export function basisOf(title: string): Basis | undefined {
  const said = fold(title).split(' ');
  const has = (known: ReadonlySet<string>): boolean => said.some((word) => known.has(word));
  const tax = has(TAX);
  const starts = (prefix: string): boolean => said.some((word) => COMPOUND.exec(word)?.[1] === prefix);
  const net = has(NET) || starts('netto') || (tax && has(WITHOUT));
  const gross = has(GROSS) || starts('brutto') || (tax && has(WITH));
  if (net || gross) return net && gross ? undefined : net ? 'net' : 'gross';
  const isNumber = said.some((word) => IDENTIFIER.has(word) && !CODES_OF_TAX.has(word)) || said.includes('ustid');
  return tax && !isNumber ? 'tax' : undefined;
}

/** The title of an amount without its words of tax, folded: `Betrag inkl. MwSt` and `Bruttobetrag` are `betrag`. */
export function withoutTaxWords(title: string): string {
  const basis = basisOf(title);
  if (basis !== 'net' && basis !== 'gross') return '';
  return fold(title)
    .split(' ')
    .map((word) => word.replace(COMPOUND, ''))
    .filter((word) => ![NET, GROSS, WITHOUT, WITH, TAX].some((known) => known.has(word)))
    .join(' ');
}

/** Words that must not be taken for one another, as parts of words: German and its neighbours write them together. */
const SIDES: readonly (readonly [one: RegExp, other: RegExp])[] = [
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

/** A price of pieces is a price. */
function sideOf(title: string, [left, right]: (typeof SIDES)[number]): 'left' | 'right' | undefined {
  const folded = fold(title);
  if (left.test(folded)) return 'left';
  return right.test(folded) ? 'right' : undefined;
}
