// Whom, which moment and which currency a title speaks of: `Supplier country` is no `Country of origin`, an `Order date` no `Invoice
// date`. Net and gross, price and quantity are for tax-words.ts.

import { fold } from '../../values/fold.js';

/** Parts of words, as compounds have them, for each thing that a title may speak of. */
const FAMILIES: readonly (readonly (readonly [role: string, words: RegExp])[])[] = [
  [
    [
      'seller',
      /supplier|vendor|seller|merchant|payee|creditor|beneficiary|lieferant|kreditor|verkaufer|zahlungsempfanger|proveedor|acreedor|vendedor|fournisseur|creancier|vendeur|leverantor|saljare|fornitor|creditore|venditore|fornecedor|credor|leverancier|crediteur|verkoper|dostawc|sprzedawc|sprzedaz|leverandor|saelger|toimittaja|myyja|dodavatel|prodejc|prodavajic/,
    ],
    [
      'buyer',
      /customer|buyer|purchaser|\bclient|\bbill ?to\b|\bsold ?to\b|\bkunde|kaufer|besteller|cliente|comprador|acheteur|\bkund\b|\bkunden|kopare|acquirente|\bklant|koper\b|klient|nabywc|kober\b|asiakas|asiakka|ostaja|zakaznik|odberatel|kupujic/,
    ],
    ['destination', /\bship ?to\b|destin|empfang|bestimmung|mottag|ontvang|odbiorc|modtager|vastaanott|prijemce/],
    [
      'origin',
      /origin|herkunft|ursprung|procedenc|provenien|provenance|herkomst|pochodz|oprindelse|alkupera|puvod|produ[ck]|herstell|manufactur|fabric|tillverk|fremstill|valmist|vyrob|made in/,
    ],
  ],
  [
    ['invoice', /invoic|rechnung|factur|faktur|fattur|fatur|lasku/],
    ['order', /\border|bestell|pedido|commande|bestall|\bordine|\bordre|encomenda|zamow|tilaus|objednav|bestel/],
    ['payment', /payment|\bpaid|zahlung|\bpago|paiement|betaln|pagament|betal|platnos|maksu|platb/],
    [
      'delivery',
      /deliver|liefer(?!ant)|entrega|livrais|leverans|consegna|lever(?:ing|dat)|dostaw[ay]|toimitus|dodani|dodac|ship(?:ment|ped|ping)|versand/,
    ],
    [
      'posting',
      /posting|posted|booking|buchung|contab|comptab|bokfor|registraz|boekdat|boeking|ksiegow|bogfor|kirjaus|uctova|ucetn/,
    ],
    ['due', /\bdue|fallig|vencim|echeanc|forfall|forfald|verval|scaden|splatn|erapaiv|termin platn/],
    ['change', /chang|modif|updat|geandert|anderung|creat|angelegt|erfass|\bcread|\bcree/],
  ],
  [
    [
      'own currency',
      /\blocal|hauswahr|hauswaehr|accounting curr|reporting|group curr|company curr|moneda local|devise locale|konzern/,
    ],
    ['document currency', /document curr|transaction|belegwahr|belegwaehr|foreign|fremdwahr|devise de/],
  ],
];

function rolesIn(folded: string, family: (typeof FAMILIES)[number]): readonly string[] {
  return family.flatMap(([role, words]) => (words.test(folded) ? [role] : []));
}

/** Whether one title speaks of another party, moment or currency than the other one. */
export function speaksOfAnother(title: string, other: string): boolean {
  return differs(
    title,
    other,
    ([one, two]) => one.length > 0 && two.length > 0 && !one.some((role) => two.includes(role)),
  );
}

/** Whether one title speaks of a party, moment or currency that the other one does not speak of. */
export function speaksOfMore(title: string, other: string): boolean {
  return differs(title, other, ([one, two]) => one.join() !== two.join());
}

type Roles = readonly [one: readonly string[], two: readonly string[]];

function differs(title: string, other: string, isDifferent: (roles: Roles) => boolean): boolean {
  const [one, two] = [fold(title), fold(other)];
  return FAMILIES.some((family) => isDifferent([rolesIn(one, family), rolesIn(two, family)]));
}
