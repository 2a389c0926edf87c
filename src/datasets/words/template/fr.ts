// The texts of templates in French.

import type { Phrases } from './phrases.js';
import type { Texts } from './texts.js';

export const phrases: Phrases = {
  yes: 'oui',
  no: 'non',
  oneOf: (titles) => `l'une des colonnes ${titles}`,
  example: (example) => `Exemple : ${example}`,
  required: (need) => `Obligatoire : ${need}`,
  rules: {
    text: 'Texte',
    identifier: 'Un code, qui reste du texte',
    gtin: 'Des chiffres, 14 au plus, avec la bonne clé de contrôle ; reste du texte',
    uuid: "Un UUID : 36 caractères, traits d'union compris",
    url: 'Une adresse web qui commence par https:// ou http://',
    number: 'Un nombre',
    share: 'Une part de 0 % à 100 %',
    date: 'Une date, de préférence AAAA-MM-JJ',
    country: 'Un pays : son code à deux lettres ou son nom',
    choice: "L'une des valeurs",
    choiceOr: (fallback) => `L'une des valeurs ; vide signifie ${fallback}`,
    list: 'Un ou plusieurs textes, séparés par ; ou |',
    unit: ' ; son unité dans sa propre colonne, dans le titre ou dans la cellule',
    yearly: " ; une colonne par année, avec l'année dans le titre",
    characters: {
      between: (min, max) => `de ${min} à ${max} caractères`,
      most: (max) => `${max} caractères au plus`,
      least: (min) => `au moins ${min} caractères`,
    },
    limits: {
      least: (min) => `${min} ou plus`,
      above: (limit) => `supérieur à ${limit}`,
      most: (max) => `${max} au plus`,
    },
  },
  guide: {
    sheet: 'Guide',
    titles: ['Colonne', 'Obligatoire', 'Règle', 'Valeurs', 'Signification', 'Exemple', 'Champ'],
    fill: (sheet) => `Remplissez la feuille ${sheet}, une ligne par élément. Une colonne avec * doit être remplie ; les autres peuvent rester vides ou être supprimées.`,
    exampleRow: 'La ligne 2 est un exemple : remplacez-la ou supprimez-la.',
    check: (command) => `Vérifiez le fichier avant tout envoi : ${command}`,
    onLists: (sheet) => `celles de la feuille ${sheet}`,
  },
  lists: { sheet: 'Listes', countryCode: 'Code pays', countryName: 'Pays', meaning: 'Signification' },
  account: {
    filled: (when, account) => `Rempli le ${when} à partir du compte : ${account}`,
    listed: (titles) => `Listes déroulantes avec les valeurs du compte : ${titles}.`,
    suggested: (sheet) => `celles de la feuille ${sheet}, ou une autre`,
    unlisted: (title, why) => `Pas de liste déroulante avec les valeurs du compte pour ${title} : ${why}.`,
    nothingListed: "Le service n'énumère aucune valeur pour les colonnes de ce modèle.",
    tooMany: (count, most) => `le compte a ${count} valeurs, et une liste déroulante en montre ${most} au plus`,
    none: "le compte n'a encore aucune valeur",
    ambiguous: (count) => `${count} d'entre elles sont ambiguës et n'y figurent pas ; utilisez pour elles une autre colonne`,
    rows: (count) => (count === 1 ? 'La ligne du compte est remplie. Modifiez-la ou ajoutez des lignes en dessous.' : `Les ${count} lignes du compte sont remplies. Modifiez-les ou ajoutez des lignes en dessous.`),
    hidden: "Laissez les colonnes masquées à droite telles quelles : elles identifient chaque ligne. Videz-les dans la copie d'une ligne qui doit devenir une nouvelle ligne.",
    send: (command) => `Envoyez les modifications ; les lignes qui ne sont pas modifiées ne coûtent aucune requête : ${command}`,
  },
};

