// Words for the same thing in all languages known, so that titles are compared by what they name: `Herstellungsland`, `País de
// fabricación` and `Country of manufacture` are a country of production. Compounds are taken apart. Weights are title-words.ts.

/** A concept, named by one of its words, and its words: folded, in the forms that titles have. */
const WORDS: Readonly<Record<string, string>> = {
  product:
    'product products producto productos produit produits prodotto prodotti produto produtos produkt produkte produkts produkter produkty produktu article ' +
    'articles artikel artikels artikeln artiklar articulo articulos articolo articoli artigo artigos ware waren vare varer varen vara varor tuote tuotteen tuotteet ' +
    'towar towaru towary zbozi vyrobek vyrobku',
  designation:
    'bezeichnung benennung designation designacion denominacion denominazione denominacao benamning betegnelse libelle nimike nazwa nazev naziv',
  name: 'name nombre nom nome naam navn namn nimi',
  description:
    'description beschreibung descripcion descrizione descricao omschrijving beschrijving opis beskrivelse beskrivning kuvaus popis descriptif',
  supplier:
    'supplier suppliers vendor vendors lieferant lieferanten lieferants proveedor proveedores fournisseur fournisseurs leverantor leverantorer leverantorens ' +
    'fornitore fornitori fornecedor fornecedores leverancier leveranciers dostawca dostawcy leverandor leverandorer toimittaja toimittajan dodavatel dodavatele',
  customer:
    'customer customers kunde kunden cliente clientes client clients kund kunder klant klanten klient klienta asiakas asiakkaan zakaznik zakaznika',
  country:
    'country countries land lander laender lands landes landet pais paises pays paese paesi nazione maa maan kraj kraje kraju zeme zemi',
  origin:
    'origin origen origine origem ursprung ursprungs herkunft herkunfts herkomst pochodzenia pochodzenie oprindelse oprindelses opprinnelse opprinnelses alkupera ' +
    'alkuperan puvod puvodu provenance procedencia provenienza proveniencia',
  production:
    'production produktion produktions produccion produzione producao productie produkcji produkcja tuotanto tuotannon manufacture manufacturing fabrication ' +
    'fabricacion fabricacao fabbricazione herstellung herstellungs fertigung fertigungs tillverkning tillverknings fremstilling fremstillings produksjon ' +
    'produksjons valmistus vyroby vyroba elaboracion',
  group: 'group gruppe gruppen gruppo grupo groupe grupp groep grupa grupy ryhma skupina skupiny',
  category:
    'category categories categoria categorias kategorie kategorien kategori kategorier categorie categorieen kategoria kategorii',
  currency:
    'currency currencies wahrung waehrung wahrungs moneda divisa devise valuta moeda waluta waluty mena meny valuutta valuutan',
  unit: 'unit units einheit einheiten unidad unidades unite unites unita unidade eenheid enhet enhed jednostka jednostki yksikko jednotka',
  measure: 'measure measurement medida mesure misura mass maat miary merne mitta',
  quantity:
    'quantity quantities menge mengen anzahl cantidad cantidades quantite quantites quantita quantidade hoeveelheid aantal antal antall kvantitet kvantum ' +
    'ilosc maara mnozstvi mangd maengde mengde',
  amount: 'amount amounts betrag betrage importe montant importo montante belopp belob belop bedrag kwota castka',
  value: 'value wert valor valeur valore varde waarde wartosc vaerdi verdi arvo hodnota',
  invoice:
    'invoice invoices rechnung rechnungs factura facture fattura fatura factuur faktura fakturan faktury fakturu lasku laskun',
  order:
    'order orders bestellung bestell pedido commande bestallning bestallnings ordine ordre encomenda bestelling zamowienie zamowienia tilaus objednavka objednavky',
  purchase:
    'purchase purchases purchasing procurement einkauf einkaufs beschaffung beschaffungs compra compras achat achats inkop inkops acquisto acquisti inkoop zakup ' +
    'zakupu indkob indkobs innkjop innkjops nakup nakupu osto',
  date: 'date datum fecha data dato paivamaara',
  weight: 'weight gewicht peso poids vikt gewichts vaegt vekt waga paino hmotnost',
  packaging:
    'packaging verpackung verpackungs embalaje emballage imballaggio embalagem forpackning forpacknings verpakking opakowanie pakkaus obal',
  brand: 'brand marke marken marque marca marchio varumarke merk maerke merke tuotemerkki znacka',
};

const byWord: ReadonlyMap<string, string> = new Map(
  Object.entries(WORDS).flatMap(([concept, words]) => words.split(' ').map((word) => [word, concept] as const)),
);

/** Letters between the parts of a compound. */
const LINKS = ['', 's', 'n', 'en', 'e', 'ns'];
/** Shorter parts are in too many words. */
const LEAST_PART = 4;

/** The concepts of a folded word: of one known word, or of both parts of a compound; undefined where it is neither. */
export function conceptsOf(word: string): readonly string[] | undefined {
  const known = byWord.get(word);
  if (known !== undefined) return [known];
  for (let at = word.length - LEAST_PART; at >= LEAST_PART; at--) {
    const head = byWord.get(word.slice(at));
    if (head === undefined) continue;
    const modifier = modifierOf(word.slice(0, at));
    if (modifier !== undefined) return [modifier, head];
  }
  return undefined;
}

function modifierOf(beginning: string): string | undefined {
  for (const link of LINKS) {
    if (!beginning.endsWith(link)) continue;
    const known = byWord.get(beginning.slice(0, beginning.length - link.length));
    if (known !== undefined) return known;
  }
  return undefined;
}
