// Answers in the forms that servers give them: packed, in other charsets, too large, too deep.

import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decoded, isTooDeep, unpacked } from '../../../src/providers/http/reply-text.js';

const json = '{"name":"Müller & Söhne – Ωmega"}';
const western = '{"name":"Müller"}';
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('decoded', () => {
  it.each([
    ['UTF-8', Buffer.from(json), 'application/json', json],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${json}`), undefined, json],
    ['UTF-8 that claims to be ISO 8859-1', Buffer.from(json), 'application/json; charset=iso-8859-1', json],
    ['UTF-16 that says so', Buffer.from(json, 'utf16le'), 'application/json; charset=utf-16', json],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${json}`, 'utf16le'), 'application/json', json],
    ['UTF-16, the other way round, with a mark', utf16be(`\uFEFF${json}`), undefined, json],
    ['UTF-16 that says nothing', utf16be(json), undefined, json],
    ['ISO 8859-1', Buffer.from(western, 'latin1'), 'application/json;charset="ISO-8859-1"', western],
    ['ISO 8859-1 that says nothing', Buffer.from(western, 'latin1'), undefined, western],
    ['ISO 8859-1 that claims to be UTF-8', Buffer.from(western, 'latin1'), 'application/json; charset=utf-8', western],
    ['a charset that nobody knows', Buffer.from(western, 'latin1'), 'application/json; charset=klingon', western],
    ['nothing', Buffer.alloc(0), 'application/json; charset=utf-16', ''],
  ])('reads %s', (_, bytes, type, text) => {
    expect(decoded(bytes, type)).toBe(text);
  });
});

describe('unpacked', () => {
  it('takes the packing off, up to the limit', () => {
    expect(unpacked(gzipSync(json), ' GZIP', 1_000).toString()).toBe(json);
    expect(unpacked(Buffer.from(json), undefined, 1).toString()).toBe(json);
    expect(unpacked(Buffer.from(json), 'constructor', 1).toString()).toBe(json);
    expect(() => unpacked(gzipSync(Buffer.alloc(100_000)), 'gzip', 99_999)).toThrow(RangeError);
  });
});

describe('isTooDeep', () => {
  const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
  it.each([
    ['200 levels', nested(200), false],
    ['202 levels', nested(202), true],
    ['200,000 levels', '['.repeat(200_000), true],
    ['brackets in a text', JSON.stringify({ a: '[{'.repeat(300), b: `"\\${'['.repeat(300)}` }), false],
    ['many values side by side', JSON.stringify(Array.from({ length: 1_000 }, () => ({ a: [1] }))), false],
  ])('%s', (_, text, expected) => {
    expect(isTooDeep(text)).toBe(expected);
  });
});
