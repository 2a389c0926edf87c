import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { CsvDialect } from '../../../src/read/csv/csv-dialect.js';
import { openCsv, readCsv } from '../../../src/read/csv/read-csv.js';
import { openSource } from '../../../src/read/open-source.js';
import { SheetNotes } from '../../../src/read/source/sheet-notes.js';
import { highOf } from '../../../src/read/text/code-pages.js';
import { plainFile } from '../../../src/read/text/text-file.js';
import type { SourceRow } from '../../../src/values/cell.js';
import { guardFormula } from '../../../src/values/formula-guard.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { flat, rowsOf, temporaryFolder } from '../files.js';

const write = temporaryFolder();
const commas: CsvDialect = { delimiter: ',', newline: '\n', mixed: false, skip: 0, quoteRule: 'strict' };

/** Rows of a text that arrives in pieces of these lengths, over and over. */
async function inPieces(text: string, lengths: readonly number[], dialect = commas): Promise<SourceRow[]> {
  async function* pieces() {
    for (let at = 0, i = 0; at < text.length; i++) {
      const length = lengths[i % lengths.length] ?? 1;
      yield text.slice(at, at + length);
      at += length;
    }
  }
  const rows: SourceRow[] = [];
  for await (const batch of readCsv(pieces(), 'x.csv', dialect, defaultLimits, new SheetNotes())) rows.push(...batch);
  return rows;
}

describe('rows of a CSV file', () => {
  it('are numbered as Excel shows them: blank lines count, line ends within quotes do not', async () => {
    const path = write('rows.csv', 'a,b\r\n\r\n"one\r\ntwo",2\r\n , \r\n,,\r\nlast,"3"');
    expect(flat(await rowsOf(path))).toEqual([
      [1, ['a', 'b']],
      [3, ['one\r\ntwo', '2']],
      [6, ['last', '3']],
    ]);
  });

  it('keep the exact text of their cells; empty cells are null, trailing ones are left out', async () => {
    const path = write('exact.csv', 'a,b,c,d\n  x , 007,,\n"",1e5,"a ""q"" b",TRUE\n');
    expect(flat(await rowsOf(path))).toEqual([
      [1, ['a', 'b', 'c', 'd']],
      [2, ['  x ', ' 007']],
      [3, [null, '1e5', 'a "q" b', 'TRUE']],
    ]);
  });

  it('end at any line end where a file has several kinds, as Excel reads them', async () => {
    const path = write('mixed.csv', 'a,b\r\n1,2\n3,"4\n5"\r6,7\r\r8,9\r\n');
    expect(flat(await rowsOf(path))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [3, ['3', '4\n5']],
      [4, ['6', '7']],
      [6, ['8', '9']],
    ]);
  });

  it('are texts where a formula is nothing but a text, as programs write codes for Excel', async () => {
    const lines = ['a,b,c,d', '="007","=""0,8""",=1+1,="a"&"b"', '="x""y",\'="7",x="1",=""', '="",,,'];
    expect(flat(await rowsOf(write('formula.csv', lines.join('\n'))))).toEqual([
      [1, ['a', 'b', 'c', 'd']],
      [2, ['007', '0,8', '=1+1', '="a"&"b"']],
      [3, ['x"y', '="7"', 'x="1"']],
    ]);
  });

  it('say how many cells their line has', async () => {
    const rows = await rowsOf(write('width.csv', 'a,b,c\n1\n1,,\n1,2,3,4\n'));
    expect(rows.map(({ width }) => width)).toEqual([3, 1, 3, 4]);
  });

  it('end before the Ctrl-Z with which programs of DOS end a file', async () => {
    for (const end of ['3\r\n\x1a', '3\x1a', '3\r\n\x1a\r\n', '"3"\r\n\x1a\n'])
      expect(flat(await rowsOf(write('dos.csv', `a,b\r\n1,${end}`)))).toEqual([
        [1, ['a', 'b']],
        [2, ['1', '3']],
      ]);
  });

  it('may be read several times, and be left half read', async () => {
    const source = await openSource(write('again.csv', `a,b\n${'1,2\n'.repeat(50_000)}`), {});
    for await (const batch of source.rows('')) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    let rows = 0;
    for await (const batch of source.rows('')) rows += batch.length;
    expect(rows).toBe(50_001);
    await source.close();
  });

  it('do not show a line that states the delimiter', async () => {
    expect(flat(await rowsOf(write('sep.csv', 'sep=;\r\na;b\r\n1,5;2\r\n')))).toEqual([
      [1, ['a', 'b']],
      [2, ['1,5', '2']],
    ]);
  });

  it('end at any mixture of \\n and \\r\\n, or at \\r alone', async () => {
    const expected = [
      [1, ['a', 'b']],
      [2, ['1', '2']],
      [3, ['3', '4']],
    ];
    expect(flat(await rowsOf(write('mixed.csv', 'a,b\r\n1,2\n"3","4"\r\n')))).toEqual(expected);
    expect(flat(await rowsOf(write('mac.csv', 'a,b\r1,2\r"3",4')))).toEqual(expected);
  });

  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '🌍', '"', ',', '\n', '\r\n', ' ', '=', "'", '-', '7'),
    maxLength: 8,
  });

  it('are the same however the file is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        async (table, lengths, newline) => {
          const text = Papa.unparse(table, { newline, quotes: true });
          expect(await inPieces(text, lengths)).toEqual(await inPieces(text, [text.length]));
        },
      ),
    );
  });

  it('give back the cells that were written, guarded against formulas', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        async (table) => {
          const text = Papa.unparse(
            table.map((row) => [...row.map(guardFormula), 'end']),
            { newline: '\r\n', quotes: true },
          );
          const rows = await inPieces(text, [5, 3]);
          expect(rows.map(({ cells }) => cells)).toEqual(
            table.map((row) => [...row.map((value) => value || null), 'end']),
          );
        },
      ),
    );
  });

  it('are the same however the bytes are cut', async () => {
    const text = 'name,note\nKäse,"Größe\n🌍"\n日本,x\n';
    const path = write('bytes.csv', text);
    for (const pieceBytes of [1, 2, 3, 7, 64]) {
      const source = await openCsv(plainFile(path, Buffer.from(text), pieceBytes), {}, defaultLimits);
      const rows: SourceRow[] = [];
      for await (const batch of source.rows('')) rows.push(...batch);
      expect(flat(rows)).toEqual([
        [1, ['name', 'note']],
        [2, ['Käse', 'Größe\n🌍']],
        [3, ['日本', 'x']],
      ]);
    }
  });
});

