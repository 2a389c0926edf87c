// The texts of templates in Swedish.

import type { Phrases } from './phrases.js';
import type { Texts } from './texts.js';

export const phrases: Phrases = {
  yes: 'ja',
  no: 'nej',
  oneOf: (titles) => `en av ${titles}`,
  example: (example) => `Exempel: ${example}`,
  required: (need) => `Obligatorisk: ${need}`,
  rules: {
    text: 'Text',
    identifier: 'En kod, som förblir text',
    gtin: 'Siffror, högst 14, med rätt kontrollsiffra; förblir text',
    uuid: 'Ett UUID: 36 tecken med bindestreck',
    url: 'En webbadress som börjar med https:// eller http://',
    number: 'Ett tal',
    share: 'En andel från 0 % till 100 %',
    date: 'Ett datum, helst ÅÅÅÅ-MM-DD',
    country: 'Ett land: dess kod med två bokstäver eller dess namn',
    choice: 'Ett av värdena',
    choiceOr: (fallback) => `Ett av värdena; tomt betyder ${fallback}`,
    list: 'En eller flera texter, åtskilda med ; eller |',
    unit: '; dess enhet i en egen kolumn, i rubriken eller i cellen',
    yearly: '; en kolumn för varje år, med året i rubriken',
    characters: {
      between: (min, max) => `${min} till ${max} tecken`,
      most: (max) => `högst ${max} tecken`,
      least: (min) => `minst ${min} tecken`,
    },
    limits: {
      least: (min) => `${min} eller mer`,
      above: (limit) => `mer än ${limit}`,
      most: (max) => `högst ${max}`,
    },
  },
  guide: {
    sheet: 'Vägledning',
    titles: ['Kolumn', 'Obligatorisk', 'Regel', 'Värden', 'Betydelse', 'Exempel', 'Fält'],
    fill: (sheet) => `Fyll i bladet ${sheet}, en rad för varje post. En kolumn med * måste fyllas i; de andra får vara tomma eller utelämnas.`,
    exampleRow: 'Rad 2 är ett exempel: skriv över den eller ta bort den.',
    check: (command) => `Kontrollera filen innan något skickas: ${command}`,
    onLists: (sheet) => `de på bladet ${sheet}`,
  },
  lists: { sheet: 'Listor', countryCode: 'Landskod', countryName: 'Land', meaning: 'Betydelse' },
  account: {
    filled: (when, account) => `Ifylld ${when} från kontot: ${account}`,
    listed: (titles) => `Rullgardinslistor med kontots värden: ${titles}.`,
    suggested: (sheet) => `de på bladet ${sheet}, eller ett annat`,
    unlisted: (title, why) => `Ingen rullgardinslista med kontots värden för ${title}: ${why}.`,
    nothingListed: 'Tjänsten listar inga värden för kolumnerna i den här mallen.',
    tooMany: (count, most) => `kontot har ${count} värden, och en rullgardinslista visar högst ${most}`,
    none: 'kontot har ännu inget värde',
    ambiguous: (count) => `${count} av dem är tvetydiga och saknas i listan; använd en annan kolumn för dem`,
    rows: (count) => (count === 1 ? 'Kontots rad är ifylld. Ändra den eller lägg till rader under den.' : `Kontots ${count} rader är ifyllda. Ändra dem eller lägg till rader under dem.`),
    hidden: 'Låt de dolda kolumnerna till höger vara som de är: de identifierar varje rad. Töm dem i kopian av en rad som ska bli en ny.',
    send: (command) => `Skicka ändringarna; rader som inte ändras kostar ingen förfrågan: ${command}`,
  },
};

const productReference: Texts['fields'] = {
  productId: ['Produkt-ID', 'Det id som CarbonCloud gav produkten, ett UUID. En av kolumnerna som anger produkten räcker; de får inte ange olika.'],
  productCustomId: ['Artikelnummer', 'Ert eget nummer för produkten, som i listan över återförsålda produkter.'],
  productGtin: ['GTIN-nummer', 'Numret under produktens streckkod: endast siffror, högst 14. Formatera kolumnen som Text.'],
  productName: ['Produktnamn', 'Produktens namn, om bara en produkt har det.'],
};

const supplierReference: Texts['fields'] = {
  supplierId: ['Leverantörs-ID', 'Det id som CarbonCloud gav leverantören, ett UUID. En av kolumnerna som anger leverantören räcker; de får inte ange olika.'],
  supplierCustomId: ['Leverantörsnummer', 'Ert eget nummer för leverantören, som i listan över leverantörer.'],
  supplierName: ['Leverantörsnamn', 'Leverantörens namn, om bara en leverantör har det.'],
};

