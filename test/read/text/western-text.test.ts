// Words of many languages, written in the encodings of their countries: read as Windows-1252 only where nothing else fits.

import { TextDecoder } from 'node:util';
import { describe, expect, it } from 'vitest';
import { WesternText } from '../../../src/read/text/western-text.js';
import { decodeWindows1252, encodeWindows1252 } from '../../../src/read/text/windows-1252.js';

const high = Buffer.from(Array.from({ length: 128 }, (_, i) => i + 0x80));

function encode(text: string, encoding: string): Buffer {
  const chars = encoding === 'windows-1252' ? decodeWindows1252(high) : new TextDecoder(encoding).decode(high);
  return Buffer.from(
    Array.from(text, (char) => {
      const byte = char < '\x80' ? char.charCodeAt(0) : chars.indexOf(char) + 0x80;
      if (byte < 0x80 && char >= '\x80') throw new Error(`${encoding} has no ${char}`);
      return byte;
    }),
  );
}

/** What the bytes prove, arriving in pieces of this length. */
function proofOf(bytes: Buffer, length = bytes.length): string | undefined {
  const text = new WesternText();
  for (let at = 0; at < bytes.length; at += length) text.read(bytes.subarray(at, at + length));
  return text.proof();
}

describe('proved to be Windows-1252', () => {
  it.each([
    ['German', 'Käse;Größe;Müller & Söhne', '4 words such as "Käse"'],
    ['German capitals', 'STRAßE;ÖSTERREICH', '2 words such as "STRAßE"'],
    ['French', 'crème fraîche;pâté;forêt;à la carte;œuf', '"crème"'],
    ['Spanish, one word', 'Nombre;España', '"España" shows it'],
    ['Spanish, with ordinals', 'Nº;1ª fase;Descripción', '"Nº"'],
    ['Portuguese', 'São Paulo;produções', '"São"'],
    ['Italian', 'città;qualità;è;più', '"città"'],
    ['Swedish', 'Malmö;Åre;på', '"Malmö"'],
    ['Danish', 'smørrebrød;kød;æble', '"smørrebrød"'],
    ['Icelandic', 'Þór;þjóðvegur', '"Þór"'],
    ['English with signs of Word', 'it’s;the “best” one – so far…;£500;25°C', '"it’s"'],
    ['units and money', '12 m³;5 €;€7', '"m³"'],
    ['names from the east', 'Škoda;Größe;Käse', '"Škoda"'],
  ])('%s', (_, text, expected) => {
    const bytes = encode(text, 'windows-1252');
    expect(proofOf(bytes)).toContain(expected);
    expect(proofOf(bytes, 1)).toBe(proofOf(bytes));
  });
});

describe('not proved to be Windows-1252', () => {
  it.each([
    ['windows-1250', 'Kovač'],
    ['windows-1250', 'Črnomelj'],
    ['windows-1250', 'Łódź;Żywiec'],
    ['windows-1250', 'Příbram;český;mléko'],
    ['windows-1250', 'řepa'],
    ['windows-1250', 'Győr;szőlő'],
    ['windows-1250', 'Braşov;Constanţa;brânză'],
    ['iso-8859-2', 'Kovač;Šibenik'],
    ['windows-1254', 'İstanbul;Gıda;Şirket;Çelik'],
    ['windows-1257', 'Panevėžys;Šiauliai'],
    ['windows-1257', 'grietinė'],
    ['windows-1257', 'sāls;ķirsis;ūdens'],
    ['windows-1251', 'Цена товара'],
    ['windows-1251', 'да;и'],
    ['windows-1253', 'Αθήνα'],
    ['iso-8859-7', 'Λευκωσία'],
    ['windows-1255', 'שלום'],
    ['macintosh', 'Käse'],
    ['macintosh', 'España;Málaga'],
    ['macintosh', 'Crème brûlée'],
    ['macintosh', 'Größe'],
    ['iso-8859-15', 'Größe;12 €/t'],
    ['koi8-r', 'Цена'],
  ])('%s: %s', (encoding, text) => {
    expect(proofOf(encode(text, encoding))).toBeUndefined();
  });

  it.each<[what: string, bytes: Buffer]>([
    ['Chinese (GB 2312)', Buffer.from('d6d0cec4b2e2cad4', 'hex')],
    ['Japanese (Shift JIS)', Buffer.from('93fa967b8cea2c8365835883672c', 'hex')],
    ['UTF-8 and Windows-1252 mixed', Buffer.concat([Buffer.from('Käse;'), Buffer.from('Espa\xf1a', 'latin1')])],
    ['bytes that stand for nothing', Buffer.from('K\xe4se;a\x81b', 'latin1')],
    ['high bytes only', Buffer.from('\xe9;\xe0', 'latin1')],
    ['a word without an end', Buffer.from(`K\xe4se;${'\xe4a'.repeat(500)}`, 'latin1')],
  ])('%s', (_, bytes) => {
    expect(proofOf(bytes)).toBeUndefined();
    expect(proofOf(bytes, 3)).toBeUndefined();
  });
});

describe('Windows-1252', () => {
  it('has a character for every byte, and the byte again for every character', () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const text = decodeWindows1252(all);
    expect(text).toHaveLength(256);
    expect(text).toContain('€\x81‚');
    expect(encodeWindows1252(text)).toEqual(all);
  });

  it.each(['東', '🌍', 'ā'])('has no %s', (char) => {
    expect(encodeWindows1252(char)).toBeUndefined();
  });
});