describe('the guard against formulas', () => {
  it.each([
    ["'=SUM(A1)", '=SUM(A1)'],
    ["'+46 70", '+46 70'],
    ["'-x", '-x'],
    ["'@a", '@a'],
    ["''=1", "'=1"],
    ["'quoted'", "'quoted'"],
    ["'", "'"],
    ["a'=b", "a'=b"],
    ['-5', '-5'],
    ['=1', '=1'],
  ])('%j is read as %j', async (written, read) => {
    expect((await inPieces(`${written},x\n`, [100]))[0]?.cells[0]).toBe(read);
  });
});

describe('quotes that are not closed', () => {
  it.each([
    ['at the end of the file', 'a,b\n1,2\n3,"open\n5,6\n', 3],
    ['before other quotes', 'a,b\n1,"open\n3,"x"\n5,6\n', 2],
    ['in the first row', '"a,b\n1,2\n', 1],
    ['behind cells of several lines', '"a\nb",c\n"1\n2\n3","x","open\n5,6\n', 5],
  ])('%s: the error names the line where it opens', async (_, text, line) => {
    const stopped = inPieces(text, [4]);
    await expect(stopped).rejects.toMatchObject({ kind: 'input', code: 'UNCLOSED_QUOTE' });
    await expect(stopped).rejects.toThrow(`line ${line}:`);
  });

  it('do not read the rest of a large file into memory', async () => {
    const text = `a,b\n1,"open\n${'3,4\n'.repeat(3_000_000)}`;
    await expect(inPieces(text, [262_144])).rejects.toThrow('line 2:');
  });

  it('are text where that is asked for, and every other row is kept', async () => {
    const path = write('lenient.csv', 'a,b\n1,"open\n3,"x, y"\n5,"two\nlines"\n');
    expect(flat(await rowsOf(path, { quoteRule: 'lenient' }))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '"open']],
      [3, ['3', 'x, y']],
      [4, ['5', 'two\nlines']],
    ]);
    await expect(rowsOf(path)).rejects.toMatchObject({ hint: expect.stringContaining('--quote-rule lenient') });
  });

  it('name their line in a file whose lines end as on old Macs', async () => {
    await expect(rowsOf(write('mac.csv', 'a,b\r1,2\r3,"open\r5,6\r'))).rejects.toThrow('line 3:');
  });

  it('are kept as text when they stand within a line', async () => {
    expect((await inPieces('"5" pipe",6" pipe\n', [3]))[0]?.cells).toEqual(['5" pipe', '6" pipe']);
  });
});