const productReference: Texts['fields'] = {
  productId: ['ID du produit', "L'identifiant que CarbonCloud a donné au produit, un UUID. Une seule des colonnes qui désignent le produit suffit ; elles ne doivent pas en désigner plusieurs."],
  productCustomId: ['Code article', 'Votre propre numéro du produit, comme dans la liste des produits revendus.'],
  productGtin: ['Code GTIN', 'Le numéro sous le code-barres du produit : uniquement des chiffres, 14 au plus. Donnez à la colonne le format Texte.'],
  productName: ['Nom du produit', 'Le nom du produit, si un seul produit le porte.'],
};

const supplierReference: Texts['fields'] = {
  supplierId: ['ID du fournisseur', "L'identifiant que CarbonCloud a donné au fournisseur, un UUID. Une seule des colonnes qui désignent le fournisseur suffit ; elles ne doivent pas en désigner plusieurs."],
  supplierCustomId: ['Code fournisseur', 'Votre propre numéro du fournisseur, comme dans la liste des fournisseurs.'],
  supplierName: ['Nom du fournisseur', 'Le nom du fournisseur, si un seul fournisseur le porte.'],
};

const contact = {
  email: "L'adresse d'une personne chez le fournisseur, qui peut recevoir une invitation. C'est elle qui distingue un contact des autres.",
  firstName: 'Le prénom de ce contact.',
  lastName: 'Le nom de famille de ce contact.',
};

const period = {
  start: 'Le premier jour de la période, de préférence AAAA-MM-JJ.',
  end: 'Le dernier jour de la période, de préférence AAAA-MM-JJ ; pas avant le premier.',
};

const soldProduct = {
  name: "Le produit tel que Dcycle le connaît. Nécessaire s'il n'y a pas d'ID du produit.",
  id: "L'identifiant que Dcycle a donné au produit (un UUID). Nécessaire s'il n'y a pas de nom du produit.",
};

const stage = (what: string): string => `${what} : kg CO2e d'origine fossile par unité déclarée, pour un produit dont la source de données est external (supposé).`;

