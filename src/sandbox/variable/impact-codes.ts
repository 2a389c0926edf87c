// The impact indicators of the sandbox's Variable, and those that a request chooses. The first 13 are documented with names and
// units; the others follow EN 15804+A2 (assumed).

import { variableRefusal } from './refusal.js';

export interface Indicator {
  readonly unit: string;
  /** The number of decimals. */
  readonly decimals: number;
}

const usual = 12;
const tiny = 20;

/** Code -> unit. */
export const indicators: ReadonlyMap<string, Indicator> = new Map([
  ...of('kgCO2e', usual, 'GWP-total GWP-fossil GWP-biogenic GWP-luluc'),
  ...of('molH+e', usual, 'AP'),
  ...of('kgPe', usual, 'EP-freshwater'),
  ...of('kgNe', usual, 'EP-marine'),
  ...of('molNe', usual, 'EP-terrestrial'),
  ...of('kgCFC11e', tiny, 'ODP'),
  ...of('kgNMVOCe', usual, 'POCP'),
  ...of('kgSbe', tiny, 'ADPE'),
  ...of('MJ', usual, 'ADPF'),
  ...of('m3', usual, 'WDP'),
  ...of('MJ', usual, 'PERE PERM PERT PENRE PENRM PENRT RSF NRSF'),
  ...of('kg', usual, 'SM'),
  ...of('m3', usual, 'FW'),
  ...of('kg', usual, 'HWD NHWD RWD CRU MFR MER'),
  ...of('MJ', usual, 'EEE EET'),
  ...of('diseaseIncidence', tiny, 'PM'),
  ...of('kBqU235e', usual, 'IRP'),
  ...of('CTUe', usual, 'ETP-fw'),
  ...of('CTUh', tiny, 'HTP-c HTP-nc'),
  ...of('dimensionless', usual, 'SQP'),
]);

function of(unit: string, decimals: number, codes: string): readonly (readonly [string, Indicator])[] {
  return codes.split(' ').map((code) => [code, { unit, decimals }]);
}

/**
 * The requested codes: GWP-fossil by default, all for `all`, else those of the list, ignoring case. Throws a 400 that lists the
 * codes; `all` in a list is unknown (documented).
 */
export function wantedCodes(query: string | undefined): readonly string[] {
  if (query === undefined || query === '') return ['GWP-fossil'];
  const codes = [...indicators.keys()];
  if (query.toLowerCase() === 'all') return codes;
  const asked = query.split(',').map((word) => ({
    word,
    code: codes.find((code) => code.toLowerCase() === word.toLowerCase()),
  }));
  const unknown = asked.filter(({ code }) => code === undefined).map(({ word }) => word);
  if (unknown.length === 0) return codes.filter((code) => asked.some((one) => one.code === code));
  const message = `Unknown impact codes: ${unknown.join(', ')}. Valid codes: ${codes.join(', ')}`;
  throw variableRefusal(400, 'BadRequest', message, { validCodes: codes });
}
