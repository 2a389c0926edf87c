// Columns that give the first and the last day of a period together: `Quarter`, `Period`, or `Year` beside `Month`. Leaves
// reading their cells to values/read-period.ts.

import { type ImportDataset, requiredGroups } from '../datasets/dataset.js';
import type { Cell } from '../values/cell.js';
import { type PeriodWord, periodWords } from '../values/dates/read-period.js';
import { fold } from '../values/fold.js';
import type { ColumnMatcher } from './match-column.js';
import { derivedTargets } from './saved/mapped-names.js';
import type { SavedMapping } from './saved/saved-mapping.js';
import { withoutBrackets } from './titles/match-title.js';

/** One of such columns. */
export interface PeriodPart {
  /** From 0. */
  readonly index: number;
  readonly title: string;
  readonly word: PeriodWord;
  /** Makes its cell, where that is not simply the cell at `index`. */
  readonly derive?: ((cells: readonly Cell[]) => Cell) | undefined;
}

/** Columns that say both days of a row's period. */
export interface PeriodColumns {
  /** The field of the first day, and of the last. */
  readonly start: string;
  readonly end: string;
  /** In the order of their words: the last one names the shortest periods. */
  readonly parts: readonly [PeriodPart, ...PeriodPart[]];
}

/** The columns of a header that name periods, unless the dataset has none, or its first or last day is said otherwise. */
export function findPeriod(
  titles: readonly string[],
  dataset: ImportDataset,
  match: ColumnMatcher,
  saved?: SavedMapping,
): PeriodColumns | undefined {
  const [start, end] = [edgeField(dataset, 'first'), edgeField(dataset, 'last')];
  if (start === undefined || end === undefined) return undefined;
  if (derivedTargets(saved).some((target) => target === start || target === end)) return undefined;
  const needed = requiredGroups(dataset).some((group) => group.includes(start) || group.includes(end));
  const found: PeriodPart[] = [];
  for (const [index, title] of titles.entries()) {
    const matched = title === '' ? null : match(title);
    if (matched?.field === start || matched?.field === end) return undefined;
    const word = matched === undefined ? periodWordOf(title) : undefined;
    // Where rows need no period, a year or month may be of anything.
    if (word !== undefined && (needed || word === 'period')) found.push({ index, title, word });
  }
  const hasYear = found.some(({ word }) => word === 'year');
  const [first, ...others] = found
    .filter(({ word }) => !(hasYear && word === 'fiscal year'))
    .sort((one, other) => periodWords.indexOf(one.word) - periodWords.indexOf(other.word));
  return first && { start, end, parts: [first, ...others] };
}

function edgeField({ fields }: ImportDataset, edge: 'first' | 'last'): string | undefined {
  return Object.keys(fields).find((name) => {
    const field = fields[name];
    return field?.kind === 'date' && field.edge === edge;
  });
}

// English, Spanish, German, French, Swedish, Italian, Portuguese, Dutch, Polish, Danish and Norwegian, Finnish, Czech; then Catalan,
// Hungarian, Romanian, Croatian, Turkish, Russian and Greek. Words that are the same without accents stand once.
const TITLES: Readonly<Record<PeriodWord, string>> = {
  period:
    'period|time period|sales period|reporting period|validity period|periodo|periodo de ventas|periode|zeitraum|berichtszeitraum|' +
    'verkaufszeitraum|abrechnungszeitraum|berichtsperiode|gültigkeitszeitraum|période de vente|tidsperiod|tijdvak|okres|' +
    'tidsperiode|tidsrum|jakso|ajanjakso|období|időszak|perioada|razdoblje|dönem|период|περίοδος',
  month:
    'month|calendar month|sales month|reporting month|mes|monat|kalendermonat|mois|månad|mese|maand|miesiąc|måned|kuukausi|měsíc|' +
    'hónap|luna|mjesec|ay|месяц|μήνας',
  quarter:
    'quarter|calendar quarter|qtr|trimestre|quartal|kvartal|kwartaal|kwartał|neljännes|vuosineljännes|kvartaali|čtvrtletí|negyedév|' +
    'trimestru|tromjesečje|çeyrek|квартал|τρίμηνο',
  'half-year':
    'half year|halfyear|semester|semestre|halbjahr|halvår|halfjaar|półrocze|puolivuosi|pololetí|félév|semestru|polugodište|yarıyıl|' +
    'полугодие|εξάμηνο',
  year:
    'year|calendar year|sales year|reporting year|año|jahr|kalenderjahr|berichtsjahr|année|an|année civile|år|kalenderår|anno|jaar|' +
    'kalenderjaar|rok|vuosi|kalenterivuosi|év|godina|yıl|год|έτος',
  'fiscal year':
    'fiscal year|financial year|fy|ejercicio|ejercicio fiscal|año fiscal|geschäftsjahr|wirtschaftsjahr|exercice|exercice fiscal|' +
    'räkenskapsår|esercizio|anno fiscale|exercício|ano fiscal|boekjaar|rok obrotowy|regnskabsår|regnskapsår|tilikausi|účetní rok',
};

const PATTERNS = periodWords.map((word) => ({ word, titles: new Set(TITLES[word].split('|').map(fold)) }));

/** What a title says of the periods below it; undefined where it names none. `AR` is a country, `År` a year. */
function periodWordOf(title: string): PeriodWord | undefined {
  const folded = fold(withoutBrackets(title));
  if (/^[A-Z]{2}$/.test(title) && folded !== 'fy') return undefined;
  return PATTERNS.find(({ titles }) => titles.has(folded))?.word;
}
