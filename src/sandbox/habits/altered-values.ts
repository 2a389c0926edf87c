// Alters sent values, as some services do: lower case, whole numbers, single blanks, other line ends. Pure.

/** `lower-cased` keeps codes in capitals, as SE or EUR. */
export type Alteration = 'lower-cased' | 'rounded' | 'trimmed' | 'line-ends';

const texts: Readonly<Record<Alteration, (text: string) => string>> = {
  'lower-cased': (text) => (text === text.toUpperCase() ? text : text.toLowerCase()),
  rounded: (text) => text,
  trimmed: (text) => text.trim().replace(/ +/g, ' '),
  'line-ends': (text) => text.replace(/\r\n?|\n/g, '\r\n'),
};

/** A body with its values altered at any depth. */
export function altered(body: unknown, alteration: Alteration): unknown {
  if (typeof body === 'string') return texts[alteration](body);
  if (typeof body === 'number') return alteration === 'rounded' ? Math.round(body) : body;
  if (Array.isArray(body)) return body.map((one) => altered(one, alteration));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, altered(value, alteration)]));
}
