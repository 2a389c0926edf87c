// The texts of templates in German.

import type { Phrases } from './phrases.js';
import type { Texts } from './texts.js';

export const phrases: Phrases = {
  yes: 'ja',
  no: 'nein',
  oneOf: (titles) => `eine von ${titles}`,
  example: (example) => `Beispiel: ${example}`,
  required: (need) => `Pflicht: ${need}`,
  rules: {
    text: 'Text',
    identifier: 'Ein Code, der Text bleibt',
    gtin: 'Ziffern, höchstens 14, mit richtiger Prüfziffer; bleibt Text',
    uuid: 'Eine UUID: 36 Zeichen mit Bindestrichen',
    url: 'Eine Webadresse, die mit https:// oder http:// beginnt',
    number: 'Eine Zahl',
    share: 'Ein Anteil von 0 % bis 100 %',
    date: 'Ein Datum, am besten als JJJJ-MM-TT',
    country: 'Ein Land: sein Code aus zwei Buchstaben oder sein Name',
    choice: 'Einer der Werte',
    choiceOr: (fallback) => `Einer der Werte; leer bedeutet ${fallback}`,
    list: 'Ein oder mehrere Texte, getrennt durch ; oder |',
    unit: '; ihre Einheit in der eigenen Spalte, im Titel oder in der Zelle',
    yearly: '; eine Spalte je Jahr, mit dem Jahr im Titel',
    characters: {
      between: (min, max) => `${min} bis ${max} Zeichen`,
      most: (max) => `höchstens ${max} Zeichen`,
      least: (min) => `mindestens ${min} Zeichen`,
    },
    limits: {
      least: (min) => `${min} oder mehr`,
      above: (limit) => `mehr als ${limit}`,
      most: (max) => `höchstens ${max}`,
    },
  },
  guide: {
    sheet: 'Anleitung',
    titles: ['Spalte', 'Pflicht', 'Regel', 'Werte', 'Bedeutung', 'Beispiel', 'Feld'],
    fill: (sheet) => `Füllen Sie das Blatt ${sheet} aus, eine Zeile je Eintrag. Eine Spalte mit * muss ausgefüllt werden; die anderen können leer bleiben oder fehlen.`,
    exampleRow: 'Zeile 2 ist ein Beispiel: Überschreiben oder löschen Sie sie.',
    check: (command) => `Prüfen Sie die Datei, bevor etwas gesendet wird: ${command}`,
    onLists: (sheet) => `die auf dem Blatt ${sheet}`,
  },
  lists: { sheet: 'Listen', countryCode: 'Ländercode', countryName: 'Land', meaning: 'Bedeutung' },
  account: {
    filled: (when, account) => `Gefüllt am ${when} aus dem Konto: ${account}`,
    listed: (titles) => `Auswahllisten mit Werten des Kontos: ${titles}.`,
    suggested: (sheet) => `die auf dem Blatt ${sheet} oder ein anderer`,
    unlisted: (title, why) => `Keine Auswahlliste mit Werten des Kontos für ${title}: ${why}.`,
    nothingListed: 'Der Dienst listet für die Spalten dieser Vorlage keine Werte auf.',
    tooMany: (count, most) => `das Konto hat ${count} Werte, und eine Auswahlliste zeigt höchstens ${most}`,
    none: 'das Konto hat noch keinen Wert',
    ambiguous: (count) => `${count} davon sind mehrdeutig und fehlen in der Liste; verwenden Sie für diese eine andere Spalte`,
    rows: (count) => (count === 1 ? 'Die Zeile des Kontos ist eingetragen. Ändern Sie sie oder fügen Sie darunter Zeilen hinzu.' : `Die ${count} Zeilen des Kontos sind eingetragen. Ändern Sie sie oder fügen Sie darunter Zeilen hinzu.`),
    hidden: 'Lassen Sie die ausgeblendeten Spalten rechts, wie sie sind: Sie kennzeichnen jede Zeile. Leeren Sie sie in der Kopie einer Zeile, die eine neue werden soll.',
    send: (command) => `Senden Sie die Änderungen; unveränderte Zeilen kosten keine Anfrage: ${command}`,
  },
};

