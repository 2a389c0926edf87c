// What a few words say of the numbers beside them: a unit, a scale, or both (`t`, `TEUR`, `Mio. €`, `(000s)`, `kg CO2e`). Read from
// titles, the lines above them, number formats, cells and unit columns alike. Leaves what a field makes of it to validate/.

import { scalesBeforeCurrency, scalesBehindCurrency, scaleWords, unclearScaleWords } from './scale-words.js';
import { isCurrency, isUnclearUnit, unitWord } from './units.js';

/** What is said of a number beside it. */
export interface Measure {
  /** As somebody wrote it. */
  readonly written: string;
  /**
   * The units that it may stand for, as services name them; several where the word is shared, as `kr`, or where several words stand
   * beside each other, as `kg or pcs`; none for a scale alone.
   */
  readonly codes: readonly string[];
  /** The power of ten that the number is to be multiplied by: 3 for `TEUR` and `kt`. */
  readonly tens: number;
  /** Set when it is about an amount and cannot be read: a scale of two meanings, several units, a rate. */
  readonly unclear?: 'word' | 'number' | 'several' | 'rate';
}

/** How a number format shows the number of a cell, where that is not the number as it is. */
export interface ShownAs {
  /** What stands beside it. */
  readonly measure: Measure | undefined;
  /** The power of ten that it is multiplied by to be shown: -3 for thousands, 2 for per cent. */
  readonly display: number;
}

/** Longer texts are prose. */
const LONGEST = 200;

/**
 * Reads a text that says a measure and nothing else; undefined when there is any other word in it.
 * Words of a plain language that are units too (`to`, `k`) count.
 */
export function readMeasure(text: string): Measure | undefined {
  const word = unitWord(text.trim());
  if (word !== undefined && word.codes.length > 0) return { written: text.trim(), codes: word.codes, tens: word.tens };
  const tokens = tokensOf(text);
  return tokens?.every(({ kind }) => kind !== 'other') ? measureOf(tokens, text) : undefined;
}

/** Reads the measure among other words, such as `net, in EUR thousand`; words that may be plain language do not count there. */
export function findMeasure(text: string): Measure | undefined {
  const alone = readMeasure(text);
  if (alone !== undefined) return alone;
  const runs: Token[][] = [[]];
  for (const token of tokensOf(text) ?? []) {
    if (token.kind === 'other') runs.push([]);
    else runs.at(-1)?.push(token);
  }
  const said = runs.filter(isSure).flat();
  return said.length === 0 ? undefined : measureOf(said, text);
}

/** Whether the words are no plain language: `t` alone may be, `t/` is none. */
function isSure(run: readonly Token[]): boolean {
  return run.some(({ isPlain, kind }, index) => !isPlain || (kind === 'unit' && run[index + 1]?.kind === 'per'));
}

/** Two measures that are said of the same numbers, as one: a scale and a unit add up; else both must be the same. */
export function joinMeasures(a: Measure, b: Measure): Measure {
  const written = `${a.written}, ${b.written}`;
  const unclear = a.unclear ?? b.unclear;
  if (unclear !== undefined) return { written, codes: [], tens: 0, unclear };
  const isScale = ({ codes }: Measure): boolean => codes.length === 0;
  const codes = isScale(a) || isScale(b) ? [...a.codes, ...b.codes] : a.codes.filter((code) => b.codes.includes(code));
  const adds = (isScale(a) && b.tens === 0) || (isScale(b) && a.tens === 0);
  if ((!adds && a.tens !== b.tens) || (codes.length === 0 && !(isScale(a) && isScale(b)))) {
    return { written, codes: [], tens: 0, unclear: 'several' };
  }
  return { written, codes, tens: a.tens === 0 ? b.tens : a.tens };
}

/** Whether both say the same, in whatever words. */
export function sameMeasure(a: Measure | undefined, b: Measure | undefined): boolean {
  return a?.codes.join() === b?.codes.join() && a?.tens === b?.tens && a?.unclear === b?.unclear;
}