export const datasets: Readonly<Record<string, Texts>> = {
  'country-sales': {
    title: 'Ventes par pays',
    summary: "La quantité d'un produit vendue dans un pays pendant une période. Les périodes d'un produit et d'un pays n'ont aucun jour en commun.",
    fields: {
      product_name: ['Nom du produit', `${soldProduct.name} 255 caractères au plus.`],
      product_id: ['ID du produit', soldProduct.id],
      country: ['Pays', 'Où il a été vendu : un code à deux lettres comme SE, ou le nom du pays.'],
      quantity: ['Quantité vendue', "Le nombre d'unités vendues dans le pays pendant la période. Supérieur à 0."],
      start_date: ['Date de début', period.start],
      end_date: ['Date de fin', period.end],
    },
  },
  invites: {
    title: 'Invitations',
    summary: "Les fournisseurs à qui demander des données sur des produits : une ligne est un produit avec son fournisseur d'aujourd'hui. Chaque contact du fournisseur peut recevoir un courriel.",
    fields: { ...productReference, ...supplierReference },
  },
  purchases: {
    title: 'Achats',
    summary: "Ce que l'organisation a acheté : une ligne est un achat, selon l'argent dépensé ou la quantité reçue.",
    fields: {
      product_name: ['Nom du produit', 'Ce qui a été acheté. 255 caractères au plus.'],
      sector: ['Secteur', "Le secteur économique du produit, comme Manufacturing : il détermine le facteur d'émission. 255 caractères au plus."],
      country: ['Pays', "D'où vient le produit : un code à deux lettres comme SE, ou le nom du pays."],
      quantity: ['Quantité', "La quantité, dans l'unité de la colonne Unité : le montant hors taxes pour un achat fondé sur les dépenses. 0 ou plus."],
      unit_id: ['Unité', "L'unité de la quantité telle que Dcycle la nomme : une devise comme EUR, une unité comme kg ou l'identifiant d'une unité. Envoyée telle quelle."],
      purchase_date: ["Date d'achat", "La date de l'achat : un jour, de préférence AAAA-MM-JJ."],
      expense_type: [
        'Type de dépense',
        "capex pour les biens d'équipement (scope 3, catégorie 2), opex pour tout le reste (catégorie 1).",
        {
          capex: "dépenses d'investissement : biens d'équipement",
          opex: "dépenses d'exploitation : biens et services achetés",
        },
      ],
      purchase_type: [
        "Type d'achat",
        "La méthode de calcul des émissions : spend_based (retenue si vide) ou supplier_specific, qui demande l'identifiant d'un facteur d'émission personnalisé.",
        { spend_based: 'fondée sur les dépenses', supplier_specific: 'spécifique au fournisseur' },
      ],
      description: ['Description', "Ce qu'il est utile de savoir sur l'achat. 500 caractères au plus."],
      status: [
        'Statut',
        'active compte dans les émissions, inactive non. Vide : Dcycle décide.',
        {
          active: 'actif : compte',
          pending: 'en attente de vérification',
          in_progress: 'en cours de traitement',
          in_review: 'en cours de vérification',
          inactive: 'inactif : ne compte pas',
        },
      ],
      recycled: ['Part recyclée', 'La part recyclée du produit, de 0 à 1 ou en pourcentage avec son signe : 0,25 ou 25 %.'],
      supplier_id: ['ID fournisseur', 'Votre propre référence du fournisseur.'],
      custom_emission_factor_id: ["ID du facteur d'émission", "L'identifiant que Dcycle a donné à votre propre facteur d'émission ; obligatoire si le type d'achat est supplier_specific."],
      frequency: ['Fréquence', "once : Dcycle ne connaît pas d'autre fréquence.", { once: 'une fois' }],
      file_id: ['ID du fichier', "L'identifiant d'un fichier dans Dcycle qui justifie l'achat."],
      file_name: ['Nom du fichier', "Le nom du fichier qui justifie l'achat. 255 caractères au plus."],
      file_url: ['URL du fichier', "L'adresse web du fichier qui justifie l'achat."],
    },
  },
  'resold-products': {
    title: 'Produits revendus',
    summary: 'Les produits achetés pour être revendus : une ligne est un produit, avec son lieu de production et la quantité vendue.',
    fields: {
      name: ['Nom du produit', 'Le nom du produit. De 3 à 255 caractères.'],
      customId: ['Code article', 'Votre propre numéro du produit : il indique si le service a déjà le produit. 255 caractères au plus.'],
      gtin: ['Code GTIN', 'Le numéro sous le code-barres : uniquement des chiffres, 14 au plus, avec la clé de contrôle. Donnez à la colonne le format Texte.'],
      brandName: ['Marque', 'La marque sur le produit.'],
      categories: ['Catégories', 'Une ou plusieurs catégories de votre choix, séparées par ; ou |.'],
      description: ['Description', "Ce qu'est le produit, en une phrase ; sert uniquement au classement."],
      ingredients: ['Ingrédients', "La liste des ingrédients telle que sur l'étiquette."],
      productionLocation: ['Lieu de production', 'Où le produit est fabriqué : un pays ou un lieu, avec vos propres mots.'],
      pickUpLocation: ["Lieu d'enlèvement", 'Où le produit est enlevé chez le fournisseur : un pays ou un lieu, avec vos propres mots.'],
      shipToLocation: ['Lieu de livraison', 'Où le produit est livré : un pays ou un lieu, avec vos propres mots.'],
      alcoholPercentage: ['Teneur en alcool (% vol)', "L'alcool en pourcentage volumique, de 0 à 100 : 12,5 pour 12,5 %."],
      packagingType: ["Type d'emballage", "De quel emballage il s'agit, par exemple carton ou bouteille."],
      packagingMaterial: ["Matériau d'emballage", "De quoi l'emballage est fait."],
      packagingWeightValue: ["Poids de l'emballage", "Le poids de l'emballage d'un produit, dans l'unité de la colonne suivante. 0 ou plus."],
      packagingWeightUnit: ["Unité du poids de l'emballage", "L'unité du poids de l'emballage, comme g. Envoyée telle quelle."],
      productNetQuantityValue: ['Quantité nette', "La quantité de produit sans son emballage, dans l'unité de la colonne suivante. 0 ou plus."],
      productNetQuantityUnit: ['Unité de la quantité nette', "L'unité de la quantité nette, comme kg ou l. Envoyée telle quelle."],
      imageUrl: ["URL de l'image", "L'adresse web d'une image du produit."],
      yearlySalesVolumes: ['Ventes 2025 (t)', "Les tonnes vendues dans l'année que le titre indique ; une colonne par année. 0 ou plus."],
    },
  },
  'sales-periods': {
    title: 'Périodes de vente',
    summary: 'Les périodes pendant lesquelles des produits ont été vendus. Elles naissent avec les ventes par pays ; une ligne avec delete dans la colonne Action en supprime une avec ses ventes dans tous les pays.',
    fields: {
      product_name: ['Nom du produit', `${soldProduct.name} 255 caractères au plus.`],
      product_id: ['ID du produit', soldProduct.id],
      period_id: ['ID de la période', "L'identifiant que Dcycle a donné à la période (un UUID). Nécessaire s'il n'y a pas de jours."],
      start_date: ['Date de début', period.start],
      end_date: ['Date de fin', period.end],
    },
  },
  'sold-products': {
    title: 'Produits vendus',
    summary: "Les produits dont il est question dans les ventes par pays. Ils naissent avec leurs ventes ; une ligne avec delete dans la colonne Action en supprime un avec tout ce qui s'y rattache.",
    fields: {
      product_name: ['Produit vendu', `${soldProduct.name} Le nom ne doit désigner qu'un seul produit.`],
      product_id: ['ID du produit vendu', soldProduct.id],
    },
  },
  'supplier-periods': {
    title: 'Périodes de fourniture',
    summary: "De quel fournisseur vient un produit revendu, et de quand à quand. Les périodes d'un produit ne doivent avoir aucun jour en commun ; celles qu'un fichier ne nomme pas restent telles quelles.",
    fields: {
      ...productReference,
      ...supplierReference,
      validFrom: ['Valable à partir du', "Le premier jour de la période, aujourd'hui ou avant, de préférence AAAA-MM-JJ. L'un des deux jours au moins est nécessaire."],
      validTo: ["Valable jusqu'au", "Le dernier jour de la période, aujourd'hui ou avant, et pas avant le premier. Vide tant que la période dure."],
    },
  },
  suppliers: {
    title: 'Fournisseurs',
    summary: "Les fournisseurs et les personnes à qui écrire : une ligne est un fournisseur avec trois contacts au plus. D'autres contacts se mettent dans d'autres lignes du même fournisseur.",
    fields: {
      name: ['Nom du fournisseur', 'Le nom du fournisseur. De 3 à 255 caractères.'],
      customId: ['Code fournisseur', 'Votre propre numéro du fournisseur : il indique si le service a déjà le fournisseur. 255 caractères au plus.'],
      contactEmail: ['E-mail du contact', contact.email],
      contactFirstName: ['Prénom du contact', contact.firstName],
      contactLastName: ['Nom du contact', contact.lastName],
      contact2Email: ['E-mail du contact 2', contact.email],
      contact2FirstName: ['Prénom du contact 2', contact.firstName],
      contact2LastName: ['Nom du contact 2', contact.lastName],
      contact3Email: ['E-mail du contact 3', contact.email],
      contact3FirstName: ['Prénom du contact 3', contact.firstName],
      contact3LastName: ['Nom du contact 3', contact.lastName],
    },
  },
  'variable-products': {
    title: 'Produits de Variable',
    summary: 'Les produits de Variable, dont les impacts sont calculés à partir de leur nomenclature : une ligne est un produit.',
    fields: {
      uuid: ['UUID du produit', "L'identifiant que Variable a donné au produit, s'il existe déjà ; laissez vide pour un nouveau produit."],
      syncId: ['ID de synchronisation', "L'identifiant du produit dans un système avec lequel vous synchronisez, comme un ERP. Documenté en partie : Variable peut l'abandonner."],
      sku: ['Code article', 'Votre propre numéro du produit : il indique si le service a déjà le produit.'],
      name: ['Nom du produit', 'Le nom du produit.'],
      description: ['Description du produit', "Ce qu'est le produit."],
      notes: ['Notes internes', 'Des notes pour vos propres équipes.'],
      cpcCode: ['Code CPC', 'Le code du produit dans la Classification centrale de produits (CPC) des Nations unies.'],
      unit: ['Unité déclarée', "L'unité dans laquelle un produit est compté, telle que Variable énumère les unités, comme pcs ou kg. Supposée nécessaire pour un nouveau produit."],
      weightQuantity: ['Poids', "Ce que pèse un produit, tel que vous le déclarez, dans l'unité de la colonne Unité de poids. 0 ou plus (supposé)."],
      weightUnit: ['Unité de poids', "L'unité du poids, telle que Variable énumère les unités, comme kg. Nécessaire avec un poids."],
      packagingWeightQuantity: ["Poids de l'emballage", "Ce que pèse l'emballage d'un produit, dans l'unité de la colonne Unité du poids de l'emballage. 0 ou plus (supposé)."],
      packagingWeightUnit: ["Unité du poids de l'emballage", "L'unité du poids de l'emballage, telle que Variable énumère les unités, comme g. Nécessaire avec un poids de l'emballage."],
      recycledPercent: ['Contenu recyclé (%)', "La part recyclée, en pourcentage de 0 à 100 : 12,5 pour 12,5 %. 0 déclare que rien n'est recyclé ; vide ne déclare rien."],
      dataSource: [
        'Source de données',
        "model : Variable calcule à partir de la nomenclature. external : l'empreinte vient d'ailleurs. database : uniquement pour d'anciens produits.",
        {
          model: 'calculé à partir de la nomenclature',
          external: "empreinte venue d'ailleurs",
          database: "tiré d'une base de données (anciens produits)",
        },
      ],
      startDate: ['Valable à partir du', 'Le premier jour pour lequel les données valent, de préférence AAAA-MM-JJ.'],
      endDate: ["Valable jusqu'au", 'Le dernier jour pour lequel les données valent, de préférence AAAA-MM-JJ ; pas avant le premier.'],
      taxonomyUuid: ['UUID de la taxonomie', "L'identifiant de la catégorie de votre taxonomie dans Variable à laquelle le produit appartient."],
      footprintA1: ['Empreinte carbone A1', stage('Approvisionnement en matières premières')],
      footprintA2: ['Empreinte carbone A2', stage("Transport vers l'usine")],
      footprintA3: ['Empreinte carbone A3', stage('Fabrication')],
      footprintA4: ['Empreinte carbone A4', stage('Transport vers le client')],
      footprintB1: ['Empreinte carbone B1', stage('Utilisation')],
      footprintB2: ['Empreinte carbone B2', stage('Maintenance')],
      footprintB3: ['Empreinte carbone B3', stage('Réparation')],
      footprintB4: ['Empreinte carbone B4', stage('Remplacement')],
      footprintB5: ['Empreinte carbone B5', stage('Réhabilitation')],
      footprintC1: ['Empreinte carbone C1', stage('Déconstruction')],
      footprintC2: ['Empreinte carbone C2', stage('Transport des déchets')],
      footprintC3: ['Empreinte carbone C3', stage('Traitement des déchets')],
      footprintC4: ['Empreinte carbone C4', stage('Élimination')],
      footprintD: ['Empreinte carbone D', stage('Bénéfices au-delà des frontières du système')],
    },
  },
};