const productReference: Texts['fields'] = {
  productId: ['Produkt-ID', 'Die ID, die CarbonCloud dem Produkt gegeben hat, eine UUID. Eine der Spalten, die das Produkt nennen, genügt; sie dürfen nicht verschiedene nennen.'],
  productCustomId: ['Artikelnummer', 'Ihre eigene Nummer des Produkts, wie in der Liste der Handelsprodukte.'],
  productGtin: ['GTIN/EAN', 'Die Nummer unter dem Strichcode des Produkts: nur Ziffern, höchstens 14. Formatieren Sie die Spalte als Text.'],
  productName: ['Produktname', 'Der Name des Produkts, wenn nur ein Produkt ihn hat.'],
};

const supplierReference: Texts['fields'] = {
  supplierId: ['Lieferanten-ID', 'Die ID, die CarbonCloud dem Lieferanten gegeben hat, eine UUID. Eine der Spalten, die den Lieferanten nennen, genügt; sie dürfen nicht verschiedene nennen.'],
  supplierCustomId: ['Lieferantennummer', 'Ihre eigene Nummer des Lieferanten, wie in der Liste der Lieferanten.'],
  supplierName: ['Lieferantenname', 'Der Name des Lieferanten, wenn nur ein Lieferant ihn hat.'],
};

const contact = {
  email: 'Die Adresse einer Person beim Lieferanten, die eine Einladung erhalten kann. An ihr wird ein Kontakt erkannt.',
  firstName: 'Der Vorname dieses Kontakts.',
  lastName: 'Der Nachname dieses Kontakts.',
};

const period = {
  start: 'Der erste Tag des Zeitraums, am besten als JJJJ-MM-TT.',
  end: 'Der letzte Tag des Zeitraums, am besten als JJJJ-MM-TT; nicht vor dem ersten.',
};

const stage = (what: string): string => `${what}: kg CO2e fossilen Ursprungs je deklarierter Einheit, für ein Produkt mit der Datenquelle external (angenommen).`;