/** The measure in words, for messages: `1000 EUR`, or `thousands` as it is written. */
export function measureText({ codes, tens, written }: Measure): string {
  const [code, ...others] = codes;
  const unit = others.length > 0 ? `(${written})` : code;
  return [tens === 0 ? '' : `${10 ** tens}`, unit].filter(Boolean).join(' ');
}

interface Token {
  readonly kind: 'unit' | 'scale' | 'number' | 'per' | 'co2e' | 'filler' | 'unclear' | 'other';
  readonly codes: readonly string[];
  readonly tens: number;
  /** Whether it may be plain language among other words. */
  readonly isPlain: boolean;
}

const NOTHING = { codes: [], tens: 0, isPlain: true } as const;

function measureOf(tokens: readonly Token[], text: string): Measure | undefined {
  const written = text.trim();
  const units = tokens.filter(({ kind, codes }) => kind === 'unit' && codes.length > 0);
  const scales = tokens.filter(({ kind }) => kind === 'scale');
  const [unit] = units;
  const unclear = (why: NonNullable<Measure['unclear']>): Measure => {
    const codes = (unit ?? tokens.find(({ kind }) => kind === 'unclear'))?.codes ?? [];
    return { written, codes, tens: 0, unclear: why };
  };
  if (tokens.some(({ kind }) => kind === 'unclear')) return unclear('word');
  if (units.length > 0 && tokens.some(({ kind }) => kind === 'number')) return unclear('number');
  if (unit === undefined && scales.length === 0) return undefined;
  const codes = units.reduce<readonly string[]>(
    (left, one) => left.filter((code) => one.codes.includes(code)),
    unit?.codes ?? [],
  );
  if (tokens.some(({ kind }) => kind === 'per')) return unclear('rate');
  const powers = [...scales, ...units].map(({ tens }) => tens).filter((tens) => tens !== 0);
  const isCo2e = tokens.some(({ kind }) => kind === 'co2e');
  // "TEUR or EUR" is one of them.
  if (powers.length > 1 || new Set(units.map(({ tens }) => tens)).size > 1) return { ...unclear('several'), codes: [] };
  if (unit !== undefined && codes.length === 0) {
    const all = isCo2e || powers.length > 0 ? [] : [...new Set(units.flatMap((one) => one.codes))];
    return { written, codes: all, tens: 0, unclear: 'several' };
  }
  return { written, codes: isCo2e ? codes.map((code) => `${code} CO2e`) : codes, tens: powers[0] ?? 0 };
}

const FILLERS = new Set(
  'in en em im i w v of de des d di del della der den af av von van od à x × * each currency unit units: all are und and e or oder ou eller'.split(
    ' ',
  ),
);
const PER = new Set('/ per pro par por pr je p. ÷'.split(' '));
const CO2E = 'co2e';

