// Words for the columns of sales periods, besides those of country sales, by field and language.

import type { Aliases } from '../field.js';

export const words = {
  period_id: {
    en: ['sales period id', 'period uuid', 'dcycle period id', 'reporting period id'],
    es: ['id del período', 'id del periodo', 'id período', 'identificador del período'],
    de: ['Perioden-ID', 'ID der Periode', 'Zeitraum-ID', 'ID des Zeitraums'],
    fr: ['id de la période', 'id période', 'identifiant de la période', 'identifiant période'],
    sv: ['period-id', 'periodens id', 'id för perioden'],
    it: ['id del periodo', 'id periodo', 'identificativo del periodo', 'identificativo periodo'],
    pt: ['id do período', 'identificador do período', 'id de período'],
    nl: ['periode-id', 'id van de periode', 'id van het tijdvak'],
    pl: ['id okresu', 'identyfikator okresu'],
    da: ['periodens id', 'id på periode', 'id for perioden'],
    fi: ['jakson id', 'jakson tunniste', 'kauden id'],
    cs: ['id období', 'identifikátor období'],
  },
} satisfies Readonly<Record<string, Aliases>>;
