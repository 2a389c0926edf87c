// Words for the columns of supplier periods, besides those that name a product or a supplier, by field and language.

import type { Aliases } from '../field.js';

export const words = {
  validFrom: {
    en: ['start', 'from', 'from date', 'start date', 'period start', 'first day', 'supplied from'],
    es: ['fecha de inicio', 'fecha inicio', 'inicio', 'desde', 'fecha desde', 'válido desde'],
    de: ['Startdatum', 'Beginn', 'von', 'Datum von', 'gültig ab', 'gültig von', 'Lieferant seit'],
    fr: ['date de début', 'date début', 'début', 'à partir du', 'valable du', 'valable à partir du'],
    sv: ['startdatum', 'från', 'från datum', 'giltig från', 'första dag'],
    it: ['data inizio', 'data di inizio', 'inizio', 'valido dal', 'dal'],
    pt: ['data de início', 'data início', 'data inicial', 'início', 'válido de', 'desde'],
    nl: ['startdatum', 'begindatum', 'vanaf', 'van datum', 'geldig vanaf', 'ingangsdatum'],
    pl: ['data od', 'od dnia', 'ważne od', 'data rozpoczęcia', 'obowiązuje od'],
    da: ['startdato', 'fra dato', 'dato fra', 'gyldig fra', 'periode fra'],
    fi: ['alkupäivä', 'alkamispäivä', 'alkupvm', 'alkaen', 'voimassa alkaen'],
    cs: ['datum od', 'platnost od', 'platí od', 'počáteční datum', 'začátek'],
  },
  validTo: {
    en: ['end', 'to', 'to date', 'until', 'end date', 'period end', 'last day', 'valid until', 'supplied until'],
    es: ['fecha de fin', 'fecha fin', 'fin', 'hasta', 'fecha hasta', 'válido hasta'],
    de: ['Enddatum', 'Ende', 'bis', 'Datum bis', 'gültig bis', 'Lieferant bis'],
    fr: ['date de fin', 'date fin', 'fin', "jusqu'au", "valable jusqu'au"],
    sv: ['slutdatum', 'till', 'till datum', 'giltig till', 'sista dag'],
    it: ['data fine', 'data di fine', 'fine', 'valido fino al', 'al'],
    pt: ['data de fim', 'data fim', 'data final', 'fim', 'válido até', 'até'],
    nl: ['einddatum', 'tot en met', 't/m', 'tot datum', 'geldig tot'],
    pl: ['data do', 'do dnia', 'ważne do', 'data zakończenia', 'obowiązuje do'],
    da: ['slutdato', 'til dato', 'dato til', 'gyldig til', 'periode til', 'sluttdato'],
    fi: ['loppupäivä', 'päättymispäivä', 'loppupvm', 'päättyen', 'voimassa asti'],
    cs: ['datum do', 'platnost do', 'platí do', 'koncové datum', 'konec'],
  },
} satisfies Readonly<Record<string, Aliases>>;