/** Phrases of several words, each as the one word that stands for it. `#3` is a thousand. */
const PHRASES: readonly (readonly [pattern: RegExp, word: string])[] = [
  [/\b10\s*([²³⁴⁵⁶⁷⁸⁹])/g, '10^$1'],
  [/co[2₂][\s-]*(?:(?:e(?:q(?:uiv(?:alente?n?s?)?)?)?|äq(?:uivalente?)?)(?![\p{L}])\.?)?/giu, ` ${CO2E} `],
  [/\bmetric[\s-]+ton(?:ne)?s?\b/gi, ' tonnes '],
  [/\b(short|long)[\s-]+ton(?:ne)?s?\b/gi, ' $1-ton '],
  [/\bUS[\s-]*dollars?\b/gi, ' USD '],
  [/\bpounds?\s+sterling\b/gi, ' GBP '],
  [/\b(?:swiss\s+francs?|schweizer\s+franken)\b/gi, ' CHF '],
  [/\bper\s+mil(?:le)?\b/gi, ' ‰ '],
  [/\b(?:per|pour|por|v)\s*cent[oa]?\b|\bpor\s+ciento\b/gi, ' % '],
  [/\bmiles\s+de\b/gi, ' mille '],
  // A share of something, as the 19 % of a tax, is no unit.
  [/\d+(?:[.,]\d+)?\s*[%‰]/g, ' other '],
  [
    /%\s*(?:alc\.?\s*\/?\s*)?(?:by\s+volume|v\/v|abv|vol(?:\.|ume|umen)?)(?![\p{L}])\.?|(?:vol\.?|alc\.?|abv)[\s.-]*%/giu,
    ' %vol ',
  ],
  [/%\s*(?:by\s+(?:weight|mass)|w\/w|m\/m|wt\.?|gew\.?)(?![\p{L}])|(?:wt|gew|masse)[\s.-]*%/giu, ' %mass '],
  [/%(?!vol|mass)/g, ' % '],
  [/(?<![\d.,])10\s*\^\s*([2-9]|1[0-2])(?!\d)/g, ' #$1 '],
  [/(?<![\d.,\p{L}])1e\+?0?([2-9])(?!\d)/giu, ' #$1 '],
];

/** Every phrase and power of ten has one of these: most texts have none, and are spared the search for each. */
const IN_PHRASES = /[\d%‰^₂]|ton|dollar|sterling|fran|mil|cent|cient/i;

