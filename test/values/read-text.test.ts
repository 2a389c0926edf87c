import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingOf, readAs } from './fields.js';

describe('texts', () => {
  it.each([
    ['  Steel  coil ', 'Steel  coil'],
    ['\u00a0Stål\u00a0', 'Stål'],
    ['two\nlines', 'two\nlines'],
    ['e\u0301te\u0301', 'été'],
    ['=1+1', '=1+1'],
    ['-', '-'],
    [12.5, '12.5'],
    [1e21, '1000000000000000000000'],
    [false, 'FALSE'],
    [{ kind: 'date', iso: '2025-01-12', serial: 45669 } as const, '2025-01-12'],
  ])('%j is %j', (cell, text) => {
    expect(readAs('text', cell)).toBe(text);
  });

  it('is as it was typed but for blanks around it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const inner = `x${text}x`;
        expect(readAs('text', ` \t${inner}\n`)).toBe(inner.normalize('NFC'));
      }),
    );
  });
});

describe('lists', () => {
  it.each([
    ['Food; Drinks', ['Food', 'Drinks']],
    ['Food|Drinks', ['Food', 'Drinks']],
    ['Food;; Drinks |', ['Food', 'Drinks']],
    ['Food, Drinks', ['Food, Drinks']],
    ['Food', ['Food']],
    [12, ['12']],
    [' ; | ', undefined],
  ])('%j is %j', (cell, texts) => {
    expect(readAs('list', cell)).toEqual(texts);
  });
});

describe('UUIDs', () => {
  const uuid = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

  it.each([
    uuid,
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0192d3f8-7c1e-7abc-8def-0123456789ab',
  ])('%s is one', (text) => {
    expect(readAs('uuid', text)).toBe(text);
    expect(findingOf('uuid', text)).toBeUndefined();
  });

  it.each([uuid.toUpperCase(), `urn:uuid:${uuid}`, ` ${uuid.toUpperCase()} `, `URN:UUID:${uuid}`])(
    '%s is read as it',
    (text) => {
      expect(readAs('uuid', text)).toBe(uuid);
    },
  );

  it.each([uuid.slice(1), `${uuid}0`, uuid.replaceAll('-', ''), uuid.replace('3', 'g'), `{${uuid}}`, 'none', 42, true])(
    '%j is none',
    (cell) => {
      expect(readAs('uuid', cell)).toBe('NOT_A_UUID');
    },
  );
});

describe('web addresses', () => {
  it.each([
    'https://example.com',
    'http://example.com/a b'.replace(' ', '%20'),
    'HTTPS://Example.com/Path?x=1#y',
    'https://exämple.com/bild.jpg',
    'http://localhost:8080/x',
  ])('%s is one', (text) => {
    expect(readAs('url', ` ${text} `)).toBe(text);
  });

  it.each([
    'example.com',
    'www.example.com',
    'ftp://example.com',
    'mailto:a@example.com',
    'javascript:alert(1)',
    'file:///etc/hosts',
    'https:',
    'https://',
    'https:///path',
    'http:example.com',
    'https://exa mple.com',
    'https://example.com/a b',
    'https://example.com:99999',
    42,
  ])('%j is none', (cell) => {
    expect(readAs('url', cell)).toBe('NOT_A_URL');
  });
});
