// Country names in many languages -> ISO 3166-1 alpha-2, from a table that was made ahead (country-table.ts).

import { nearestFinder } from '../nearest.js';
import { codeLines, keyLines, nameLines, sharedLines } from './country-table.js';

/** A country's name as its language writes it. */
interface CountryName {
  readonly code: string;
  readonly name: string;
}

/** All that is known about countries. Keys are made by `countryKey`. */
export interface Countries {
  readonly alpha2: ReadonlySet<string>;
  /** Alpha-3 codes and the codes that the European Union and everyday use add -> alpha-2. */
  readonly otherCodes: ReadonlyMap<string, string>;
  /** Key -> alpha-2, for names that one country alone has. */
  readonly codeOf: ReadonlyMap<string, string>;
  /** The country that has the name nearest to this key. */
  nearest(key: string): CountryName | undefined;
  /** Names that stand for several countries -> which ones. */
  readonly shared: ReadonlyMap<string, string>;
}

let loaded: Countries | undefined;

/** The countries; the table is unfolded when it is first used. */
export function countries(): Countries {
  loaded ??= loadCountries();
  return loaded;
}

function loadCountries(): Countries {
  const codes = codeLines.split('\n').map((line) => [line.slice(2, 5), line.slice(0, 2)] as const);
  const codeOf = new Map(keyLines.split('\n').map((line) => [line.slice(2), line.slice(0, 2)]));
  return {
    alpha2: new Set(codes.map(([, alpha2]) => alpha2)),
    otherCodes: new Map([...codes, ['UK', 'GB'], ['EL', 'GR']]),
    codeOf,
    nearest: nearestName(codeOf),
    shared: new Map(sharedLines.split('\n').map((line) => line.split('\t').reverse() as [string, string])), // two parts each
  };
}

function nearestName(codeOf: ReadonlyMap<string, string>): Countries['nearest'] {
  let find: ((key: string) => number | undefined) | undefined;
  return (key) => {
    find ??= nearestFinder([...codeOf.keys()]);
    const index = find(key);
    if (index === undefined) return undefined;
    const [code = '', name = ''] = [[...codeOf.values()][index], nameLines.split('\n')[index]];
    return { code, name };
  };
}