const POWERS = '²³⁴⁵⁶⁷⁸⁹';
/** A one and zeros, perhaps in groups; zeros alone, as in `€000s`. */
const THOUSANDS = /(?<![\d.,'])(?:1[ .,'’]?)?(?:['’]?000)(?:[ .,'’]000)*(?:['’]?s(?![\p{L}]))?(?![\d])/gu;
const TEN_OR_HUNDRED = /(?<![\d.,'])(10{1,2})(?![\d.,'])/g;

function tokensOf(text: string): readonly Token[] | undefined {
  if (text.length > LONGEST) return undefined;
  const spaced = text.replace(/[\u00a0\u2000-\u200a\u202f]/g, ' ').replace(/％/g, '%');
  const plain = IN_PHRASES.test(spaced) ? withoutPhrases(spaced) : spaced;
  const words = plain
    .split(/(\/)|[\s,:;|_()[\]{}"]+|(?<=\p{L}|€|\$|£)-(?=\p{L}|€|\$|£|#)|(?<=\p{L}{3}\.)(?=\S)/u)
    .filter(Boolean);
  const hasUnit = words.some((word) => unitWord(word) !== undefined);
  return words.map((word, index) => tokenOf(word, words[index - 1], words[index + 1], hasUnit));
}

/** The text with phrases and powers of ten as one word each. */
function withoutPhrases(text: string): string {
  return PHRASES.reduce((left, [pattern, word]) => left.replace(pattern, word), text)
    .replace(/\^([²³⁴⁵⁶⁷⁸⁹])/g, (_, sign: string) => `^${POWERS.indexOf(sign) + 2}`)
    .replace(/(?<![\d.,])10\s*\^\s*([2-9])(?!\d)/g, ' #$1 ')
    .replace(THOUSANDS, (zeros) => ` #${(zeros.match(/0/g) ?? []).length} `)
    .replace(TEN_OR_HUNDRED, (ten) => ` #${ten.length - 1} `);
}

function tokenOf(word: string, before: string | undefined, after: string | undefined, hasUnit: boolean): Token {
  const power = /^#(\d+)$/.exec(word)?.[1];
  // "Quantity 10" is no scale, "10 kg" and "x 10" are.
  if (power !== undefined) {
    const isScale = Number(power) > 2 || hasUnit || /^[x×*]$/i.test(before ?? '');
    return isScale ? { kind: 'scale', codes: [], tens: Number(power), isPlain: true } : { kind: 'other', ...NOTHING };
  }
  if (word === CO2E) return { kind: CO2E, ...NOTHING };
  if (PER.has(word.toLowerCase())) return { kind: 'per', ...NOTHING };
  const sign = signBesideCurrency(word, before, after);
  if (sign !== undefined) return sign;
  const unit = unitWord(word);
  if (unit !== undefined) return { kind: 'unit', ...unit };
  const joined = joinedWithCurrency(word);
  if (joined !== undefined) return joined;
  const lower = word.toLowerCase();
  if (FILLERS.has(lower) || /^[^\p{L}\p{N}\p{Sc}]+$/u.test(word)) return { kind: 'filler', ...NOTHING };
  const tens = scaleWords.get(lower) ?? scaleWords.get(lower.replace(/\.$/, ''));
  if (tens !== undefined) return { kind: 'scale', codes: [], tens, isPlain: lower.length < 3 || lower === 'tis' };
  const isUnclear = unclearScaleWords.has(lower.replace(/\.$/, '')) || isUnclearUnit(word);
  if (isUnclear) return { kind: 'unclear', ...NOTHING, isPlain: /^(?:mil|miles)$/.test(lower) };
  // A million, or Roman for a thousand.
  if (word === 'M' || word === 'MM') return { kind: 'unclear', ...NOTHING };
  if (/^1$/.test(word)) return { kind: 'filler', ...NOTHING };
  if (/^\d/.test(word) && !/^(?:19|20)\d\d$/.test(word)) return { kind: 'number', ...NOTHING };
  return { kind: 'other', ...NOTHING };
}

/** `T` in `T EUR`, `m` in `EUR m`: letters that are a scale only beside a currency. */
function signBesideCurrency(word: string, before: string | undefined, after: string | undefined): Token | undefined {
  if (word.length > 2 || unitWord(word)?.codes.some(isCurrency)) return undefined;
  const bare = word.replace(/\.$/, '');
  const scale = (tens: number | undefined): Token =>
    tens === undefined ? { kind: 'unclear', ...NOTHING } : { kind: 'scale', codes: [], tens, isPlain: true };
  if (isCurrencyWord(before)) {
    const behind = scalesBehindCurrency.find(([sign]) => sign === bare);
    if (behind) return scale(behind[1]);
  }
  if (!isCurrencyWord(after)) return undefined;
  const ahead = scalesBeforeCurrency.find(([sign]) => sign === bare);
  return ahead && scale(ahead[1]);
}

function isCurrencyWord(word: string | undefined): boolean {
  return word !== undefined && unitWord(word)?.codes.some(isCurrency) === true;
}

/** A currency with its scale in one word, as `kEUR`, `T€`, `$m` and `USDbn`. */
function joinedWithCurrency(word: string): Token | undefined {
  const bare = word.replace(/\.$/, '');
  if (/^m[kn]?kr$/i.test(bare)) return currencyToken('kr', 6, false);
  for (const [sign, tens] of scalesBeforeCurrency) {
    const rest = bare.startsWith(sign) ? bare.slice(sign.length).replace(/^[.-]/, '') : '';
    if (rest !== '' && isCurrencyWord(rest)) return currencyToken(rest, tens, isSmall(rest));
  }
  for (const [sign, tens] of scalesBehindCurrency) {
    const rest = bare.endsWith(sign) ? bare.slice(0, -sign.length) : '';
    if (rest !== '' && isCurrencyWord(rest) && !isSmall(rest)) return currencyToken(rest, tens, false);
  }
  return undefined;
}

function isSmall(word: string): boolean {
  return word === word.toLowerCase() && /^\p{L}+$/u.test(word);
}

function currencyToken(word: string, tens: number | undefined, isPlain: boolean): Token {
  const codes = unitWord(word)?.codes ?? [];
  return tens === undefined
    ? { kind: 'unclear', codes, tens: 0, isPlain: false }
    : { kind: 'unit', codes, tens, isPlain };
}
