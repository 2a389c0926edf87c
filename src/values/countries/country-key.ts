// The keys under which the name of a country is found. Which country has which key is in country-names.ts.

import { fold } from '../fold.js';

const ARTICLE = /^(?:the|l|la|le|les|el|los|las|die|der|das|de|den|det|il|lo|i|gli|o|a|os|as|het) (?=\p{L}{3})/u;
const CONNECTIVE = / (?:and|und|et|y|och|og|e|en|i) /g;
const SAINT = /^st /;

/** What matters of a country's name: no case, accents, punctuation, spaces, leading article, "and" in five languages. */
export function countryKey(name: string): string {
  return fold(name).replace(ARTICLE, '').replace(SAINT, 'saint ').replace(CONNECTIVE, ' ').replaceAll(' ', '');
}

const TURNED = /^([^,([]+)[,([]([^)\]]+)/;
const BRACKETS = /\s*[([][^)\]]*[)\]]\s*/g;

/** The keys under which a name is found: itself, "Korea, Republic of" as "Republic of Korea", and without brackets. */
export function nameKeys(name: string): readonly string[] {
  const [, main = '', rest = ''] = TURNED.exec(name) ?? [];
  return [name, `${rest} ${main}`, name.replace(BRACKETS, ' ')].map(countryKey).filter((key) => key !== '');
}
