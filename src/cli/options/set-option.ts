// The option --set: FIELD=TEXT, repeatable. Whether the dataset has the field is asked where the dataset is known.

import { Stop } from '../../problems/stop.js';

/** Field -> text; undefined where nothing is set. @throws Stop of kind `usage` for what is no FIELD=TEXT, or one field twice. */
export function readConstants(set: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (set.length === 0) return undefined;
  const constants = new Map<string, string>();
  for (const one of set) {
    const [, field, text] = /^\s*([^=]*[^=\s])\s*=(.*)$/s.exec(one) ?? [];
    if (field === undefined || text === undefined) {
      throw new Stop('usage', 'USAGE', `--set: expected FIELD=TEXT, got "${one}"`, 'for example --set unit_id=EUR');
    }
    if (constants.has(field)) {
      throw new Stop('usage', 'USAGE', `--set ${field} is given twice`, 'a field has one text for all rows');
    }
    constants.set(field, text.trim());
  }
  return Object.fromEntries(constants);
}
