// The encoding that a person means by a name: those of the WHATWG's labels, and what DOS, Windows, Macs and databases call them.

import { TextDecoder } from 'node:util';
import { codePages } from './code-pages.js';

/** The pages of Windows for East Asia, and UTF-8, by number. */
const NUMBERED: Readonly<Record<string, string>> = {
  '932': 'shift_jis',
  '936': 'gbk',
  '949': 'euc-kr',
  '950': 'big5',
  '65001': 'utf-8',
};

/** What people write before the number of a page. */
const PAGE = /^(?:windows|mswin|win|ms|ansi|codepage|csibm|ibm|cp|dos|oem|pc)?0*(\d+)(?:multilingual)?$/;
const MAC = /^(?:x?mac|apple)(?:intosh|os)?(\w*)$/;
const MACS: Readonly<Record<string, string>> = {
  '': 'macintosh',
  roman: 'macintosh',
  cyrillic: 'x-mac-cyrillic',
  latin2: 'x-mac-ce',
  centraleurope: 'x-mac-ce',
  centraleuropean: 'x-mac-ce',
  iceland: 'x-mac-icelandic',
  romania: 'x-mac-romanian',
};

/** The encoding's own name; undefined when no encoding has this one. */
export function encodingNamed(label: string): string | undefined {
  const squeezed = label.toLowerCase().replace(/[^a-z0-9]/g, '');
  const [, number = ''] = PAGE.exec(squeezed) ?? [];
  const [, mac] = MAC.exec(squeezed) ?? [];
  const candidates = [
    label,
    squeezed,
    `ibm${number}`,
    `windows-${number}`,
    ...Object.entries(NUMBERED).flatMap(([page, name]) => (page === number ? [name] : [])),
    ...(mac === undefined ? [] : [`x-mac-${mac}`]),
    ...Object.entries(MACS).flatMap(([script, name]) => (script === mac ? [name] : [])),
    // `latin-1`, `iso8859_15`, `koi8r`
    squeezed.replace(/^(?:iso)?8859(\d+)$/, 'iso-8859-$1'),
    squeezed.replace(/^koi8/, 'koi8-'),
  ];
  for (const candidate of candidates) {
    const known = codePages.includes(candidate) ? candidate : labelled(candidate);
    if (known !== undefined) return known;
  }
  return undefined;
}

function labelled(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** What to say to somebody whose name for an encoding is not known. */
export const KNOWN_ENCODINGS = `Known are utf-8, utf-16le, windows-1250 to windows-1258, iso-8859-1 to iso-8859-16, koi8-r, koi8-u, macintosh, x-mac-cyrillic, shift_jis, euc-jp, gbk, gb18030, big5, euc-kr, ibm866, ${codePages.join(', ')}.`;