const contact = {
  email: 'Adressen till en person hos leverantören, som kan få en inbjudan. På den skiljs en kontakt från de andra.',
  firstName: 'Kontaktens förnamn.',
  lastName: 'Kontaktens efternamn.',
};

const period = {
  start: 'Periodens första dag, helst ÅÅÅÅ-MM-DD.',
  end: 'Periodens sista dag, helst ÅÅÅÅ-MM-DD; inte före den första.',
};

const soldProduct = {
  name: 'Produkten som Dcycle känner den. Behövs när det inte finns något produkt-id.',
  id: 'Det id som Dcycle gav produkten (ett UUID). Behövs när det inte finns något produktnamn.',
};

const stage = (what: string): string => `${what}: kg CO2e av fossilt ursprung per deklarerad enhet, för en produkt vars datakälla är external (antaget).`;

export const datasets: Readonly<Record<string, Texts>> = {
  'country-sales': {
    title: 'Försäljning per land',
    summary: 'Hur mycket av en produkt som såldes i ett land under en period. Perioderna för en produkt och ett land har ingen dag gemensam.',
    fields: {
      product_name: ['Produktnamn', `${soldProduct.name} Högst 255 tecken.`],
      product_id: ['Produkt-ID', soldProduct.id],
      country: ['Land', 'Var den såldes: en kod med två bokstäver som SE, eller landets namn.'],
      quantity: ['Sålt antal', 'Hur många enheter som såldes i landet under perioden. Mer än 0.'],
      start_date: ['Startdatum', period.start],
      end_date: ['Slutdatum', period.end],
    },
  },
  invites: {
    title: 'Inbjudningar',
    summary: 'Leverantörer som ska ombes att lämna uppgifter om produkter: en rad är en produkt med sin leverantör i dag. Varje kontakt hos leverantören kan få ett e-postmeddelande.',
    fields: { ...productReference, ...supplierReference },
  },
  purchases: {
    title: 'Inköp',
    summary: 'Vad organisationen har köpt: en rad är ett inköp, efter utgift eller efter mottagen mängd.',
    fields: {
      product_name: ['Produktnamn', 'Vad som köptes. Högst 255 tecken.'],
      sector: ['Sektor', 'Produktens ekonomiska sektor, som Manufacturing: den bestämmer emissionsfaktorn. Högst 255 tecken.'],
      country: ['Land', 'Varifrån produkten kommer: en kod med två bokstäver som SE, eller landets namn.'],
      quantity: ['Kvantitet', 'Hur mycket, i enheten i kolumnen Enhet: beloppet utan skatt för ett utgiftsbaserat inköp. 0 eller mer.'],
      unit_id: ['Enhet', 'Kvantitetens enhet som Dcycle kallar den: en valuta som EUR, en enhet som kg eller en enhets id. Skickas oförändrad.'],
      purchase_date: ['Inköpsdatum', 'När det köptes: en kalenderdag, helst ÅÅÅÅ-MM-DD.'],
      expense_type: ['Utgiftstyp', 'capex för kapitalvaror (scope 3, kategori 2), opex för allt annat (kategori 1).', { capex: 'investeringsutgifter: kapitalvaror', opex: 'driftsutgifter: köpta varor och tjänster' }],
      purchase_type: [
        'Inköpstyp',
        'Hur utsläppen beräknas: spend_based (gäller när det är tomt) eller supplier_specific, som kräver id för en egen emissionsfaktor.',
        { spend_based: 'utgiftsbaserad', supplier_specific: 'leverantörsspecifik' },
      ],
      description: ['Beskrivning', 'Det som är värt att veta om inköpet. Högst 500 tecken.'],
      status: [
        'Inköpsstatus',
        'active räknas i utsläppen, inactive inte. Tomt: Dcycle bestämmer.',
        {
          active: 'aktivt: räknas',
          pending: 'väntar på granskning',
          in_progress: 'behandlas',
          in_review: 'under granskning',
          inactive: 'inaktivt: räknas inte',
        },
      ],
      recycled: ['Andel återvunnet', 'Hur stor del av produkten som är återvunnen, från 0 till 1 eller i procent med tecknet: 0,25 eller 25 %.'],
      supplier_id: ['Leverantörs-ID', 'Er egen referens för leverantören.'],
      custom_emission_factor_id: ['Emissionsfaktor-ID', 'Det id som Dcycle gav er egen emissionsfaktor; obligatoriskt när inköpstypen är supplier_specific.'],
      frequency: ['Frekvens', 'once: Dcycle känner ingen annan frekvens.', { once: 'en gång' }],
      file_id: ['Fil-ID', 'Id för en fil i Dcycle som styrker inköpet.'],
      file_name: ['Filnamn', 'Namnet på filen som styrker inköpet. Högst 255 tecken.'],
      file_url: ['Fil-URL', 'Webbadressen till filen som styrker inköpet.'],
    },
  },
  'resold-products': {
    title: 'Återförsålda produkter',
    summary: 'Produkter som köps in och säljs vidare: en rad är en produkt, med var den tillverkas och hur mycket av den som säljs.',
    fields: {
      name: ['Produktnamn', 'Produktens namn. 3 till 255 tecken.'],
      customId: ['Artikelnummer', 'Ert eget nummer för produkten: det visar om tjänsten redan har produkten. Högst 255 tecken.'],
      gtin: ['GTIN-nummer', 'Numret under streckkoden: endast siffror, högst 14, med kontrollsiffran. Formatera kolumnen som Text.'],
      brandName: ['Varumärke', 'Varumärket på produkten.'],
      categories: ['Kategorier', 'En eller flera egna kategorier, åtskilda med ; eller |.'],
      description: ['Beskrivning', 'Vad produkten är, i en mening; används bara för klassificering.'],
      ingredients: ['Ingredienser', 'Ingrediensförteckningen som på etiketten.'],
      productionLocation: ['Produktionsort', 'Var produkten tillverkas: ett land eller en ort, med egna ord.'],
      pickUpLocation: ['Upphämtningsplats', 'Var produkten hämtas hos leverantören: ett land eller en ort, med egna ord.'],
      shipToLocation: ['Leveransort', 'Dit produkten levereras: ett land eller en ort, med egna ord.'],
      alcoholPercentage: ['Alkoholhalt (% vol)', 'Alkohol i volymprocent, från 0 till 100: 12,5 för 12,5 %.'],
      packagingType: ['Förpackningstyp', 'Vilken typ av förpackning det är, till exempel kartong eller flaska.'],
      packagingMaterial: ['Förpackningsmaterial', 'Vad förpackningen består av.'],
      packagingWeightValue: ['Förpackningsvikt', 'Vikten av en produkts förpackning, i enheten i nästa kolumn. 0 eller mer.'],
      packagingWeightUnit: ['Enhet förpackningsvikt', 'Förpackningsviktens enhet, som g. Skickas oförändrad.'],
      productNetQuantityValue: ['Nettomängd', 'Hur mycket produkt det är utan förpackning, i enheten i nästa kolumn. 0 eller mer.'],
      productNetQuantityUnit: ['Enhet nettomängd', 'Nettomängdens enhet, som kg eller l. Skickas oförändrad.'],
      imageUrl: ['Bild-URL', 'Webbadressen till en bild av produkten.'],
      yearlySalesVolumes: ['Försäljning 2025 (t)', 'Sålda ton under det år som rubriken anger; en kolumn för varje år. 0 eller mer.'],
    },
  },
  'sales-periods': {
    title: 'Försäljningsperioder',
    summary: 'De perioder då produkter såldes. De uppstår med försäljningen per land; en rad med delete i kolumnen Action tar bort en med dess försäljning i alla länder.',
    fields: {
      product_name: ['Produktnamn', `${soldProduct.name} Högst 255 tecken.`],
      product_id: ['Produkt-ID', soldProduct.id],
      period_id: ['Period-ID', 'Det id som Dcycle gav perioden (ett UUID). Behövs när det inte finns några dagar.'],
      start_date: ['Startdatum', period.start],
      end_date: ['Slutdatum', period.end],
    },
  },
  'sold-products': {
    title: 'Sålda produkter',
    summary: 'De produkter som försäljningen per land handlar om. De uppstår med sin försäljning; en rad med delete i kolumnen Action tar bort en med allt som hör till den.',
    fields: {
      product_name: ['Såld produkt', `${soldProduct.name} Namnet får bara avse en produkt.`],
      product_id: ['ID för såld produkt', soldProduct.id],
    },
  },
  'supplier-periods': {
    title: 'Leverantörsperioder',
    summary: 'Vilken leverantör en återförsåld produkt kommer från, och från när till när. Perioderna för en produkt får inte ha någon dag gemensam; de som en fil inte nämner förblir som de är.',
    fields: {
      ...productReference,
      ...supplierReference,
      validFrom: ['Giltig från', 'Periodens första dag, i dag eller tidigare, helst ÅÅÅÅ-MM-DD. Minst en av de två dagarna behövs.'],
      validTo: ['Giltig till', 'Periodens sista dag, i dag eller tidigare och inte före den första. Tomt så länge perioden pågår.'],
    },
  },
  suppliers: {
    title: 'Leverantörer',
    summary: 'Leverantörer och de personer som man skriver till: en rad är en leverantör med upp till tre kontakter. Fler kontakter står i fler rader för samma leverantör.',
    fields: {
      name: ['Leverantörsnamn', 'Leverantörens namn. 3 till 255 tecken.'],
      customId: ['Leverantörsnummer', 'Ert eget nummer för leverantören: det visar om tjänsten redan har leverantören. Högst 255 tecken.'],
      contactEmail: ['E-post kontakt', contact.email],
      contactFirstName: ['Kontakt förnamn', contact.firstName],
      contactLastName: ['Kontakt efternamn', contact.lastName],
      contact2Email: ['E-post kontakt 2', contact.email],
      contact2FirstName: ['Kontakt förnamn 2', contact.firstName],
      contact2LastName: ['Kontakt efternamn 2', contact.lastName],
      contact3Email: ['E-post kontakt 3', contact.email],
      contact3FirstName: ['Kontakt förnamn 3', contact.firstName],
      contact3LastName: ['Kontakt efternamn 3', contact.lastName],
    },
  },
  'variable-products': {
    title: 'Produkter i Variable',
    summary: 'Produkter i Variable, vars miljöpåverkan beräknas från deras materiallista: en rad är en produkt.',
    fields: {
      uuid: ['Produkt-UUID', 'Det id som Variable gav produkten, om den redan finns; lämna tomt för en ny produkt.'],
      syncId: ['Synk-ID', 'Produktens id i ett system som ni synkroniserar med, till exempel ett affärssystem. Delvis dokumenterat: Variable kan utelämna det.'],
      sku: ['Artikelnummer', 'Ert eget nummer för produkten: det visar om tjänsten redan har produkten.'],
      name: ['Produktnamn', 'Produktens namn.'],
      description: ['Beskrivning', 'Vad produkten är.'],
      notes: ['Interna anteckningar', 'Anteckningar för er egen personal.'],
      cpcCode: ['CPC-kod', 'Produktens kod i FN:s centrala produktindelning (CPC).'],
      unit: ['Deklarerad enhet', 'Enheten som en produkt räknas i, som Variable listar enheter, till exempel pcs eller kg. Antas behövas för en ny produkt.'],
      weightQuantity: ['Vikt', 'Vad en produkt väger, som ni anger den, i enheten i kolumnen Viktenhet. 0 eller mer (antaget).'],
      weightUnit: ['Viktenhet', 'Viktens enhet, som Variable listar enheter, till exempel kg. Behövs med en vikt.'],
      packagingWeightQuantity: ['Förpackningsvikt', 'Vad en produkts förpackning väger, i enheten i kolumnen Enhet förpackningsvikt. 0 eller mer (antaget).'],
      packagingWeightUnit: ['Enhet förpackningsvikt', 'Förpackningsviktens enhet, som Variable listar enheter, till exempel g. Behövs med en förpackningsvikt.'],
      recycledPercent: ['Andel återvunnet (%)', 'Hur mycket av den som är återvunnet, i procent från 0 till 100: 12,5 för 12,5 %. 0 anger att inget är det; tomt anger inget.'],
      dataSource: [
        'Datakälla',
        'model: Variable räknar från materiallistan. external: avtrycket kommer någon annanstans ifrån. database: bara för äldre produkter.',
        {
          model: 'beräknat från materiallistan',
          external: 'avtryck från annat håll',
          database: 'från en databas (äldre produkter)',
        },
      ],
      startDate: ['Gäller från', 'Den första dagen som uppgifterna gäller, helst ÅÅÅÅ-MM-DD.'],
      endDate: ['Gäller till', 'Den sista dagen som uppgifterna gäller, helst ÅÅÅÅ-MM-DD; inte före den första.'],
      taxonomyUuid: ['Taxonomi-UUID', 'Id för kategorin i er taxonomi i Variable som produkten hör till.'],
      footprintA1: ['Klimatavtryck A1', stage('Råvaruförsörjning')],
      footprintA2: ['Klimatavtryck A2', stage('Transport till fabriken')],
      footprintA3: ['Klimatavtryck A3', stage('Tillverkning')],
      footprintA4: ['Klimatavtryck A4', stage('Transport till kunden')],
      footprintB1: ['Klimatavtryck B1', stage('Användning')],
      footprintB2: ['Klimatavtryck B2', stage('Underhåll')],
      footprintB3: ['Klimatavtryck B3', stage('Reparation')],
      footprintB4: ['Klimatavtryck B4', stage('Utbyte')],
      footprintB5: ['Klimatavtryck B5', stage('Renovering')],
      footprintC1: ['Klimatavtryck C1', stage('Demontering')],
      footprintC2: ['Klimatavtryck C2', stage('Transport av avfallet')],
      footprintC3: ['Klimatavtryck C3', stage('Avfallsbehandling')],
      footprintC4: ['Klimatavtryck C4', stage('Bortskaffande')],
      footprintD: ['Klimatavtryck D', stage('Fördelar utanför systemgränsen')],
    },
  },
};