/** The bytes of a text in an encoding of one byte for each character. */
function inEncoding(text: string, encoding: string): Buffer {
  const high = highOf(encoding) ?? '';
  return Buffer.from(Array.from(text, (char) => (char < '\x80' ? char.charCodeAt(0) : high.indexOf(char) + 0x80)));
}

describe('the encoding of a CSV file', () => {
  const text = 'Name;Land\nKäse – 5 €;España\n';
  const expected = [
    [1, ['Name', 'Land']],
    [2, ['Käse – 5 €', 'España']],
  ];
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  const windows = Buffer.from(text.replace('–', '\x96').replace('€', '\x80'), 'latin1');

  it.each<[what: string, bytes: Buffer, asked: string | undefined, encoding: string, mark: boolean]>([
    ['UTF-8', Buffer.from(text), undefined, 'utf-8', false],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`), undefined, 'utf-8', true],
    ['UTF-8 with its mark, another asked for', Buffer.from(`\ufeff${text}`), 'windows-1252', 'utf-8', true],
    ['UTF-16 LE', utf16, undefined, 'utf-16le', true],
    ['UTF-16 BE', Buffer.from(utf16).swap16(), undefined, 'utf-16be', true],
    ['UTF-16 LE without its mark', utf16.subarray(2), undefined, 'utf-16le', false],
    ['Windows-1252, proved', windows, undefined, 'windows-1252', false],
    ['Windows-1252, asked for', windows, 'windows-1252', 'windows-1252', false],
    ['Latin 1 as the web means it', windows, 'latin1', 'windows-1252', false],
  ])('%s', async (_, bytes, asked, encoding, byteOrderMark) => {
    const path = write('encoded.csv', bytes);
    const source = await openSource(path, { encoding: asked });
    expect(source.detection).toMatchObject({ encoding, byteOrderMark, delimiter: ';' });
    expect(flat(await rowsOf(path, { encoding: asked }))).toEqual(expected);
  });

  it.each<[name: string, hex: string, text: string, encoding: string]>([
    ['ibm850', '4b848120bee1', 'Käü ¥ß', 'ibm850'],
    ['CP850', '4d816c6c6572', 'Müller', 'ibm850'],
    ['dos-850', 'd59b9d', 'ıøØ', 'ibm850'],
    ['cp437', '9be19d', '¢ß¥', 'ibm437'],
    ['IBM00858', 'd5', '€', 'ibm858'],
    ['ibm852', 'a59f88', 'ąčł', 'ibm852'],
    ['cp866', '80a0', 'Аа', 'ibm866'],
    ['windows-1251', 'd6e5ede0', 'Цена', 'windows-1251'],
    ['Windows 1251', 'd6e5ede0', 'Цена', 'windows-1251'],
    ['win1257', 'f0e0', 'šą', 'windows-1257'],
    ['macintosh', '4d9f6c6c6572', 'Müller', 'macintosh'],
    ['MacRoman', '4d9f6c6c6572', 'Müller', 'macintosh'],
    ['mac_roman', '8e', 'é', 'macintosh'],
    ['mac-ce', 'fc', 'Ł', 'x-mac-ce'],
    ['mac-cyrillic', '80', 'А', 'x-mac-cyrillic'],
    ['Latin-1', 'e9', 'é', 'windows-1252'],
    ['cp932', '93fa967b', '日本', 'shift_jis'],
    ['cp65001', 'c3a9', 'é', 'utf-8'],
    ['ISO_8859_15', 'a4', '€', 'iso-8859-15'],
  ])('asked for as %s: %s is %s', async (name, hex, decoded, encoding) => {
    const bytes = Buffer.from(hex, 'hex');
    const path = write('asked.csv', Buffer.concat([Buffer.from('a;b\n1;'), bytes, Buffer.from('\n')]));
    const source = await openSource(path, { encoding: name });
    expect(source.detection.encoding).toBe(encoding);
    expect(flat(await rowsOf(path, { encoding: name }))).toEqual([
      [1, ['a', 'b']],
      [2, ['1', decoded]],
    ]);
  });

  it('a byte that the DOS page asked for does not have: the error names the line', async () => {
    const path = write('dos.csv', Buffer.from('a;b\n1;x\n2;y\xf2\n', 'latin1'));
    const reading = rowsOf(path, { encoding: 'cp857' });
    await expect(reading).rejects.toMatchObject({ code: 'INVALID_ENCODING' });
    await expect(reading).rejects.toThrow('line 3 is not ibm857');
  });

  it.each(['ebcdic', 'cp1140', '', 'utf-99', '__proto__', 'mac-toString'])(
    'asked for by a name that nobody knows, "%s": the error lists those that are known',
    async (encoding) => {
      await expect(openSource(write('a.csv', 'a'), { encoding })).rejects.toMatchObject({
        kind: 'usage',
        code: 'UNKNOWN_ENCODING',
        hint: expect.stringMatching(/windows-1250 .*macintosh.*ibm437.*ibm850.*ibm852/),
      });
    },
  );

  it.each([
    ['macintosh', 'Name;Ort\nMüller;Köln\nJosé;Größe\n', 'Müller;Köln'],
    ['macintosh', 'Nom\nl’hôtel\ncrème brûlée\nforêt\n', 'l’hôtel'],
    ['macintosh', 'Produkt\nMöbel\n', 'Möbel'],
    ['ibm850', 'Name;Ort\nMüller;Köln\nBärbel;Gräfenhäusen\n', 'Müller;Köln'],
  ])('%s, not asked for: the error names it, and shows the line as it is in it', async (encoding, content, shown) => {
    const stopped = openSource(write('guess.csv', inEncoding(content, encoding)), {});
    await expect(stopped).rejects.toMatchObject({
      code: 'INVALID_ENCODING',
      hint: expect.stringContaining(`--encoding ${encoding}`),
    });
    await expect(stopped).rejects.toThrow(`line 2 is not UTF-8; in ${encoding} it begins "${shown}"`);
  });

  it.each([
    ['at the start', 1, 3],
    ['behind what is looked at first', 60_000, 60_002],
  ])(
    'bytes that are neither UTF-8 nor Windows-1252 %s: the error names the line and the option',
    async (_, before, line) => {
      const path = write(
        'wrong.csv',
        Buffer.concat([Buffer.from(`a,b\n${'12345,é\n'.repeat(before)}`), Buffer.from('x,Espa\xf1a\n', 'latin1')]),
      );
      const stopped = openSource(path, {});
      await expect(stopped).rejects.toMatchObject({
        kind: 'input',
        code: 'INVALID_ENCODING',
        hint: expect.stringContaining('--encoding windows-1252'),
      });
      await expect(stopped).rejects.toThrow(`line ${line} is not UTF-8; in windows-1252 it begins "x,España"`);
    },
  );

  it('bytes that are no UTF-8 in a file whose lines end as on old Macs: the error names the line', async () => {
    const path = write('mac-bytes.csv', Buffer.from('a,b\r1,2\r3,x\x8ax\x9ax\r', 'latin1'));
    await expect(openSource(path, {})).rejects.toThrow('line 3 is not UTF-8');
  });

  it('UTF-32, which says how to save it', async () => {
    const bytes = Buffer.concat(
      [...'\ufeffa;b\n1;2\n'].map((char) => Buffer.from([char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8, 0, 0])),
    );
    await expect(openSource(write('utf32.csv', bytes), {})).rejects.toMatchObject({
      code: 'UTF32_FILE',
      hint: expect.stringContaining('UTF-8'),
    });
  });

  it('bytes that do not fit the encoding asked for', async () => {
    const path = write('wrong.csv', Buffer.from('a,b\n1,\xd2\n', 'latin1'));
    await expect(rowsOf(path, { encoding: 'windows-1253' })).rejects.toMatchObject({ code: 'INVALID_ENCODING' });
  });

  it('an encoding that does not exist', async () => {
    await expect(openSource(write('a.csv', 'a'), { encoding: 'utf8-mac' })).rejects.toMatchObject({
      kind: 'usage',
      code: 'UNKNOWN_ENCODING',
    });
  });
});

describe('a gzipped CSV file', () => {
  it('is read like any other, from one member or several', async () => {
    for (const bytes of [gzipSync('a;b\n1;2\n'), Buffer.concat([gzipSync('a;b\n1'), gzipSync(';2\n')])]) {
      const path = write('rows.csv.gz', bytes);
      const source = await openSource(path, {});
      expect(source.detection).toMatchObject({ format: 'csv', gzipped: true, encoding: 'utf-8', delimiter: ';' });
      expect(flat(await rowsOf(path))).toEqual([
        [1, ['a', 'b']],
        [2, ['1', '2']],
      ]);
    }
  });

  it('may be larger than what is looked at first', async () => {
    const text = `id,name\n${Array.from({ length: 60_000 }, (_, i) => `${i},Größe ${i % 97}\n`).join('')}`;
    expect(await rowsOf(write('large.csv.gz', gzipSync(text)))).toHaveLength(60_001);
  });

  it('is refused when it is cut off behind what is looked at first', async () => {
    const packed = gzipSync(Array.from({ length: 60_000 }, (_, i) => `${i},${(i * 7919) % 60_000}\n`).join(''));
    await expect(rowsOf(write('cut.csv.gz', packed.subarray(0, -9)))).rejects.toMatchObject({ code: 'BROKEN_GZIP' });
  });

  it('has the limits of what is packed: unpacked size and ratio', async () => {
    const text = 'a,b\n'.repeat(100);
    const path = write('limit.csv.gz', gzipSync(text));
    expect(await rowsOf(path, { limits: { unpackedBytes: text.length } })).toHaveLength(100);
    await expect(rowsOf(path, { limits: { unpackedBytes: text.length - 1 } })).rejects.toMatchObject({
      kind: 'input',
      code: 'UNPACKED_TOO_LARGE',
    });
    const bomb = write('bomb.csv.gz', gzipSync(Buffer.alloc(20_000_000, 'a,b\n')));
    await expect(rowsOf(bomb)).rejects.toMatchObject({ kind: 'input', code: 'PACKED_TOO_TIGHT' });
  });
});

describe('limits of a CSV file', () => {
  it.each<[limit: 'rows' | 'columns' | 'cellLength', most: number, fits: string, exceeds: string, code: string]>([
    ['rows', 3, 'a,b\n\n1,2\n', 'a,b\n1,2\n\n\n', 'TOO_MANY_ROWS'],
    ['rows', 2, 'a,b\r\n1,2\r\n', `a,b\n1,2${'\r\n'.repeat(100_000)}`, 'TOO_MANY_ROWS'],
    ['rows', 2, 'a,b\n1,2\n', `a,b\n1,2${'\n,'.repeat(100_000)}`, 'TOO_MANY_ROWS'],
    ['columns', 3, 'a,b,c\n', 'a,b,c,d\n', 'TOO_MANY_COLUMNS'],
    ['cellLength', 4, 'abcd,x\n', 'abcde,x\n', 'CELL_TOO_LONG'],
  ])('%s', async (limit, most, fits, exceeds, code) => {
    const limits = { [limit]: most };
    expect(await rowsOf(write('fits.csv', fits), { limits })).not.toEqual([]);
    await expect(rowsOf(write('exceeds.csv', exceeds), { limits })).rejects.toMatchObject({ kind: 'input', code });
  });
});
