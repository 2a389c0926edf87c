// Month names as people write them, whole or cut short. Dates around them are read in date-text.ts.

import { fold } from '../fold.js';

// January to December: English, Spanish, German, French and Swedish; then Italian, Portuguese, Dutch, Danish, Norwegian, Catalan,
// Hungarian and Romanian. These names are alike enough to be cut short without becoming another month.
const NAMES: readonly string[] = [
  'january enero januar janvier januari gennaio janeiro jänner gener ianuarie',
  'february febrero februar février februari febbraio fevereiro feber febrer februarie',
  'march marzo märz mars março maart marts mrz mrt március martie',
  'april abril avril aprile április aprilie',
  'may mayo mai maj maggio maio mei maig május',
  'june junio juni juin giugno junho juny június iunie',
  'july julio juli juillet luglio julho juliol július iulie',
  'august agosto août augusti augustus agost augusztus',
  'september septiembre setiembre septembre settembre setembro setembre szeptember septembrie',
  'october octubre oktober octobre ottobre outubro octombrie',
  'november noviembre novembre novembro noiembrie',
  'december diciembre dezember décembre dicembre dezembro desember desembre decembrie',
];
const SHORTEST = 3;

// Polish, Czech, Croatian, Finnish, Turkish, Russian and Greek: names, as they stand in a date, and usual short forms. The same
// word is another month in Czech or Polish than in Croatian ("listopad"); such a word is none.
const WHOLE_NAMES: readonly string[] = [
  'styczeń stycznia sty leden ledna siječanj siječnja sij tammikuu tammikuuta tammi ocak oca январь января янв ιανουάριος ιανουαρίου ιαν',
  'luty lutego lut únor února úno veljača veljače velj helmikuu helmikuuta helmi şubat şub февраль февраля фев февр φεβρουάριος φεβρουαρίου φεβ',
  'marzec marca březen března bře ožujak ožujka ožu maaliskuu maaliskuuta maalis mart март марта мар μάρτιος μαρτίου μαρ',
  'kwiecień kwietnia kwi duben dubna dub travanj travnja huhtikuu huhtikuuta huhti nisan nis апрель апреля апр απρίλιος απριλίου απρ',
  'maja květen května kvě svibanj svibnja svi toukokuu toukokuuta touko mayıs май мая μάιος μαΐου μαϊ',
  'czerwiec czerwca cze červen června čvn lipanj lipnja lip kesäkuu kesäkuuta kesä haziran haz июнь июня июн ιούνιος ιουνίου ιουν',
  'lipiec lipca lip červenec července čvc srpanj srpnja srp heinäkuu heinäkuuta heinä temmuz tem июль июля июл ιούλιος ιουλίου ιουλ',
  'sierpień sierpnia sie srpen srpna srp kolovoz kolovoza elokuu elokuuta elo ağustos ağu август августа авг αύγουστος αυγούστου αυγ',
  'wrzesień września wrz září zář rujan rujna syyskuu syyskuuta syys eylül eyl сентябрь сентября сен сент σεπτέμβριος σεπτεμβρίου σεπ',
  'październik października paź říjen října říj listopad listopada lis lokakuu lokakuuta loka ekim eki октябрь октября окт οκτώβριος οκτωβρίου οκτ',
  'listopad listopada lis studeni studenoga studenog marraskuu marraskuuta marras kasım kas ноябрь ноября ноя нояб νοέμβριος νοεμβρίου νοε',
  'grudzień grudnia gru prosinec prosince prosinac prosinca joulukuu joulukuuta joulu aralık ara декабрь декабря дек δεκέμβριος δεκεμβρίου δεκ',
];

/** Every name, and every beginning of at least three letters of those that may be cut short; folded. */
const months = new Map<string, number>();
/** Words for two months. */
const doubtful = new Set<string>();
for (const [index, names] of NAMES.entries()) {
  for (const name of names.split(' ').map(fold)) {
    for (let length = SHORTEST; length <= name.length; length++) addWord(name.slice(0, length), index + 1);
  }
}

for (const [index, names] of WHOLE_NAMES.entries())
  for (const name of names.split(' ').map(fold)) addWord(name, index + 1);

function addWord(word: string, month: number): void {
  if ((months.get(word) ?? month) !== month) doubtful.add(word);
  months.set(word, month);
}

/** The month, from 1, that a folded word stands for; undefined when it is none or, as French "jui", one of two. */
export function monthOf(word: string): number | undefined {
  return doubtful.has(word) ? undefined : months.get(word);
}