export const datasets: Readonly<Record<string, Texts>> = {
  'country-sales': {
    title: 'Verkäufe nach Land',
    summary: 'Wie viel von einem Produkt in einem Zeitraum in einem Land verkauft wurde. Die Zeiträume eines Produkts und Landes haben keinen Tag gemeinsam.',
    fields: {
      product_name: ['Produktname', 'Das Produkt, wie Dcycle es kennt. Nötig, wenn es keine Produkt-ID gibt. Höchstens 255 Zeichen.'],
      product_id: ['Produkt-ID', 'Die ID, die Dcycle dem Produkt gegeben hat (eine UUID). Nötig, wenn es keinen Produktnamen gibt.'],
      country: ['Land', 'Wo es verkauft wurde: ein Code aus zwei Buchstaben wie SE oder der Name des Landes.'],
      quantity: ['Verkaufte Menge', 'Wie viele Stück in dem Zeitraum in dem Land verkauft wurden. Mehr als 0.'],
      start_date: ['Startdatum', period.start],
      end_date: ['Enddatum', period.end],
    },
  },
  invites: {
    title: 'Einladungen',
    summary: 'Lieferanten, die um Daten zu Produkten gebeten werden sollen: Eine Zeile ist ein Produkt mit seinem heutigen Lieferanten. Jeder Kontakt des Lieferanten kann eine E-Mail erhalten.',
    fields: { ...productReference, ...supplierReference },
  },
  purchases: {
    title: 'Einkäufe',
    summary: 'Was die Organisation gekauft hat: Eine Zeile ist ein Einkauf, nach Ausgaben oder nach erhaltener Menge.',
    fields: {
      product_name: ['Produktname', 'Was gekauft wurde. Höchstens 255 Zeichen.'],
      sector: ['Sektor', 'Der Wirtschaftssektor des Produkts, wie Manufacturing: Er bestimmt den Emissionsfaktor. Höchstens 255 Zeichen.'],
      country: ['Land', 'Woher das Produkt kommt: ein Code aus zwei Buchstaben wie SE oder der Name des Landes.'],
      quantity: ['Menge', 'Wie viel, in der Einheit der Spalte Einheit: bei einem ausgabenbasierten Einkauf der Betrag ohne Steuer. 0 oder mehr.'],
      unit_id: ['Einheit', 'Die Einheit der Menge, wie Dcycle sie nennt: eine Währung wie EUR, eine Einheit wie kg oder die ID einer Einheit. Wird unverändert gesendet.'],
      purchase_date: ['Kaufdatum', 'Wann es gekauft wurde. Ein Kalendertag, am besten als JJJJ-MM-TT.'],
      expense_type: ['Ausgabenart', 'capex für Kapitalgüter (Scope 3, Kategorie 2), opex für alles andere (Kategorie 1).', { capex: 'Investitionsausgaben: Kapitalgüter', opex: 'Betriebsausgaben: eingekaufte Waren und Dienstleistungen' }],
      purchase_type: [
        'Einkaufsart',
        'Wie die Emissionen berechnet werden: spend_based (gilt, wenn leer) oder supplier_specific; dafür wird die ID eines eigenen Emissionsfaktors gebraucht.',
        { spend_based: 'ausgabenbasiert', supplier_specific: 'lieferantenspezifisch' },
      ],
      description: ['Beschreibung', 'Was über den Einkauf wissenswert ist. Höchstens 500 Zeichen.'],
      status: [
        'Einkaufsstatus',
        'active zählt zu den Emissionen, inactive nicht. Leer: Dcycle entscheidet.',
        {
          active: 'aktiv: zählt',
          pending: 'wartet auf Prüfung',
          in_progress: 'in Bearbeitung',
          in_review: 'in Prüfung',
          inactive: 'inaktiv: zählt nicht',
        },
      ],
      recycled: ['Recyclinganteil', 'Wie viel des Produkts recycelt ist, von 0 bis 1 oder in Prozent mit dem Zeichen: 0,25 oder 25 %.'],
      supplier_id: ['Lieferanten-ID', 'Ihre eigene Kennung des Lieferanten.'],
      custom_emission_factor_id: ['Emissionsfaktor-ID', 'Die ID, die Dcycle Ihrem eigenen Emissionsfaktor gegeben hat; Pflicht, wenn die Einkaufsart supplier_specific ist.'],
      frequency: ['Häufigkeit', 'once: Dcycle kennt keine andere Häufigkeit.', { once: 'einmalig' }],
      file_id: ['Datei-ID', 'Die ID einer Datei in Dcycle, die den Einkauf belegt.'],
      file_name: ['Dateiname', 'Der Name der Datei, die den Einkauf belegt. Höchstens 255 Zeichen.'],
      file_url: ['Datei-URL', 'Die Webadresse der Datei, die den Einkauf belegt.'],
    },
  },
  'resold-products': {
    title: 'Handelsprodukte',
    summary: 'Produkte, die eingekauft und weiterverkauft werden: Eine Zeile ist ein Produkt, mit dem Ort seiner Herstellung und der verkauften Menge.',
    fields: {
      name: ['Produktname', 'Der Name des Produkts. 3 bis 255 Zeichen.'],
      customId: ['Artikelnummer', 'Ihre eigene Nummer des Produkts: An ihr wird erkannt, ob der Dienst das Produkt schon hat. Höchstens 255 Zeichen.'],
      gtin: ['GTIN-Nummer', 'Die Nummer unter dem Strichcode: nur Ziffern, höchstens 14, mit der Prüfziffer. Formatieren Sie die Spalte als Text.'],
      brandName: ['Marke', 'Die Marke auf dem Produkt.'],
      categories: ['Kategorien', 'Eine oder mehrere eigene Kategorien, getrennt durch ; oder |.'],
      description: ['Beschreibung', 'Was das Produkt ist, in einem Satz; dient nur der Einordnung.'],
      ingredients: ['Zutaten', 'Die Liste der Zutaten wie auf dem Etikett.'],
      productionLocation: ['Produktionsort', 'Wo das Produkt hergestellt wird: ein Land oder ein Ort, in Ihren eigenen Worten.'],
      pickUpLocation: ['Abholort', 'Wo das Produkt beim Lieferanten abgeholt wird: ein Land oder ein Ort, in Ihren eigenen Worten.'],
      shipToLocation: ['Lieferort', 'Wohin das Produkt geliefert wird: ein Land oder ein Ort, in Ihren eigenen Worten.'],
      alcoholPercentage: ['Alkoholgehalt (% vol)', 'Volumenprozent Alkohol, von 0 bis 100: 12,5 für 12,5 %.'],
      packagingType: ['Verpackungsart', 'Welche Art von Verpackung es ist, etwa Karton oder Flasche.'],
      packagingMaterial: ['Verpackungsmaterial', 'Woraus die Verpackung besteht.'],
      packagingWeightValue: ['Verpackungsgewicht', 'Das Gewicht der Verpackung eines Produkts, in der Einheit der nächsten Spalte. 0 oder mehr.'],
      packagingWeightUnit: ['Einheit Verpackungsgewicht', 'Die Einheit des Verpackungsgewichts, wie g. Wird unverändert gesendet.'],
      productNetQuantityValue: ['Nettomenge', 'Wie viel Produkt es ohne Verpackung ist, in der Einheit der nächsten Spalte. 0 oder mehr.'],
      productNetQuantityUnit: ['Einheit Nettomenge', 'Die Einheit der Nettomenge, wie kg oder l. Wird unverändert gesendet.'],
      imageUrl: ['Bild-URL', 'Die Webadresse eines Bildes des Produkts.'],
      yearlySalesVolumes: ['Absatz 2025 (t)', 'Verkaufte Tonnen in dem Jahr, das der Titel nennt; eine Spalte je Jahr. 0 oder mehr.'],
    },
  },
  'sales-periods': {
    title: 'Verkaufszeiträume',
    summary: 'Die Zeiträume, in denen Produkte verkauft wurden. Sie entstehen mit den Verkäufen nach Land; eine Zeile mit delete in der Spalte Action löscht einen mit seinen Verkäufen in allen Ländern.',
    fields: {
      product_name: ['Produktname', 'Das Produkt, wie Dcycle es kennt. Nötig, wenn es keine Produkt-ID gibt. Höchstens 255 Zeichen.'],
      product_id: ['Produkt-ID', 'Die ID, die Dcycle dem Produkt gegeben hat (eine UUID). Nötig, wenn es keinen Produktnamen gibt.'],
      period_id: ['Zeitraum-ID', 'Die ID, die Dcycle dem Zeitraum gegeben hat (eine UUID). Nötig, wenn es keine Tage gibt.'],
      start_date: ['Startdatum', period.start],
      end_date: ['Enddatum', period.end],
    },
  },
  'sold-products': {
    title: 'Verkaufte Produkte',
    summary: 'Die Produkte, um die es bei Verkäufen nach Land geht. Sie entstehen mit ihren Verkäufen; eine Zeile mit delete in der Spalte Action löscht eines mit allem, was dazu gehört.',
    fields: {
      product_name: ['Verkauftes Produkt', 'Das Produkt, wie Dcycle es kennt. Nötig, wenn es keine Produkt-ID gibt; der Name darf nur ein Produkt bezeichnen.'],
      product_id: ['ID des verkauften Produkts', 'Die ID, die Dcycle dem Produkt gegeben hat (eine UUID). Nötig, wenn es keinen Produktnamen gibt.'],
    },
  },
  'supplier-periods': {
    title: 'Lieferzeiträume',
    summary: 'Von welchem Lieferanten ein Handelsprodukt kommt, und von wann bis wann. Zeiträume eines Produkts dürfen keinen Tag gemeinsam haben; solche, die eine Datei nicht nennt, bleiben, wie sie sind.',
    fields: {
      ...productReference,
      ...supplierReference,
      validFrom: ['Gültig ab', 'Der erste Tag des Zeitraums, heute oder früher, am besten als JJJJ-MM-TT. Mindestens einer der beiden Tage ist nötig.'],
      validTo: ['Gültig bis', 'Der letzte Tag des Zeitraums, heute oder früher und nicht vor dem ersten. Leer, solange der Zeitraum andauert.'],
    },
  },
  suppliers: {
    title: 'Lieferanten',
    summary: 'Lieferanten und die Personen, denen geschrieben wird: Eine Zeile ist ein Lieferant mit bis zu drei Kontakten. Weitere Kontakte stehen in weiteren Zeilen desselben Lieferanten.',
    fields: {
      name: ['Lieferantenname', 'Der Name des Lieferanten. 3 bis 255 Zeichen.'],
      customId: ['Lieferantennummer', 'Ihre eigene Nummer des Lieferanten: An ihr wird erkannt, ob der Dienst den Lieferanten schon hat. Höchstens 255 Zeichen.'],
      contactEmail: ['E-Mail Kontakt', contact.email],
      contactFirstName: ['Vorname Kontakt', contact.firstName],
      contactLastName: ['Nachname Kontakt', contact.lastName],
      contact2Email: ['E-Mail Kontakt 2', contact.email],
      contact2FirstName: ['Vorname Kontakt 2', contact.firstName],
      contact2LastName: ['Nachname Kontakt 2', contact.lastName],
      contact3Email: ['E-Mail Kontakt 3', contact.email],
      contact3FirstName: ['Vorname Kontakt 3', contact.firstName],
      contact3LastName: ['Nachname Kontakt 3', contact.lastName],
    },
  },
  'variable-products': {
    title: 'Produkte in Variable',
    summary: 'Produkte von Variable, deren Umweltwirkungen aus ihrer Stückliste berechnet werden: Eine Zeile ist ein Produkt.',
    fields: {
      uuid: ['Produkt-UUID', 'Die ID, die Variable dem Produkt gegeben hat, wenn es schon da ist; bei einem neuen Produkt leer lassen.'],
      syncId: ['Synchronisations-ID', 'Die ID des Produkts in einem System, mit dem Sie abgleichen, etwa einem ERP. Nur zum Teil dokumentiert: Variable kann sie weglassen.'],
      sku: ['Artikelnummer', 'Ihre eigene Nummer des Produkts: An ihr wird erkannt, ob der Dienst das Produkt schon hat.'],
      name: ['Produktname', 'Der Name des Produkts.'],
      description: ['Beschreibung', 'Was das Produkt ist.'],
      notes: ['Interne Notizen', 'Notizen für Ihre eigenen Leute.'],
      cpcCode: ['CPC-Code', 'Der Code des Produkts in der Zentralen Gütersystematik (CPC) der Vereinten Nationen.'],
      unit: ['Deklarierte Einheit', 'Die Einheit, in der ein Produkt gezählt wird, wie Variable Einheiten auflistet, etwa pcs oder kg. Für ein neues Produkt vermutlich nötig.'],
      weightQuantity: ['Gewicht', 'Was ein Produkt wiegt, wie Sie es angeben, in der Einheit der Spalte Gewichtseinheit. 0 oder mehr (angenommen).'],
      weightUnit: ['Gewichtseinheit', 'Die Einheit des Gewichts, wie Variable Einheiten auflistet, etwa kg. Nötig, wenn ein Gewicht angegeben ist.'],
      packagingWeightQuantity: ['Verpackungsgewicht', 'Was die Verpackung eines Produkts wiegt, in der Einheit der Spalte Einheit Verpackungsgewicht. 0 oder mehr (angenommen).'],
      packagingWeightUnit: ['Einheit Verpackungsgewicht', 'Die Einheit des Verpackungsgewichts, wie Variable Einheiten auflistet, etwa g. Nötig, wenn ein Verpackungsgewicht angegeben ist.'],
      recycledPercent: ['Recyclinganteil (%)', 'Wie viel davon recycelt ist, in Prozent von 0 bis 100: 12,5 für 12,5 %. 0 sagt, dass nichts recycelt ist; leer sagt nichts.'],
      dataSource: [
        'Datenquelle',
        'model: Variable rechnet mit der Stückliste. external: Der Fußabdruck kommt von anderswo. database: nur bei älteren Produkten.',
        {
          model: 'aus der Stückliste berechnet',
          external: 'Fußabdruck von anderswo',
          database: 'aus einer Datenbank (ältere Produkte)',
        },
      ],
      startDate: ['Gültig ab', 'Der erste Tag, für den die Daten gelten, am besten als JJJJ-MM-TT.'],
      endDate: ['Gültig bis', 'Der letzte Tag, für den die Daten gelten, am besten als JJJJ-MM-TT; nicht vor dem ersten.'],
      taxonomyUuid: ['Taxonomie-UUID', 'Die ID der Kategorie Ihrer Taxonomie in Variable, zu der das Produkt gehört.'],
      footprintA1: ['CO2-Fußabdruck A1', stage('Rohstoffbereitstellung')],
      footprintA2: ['CO2-Fußabdruck A2', stage('Transport zum Werk')],
      footprintA3: ['CO2-Fußabdruck A3', stage('Herstellung')],
      footprintA4: ['CO2-Fußabdruck A4', stage('Transport zum Kunden')],
      footprintB1: ['CO2-Fußabdruck B1', stage('Nutzung')],
      footprintB2: ['CO2-Fußabdruck B2', stage('Instandhaltung')],
      footprintB3: ['CO2-Fußabdruck B3', stage('Reparatur')],
      footprintB4: ['CO2-Fußabdruck B4', stage('Ersatz')],
      footprintB5: ['CO2-Fußabdruck B5', stage('Erneuerung')],
      footprintC1: ['CO2-Fußabdruck C1', stage('Rückbau')],
      footprintC2: ['CO2-Fußabdruck C2', stage('Transport der Abfälle')],
      footprintC3: ['CO2-Fußabdruck C3', stage('Abfallbehandlung')],
      footprintC4: ['CO2-Fußabdruck C4', stage('Beseitigung')],
      footprintD: ['CO2-Fußabdruck D', stage('Gutschriften außerhalb der Systemgrenze')],
    },
  },
};
