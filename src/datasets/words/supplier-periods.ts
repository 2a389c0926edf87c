// Words for the columns of supplier periods, besides those that name a product or a supplier, by field and language.

import type { Aliases } from '../field.js';

export const words = {
  validFrom: {
    en: ['start', 'from', 'from date', 'start date', 'period start', 'first day', 'supplied from', 'valid from date', 'effective from', 'contract start', 'delivery since'],
    es: ['fecha de inicio', 'fecha inicio', 'inicio', 'desde', 'fecha desde', 'válido desde', 'vigente desde', 'inicio de vigencia'],
    de: ['Startdatum', 'Beginn', 'von', 'Datum von', 'gültig ab', 'gültig von', 'Lieferant seit', 'Gültig-ab-Datum', 'Gültigkeitsbeginn', 'Vertragsbeginn'],
    fr: ['date de début', 'date début', 'début', 'à partir du', 'valable du', 'valable à partir du', "date d'effet", 'valide du', 'début de validité'],
    sv: ['startdatum', 'från', 'från datum', 'giltig från', 'första dag', 'gäller från', 'avtalsstart'],
    it: ['data inizio', 'data di inizio', 'inizio', 'valido dal', 'dal', 'inizio validità', 'valido da'],
    pt: ['data de início', 'data início', 'data inicial', 'início', 'válido de', 'desde', 'início de vigência'],
    nl: ['startdatum', 'begindatum', 'vanaf', 'van datum', 'geldig vanaf', 'ingangsdatum', 'ingang contract', 'geldig van'],
    pl: ['data od', 'od dnia', 'ważne od', 'data rozpoczęcia', 'obowiązuje od', 'początek obowiązywania'],
    da: ['startdato', 'fra dato', 'dato fra', 'gyldig fra', 'periode fra', 'kontraktstart', 'gælder fra'],
    fi: ['alkupäivä', 'alkamispäivä', 'alkupvm', 'alkaen', 'voimassa alkaen', 'sopimuksen alku'],
    cs: ['datum od', 'platnost od', 'platí od', 'počáteční datum', 'začátek', 'začátek platnosti'],
  },
  validTo: {
    en: ['end', 'to', 'to date', 'until', 'end date', 'period end', 'last day', 'valid until', 'supplied until', 'valid to date', 'effective to', 'effective until', 'contract end', 'expiry date'],
    es: ['fecha de fin', 'fecha fin', 'fin', 'hasta', 'fecha hasta', 'válido hasta', 'vigente hasta', 'fin de vigencia'],
    de: ['Enddatum', 'Ende', 'bis', 'Datum bis', 'gültig bis', 'Lieferant bis', 'Gültig-bis-Datum', 'Gültigkeitsende', 'Vertragsende'],
    fr: ['date de fin', 'date fin', 'fin', "jusqu'au", "valable jusqu'au", 'fin de validité', 'valide au'],
    sv: ['slutdatum', 'till', 'till datum', 'giltig till', 'sista dag', 'gäller till', 'avtalsslut'],
    it: ['data fine', 'data di fine', 'fine', 'valido fino al', 'al', 'fine validità', 'valido a'],
    pt: ['data de fim', 'data fim', 'data final', 'fim', 'válido até', 'até', 'fim de vigência'],
    nl: ['einddatum', 'tot en met', 't/m', 'tot datum', 'geldig tot', 'einde contract', 'geldig tot en met'],
    pl: ['data do', 'do dnia', 'ważne do', 'data zakończenia', 'obowiązuje do', 'koniec obowiązywania'],
    da: ['slutdato', 'til dato', 'dato til', 'gyldig til', 'periode til', 'sluttdato', 'kontraktslut', 'gælder til'],
    fi: ['loppupäivä', 'päättymispäivä', 'loppupvm', 'päättyen', 'voimassa asti', 'sopimuksen loppu'],
    cs: ['datum do', 'platnost do', 'platí do', 'koncové datum', 'konec', 'konec platnosti'],
  },
} satisfies Readonly<Record<string, Aliases>>;
