import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowRule } from '../../src/mapping/saved/row-rules.js';
import { parseSavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import { writeMapping } from '../../src/mapping/saved/write-mapping.js';
import { exactPattern, ruleMatcher } from '../../src/selection/rule-matcher.js';
import type { Cell } from '../../src/values/cell.js';

const columns = ['Account', 'Supplier', 'Text'].map((title, index) => ({
  index,
  letter: 'ABC'[index] ?? '',
  title,
  field: undefined,
}));

function nameOf(when: RowRule['when'], ...cells: readonly Cell[]): string | undefined {
  return ruleMatcher([{ name: 'it', when, action: 'send' }], { columns })({ cells })?.name;
}

describe('a pattern', () => {
  it.each<[RowRule['when'], Cell, boolean]>([
    [{ Account: '6000 Wages' }, ' 6000  wages ', true],
    [{ Account: '6000 Wages' }, '6000 Wages and more', false],
    [{ Account: '6000*' }, '6000 Wages', true],
    [{ Account: '6000*' }, '60001', true],
    [{ Account: '6000*' }, '16000', false],
    [{ Account: 'rent*' }, 'RENT of halls', true],
    [{ Account: '6000-6999' }, '6000', true],
    [{ Account: '6000-6999' }, '6999 Other', true],
    [{ Account: '6000-6999' }, 6500, true],
    [{ Account: '6000-6999' }, '0000006400', true],
    [{ Account: '6000-6999' }, '06000', true],
    [{ Account: '0600-0999' }, 600, true],
    [{ Account: '6000-6999' }, '0600', false],
    [{ Account: '6000–6999' }, '6400', true],
    [{ Account: '6000 - 6999' }, '6400 - Other', true],
    [{ Account: '10000000000000000001-10000000000000000002' }, '10000000000000000000', false],
    [{ Account: '2000-2999' }, '2025-03-31', false],
    [{ Account: '2000-2999' }, { kind: 'date', iso: '2025-03-31', serial: 45747 }, false],
    [{ Account: '1-31' }, '31.03.2025', false],
    [{ Account: '1-31' }, '31/03/2025', false],
    [{ Account: '0-24' }, { kind: 'date', iso: '12:30:00', serial: 0.52 }, false],
    [{ Account: '6000-6999' }, '6500-01', false],
    [{ Account: '6000-6999' }, '6500,50', false],
    [{ Account: '6000-6999' }, '6500. Other', true],
    [{ Account: '=6000-6999' }, '6000-6999', true],
    [{ Account: '=6000-6999' }, '6500', false],
    [{ Account: '= Rent*' }, 'rent*', true],
    [{ Account: '=Rent*' }, 'Rental', false],
    [{ Account: '=~rent' }, '~Rent', true],
    [{ Account: '=~rent' }, 'the rent', false],
    [{ Account: '==' }, '=', true],
    [{ Account: '=' }, null, true],
    [{ Account: '=' }, ' ', true],
    [{ Account: '=' }, '6000', false],
    [{ Account: '6000-6999' }, '5999', false],
    [{ Account: '6000-6999' }, '7000', false],
    [{ Account: '6000-6999' }, '600012', false],
    [{ Account: '6000-6999' }, '6500.5', false],
    [{ Account: '6000-6999' }, '6500x', false],
    [{ Account: '6000-6999' }, 'Wages 6500', false],
    [{ Account: '6000-6999' }, '6000-6999', true],
    [{ Account: '~löhne' }, 'Löhne und Gehälter', true],
    [{ Account: '~Lohne' }, 'Löhne und Gehälter', true],
    [{ Account: '~lohn' }, 'Löhne und Gehälter', false],
    [{ Account: '~und gehälter' }, 'Löhne und Gehälter', true],
    [{ Account: '~' }, 'Löhne', false],
    [{ Account: 6000 }, '6000', true],
    [{ Account: ['6000', '7*'] }, '7100', true],
    [{ Account: ['6000', '7*'] }, '8100', false],
    [{ ' account ': '6000' }, '6000', true],
    [{ Konto: '6000' }, '6000', false],
  ])('%j on %j: %s', (when, cell, matches) => {
    expect(nameOf(when, cell)).toBe(matches ? 'it' : undefined);
  });

  it('matches in all its columns, or not', () => {
    const when = { Account: '6000', Supplier: 'ACME*' };
    expect(nameOf(when, '6000', 'Acme Ltd')).toBe('it');
    expect(nameOf(when, '6000', 'Other')).toBeUndefined();
    expect(nameOf(when, '6000', null)).toBeUndefined();
  });
});

it('does not decide a row that an exception matches', () => {
  const rule: RowRule = {
    name: 'it',
    when: { Text: '~wages' },
    unless: { Account: '5*', Text: '~software' },
    action: 'send',
  };
  const match = ruleMatcher([rule], { columns });
  expect(match({ cells: ['6000', '', 'Wages May'] })?.name).toBe('it');
  expect(match({ cells: ['5000', '', 'Wages May'] })).toBeUndefined();
  expect(match({ cells: ['6000', '', 'Software for wages'] })).toBeUndefined();
});

describe('the exact pattern of any text', () => {
  const signs = fc.constantFrom(
    '=',
    '~',
    '*',
    '-',
    '1',
    '20',
    ' ',
    ',',
    '|',
    '"',
    "'",
    'A',
    'ä',
    '#',
    ': ',
    '\n',
    '\u2013',
  );
  const texts = fc.oneof(
    fc.array(signs, { maxLength: 5 }).map((all) => all.join('')),
    fc.string({ unit: 'grapheme' }),
  );
  const compared = (text: string) => text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

  it('matches this text and no other, also after it was written to a mapping', () => {
    fc.assert(
      fc.property(fc.uniqueArray(texts, { minLength: 1, maxLength: 12 }), (all) => {
        const rules = all.map((one, index): RowRule => {
          return { name: String(index), when: { Text: exactPattern(one) }, action: 'send' };
        });
        const written = writeMapping({ columns: {}, rules }, 'x');
        for (const rule of parseSavedMapping(written, 'mapping.yaml').rules ?? []) {
          const match = ruleMatcher([rule], { columns });
          const own = all[Number(rule.name)] ?? '';
          for (const other of all)
            expect([own, other, match({ cells: [null, null, other] }) !== undefined]).toEqual([
              own,
              other,
              compared(own) === compared(other),
            ]);
        }
      }),
    );
  });

  it.each(['Rent', '6000 Wages', '6000', 'A, B | "C"', "it's"])(
    'is the text itself where nobody could take it for more: %s',
    (text) => {
      expect(exactPattern(text)).toBe(text);
    },
  );
});

it.each([
  ['0400', '0400'],
  ['4120.10', '4120.10'],
  ['12345678901234567890', '12345678901234567890'],
  ['6000', '6000'],
])('reads the account %s in a mapping file as it stands there', (written, cell) => {
  const { rules = [], columns: none } = parseSavedMapping(
    `version: 1\nrules: [{name: it, when: {Account: ${written}}, action: send}]`,
    'mapping.yaml',
  );
  expect(none).toEqual({});
  const match = ruleMatcher(rules, { columns });
  expect(match({ cells: [cell] })?.name).toBe('it');
  expect(match({ cells: [`${cell}0`] })).toBeUndefined();
});

it('lets the first rule decide that matches', () => {
  const match = ruleMatcher(
    [
      { name: 'tools', when: { Account: '6010' }, action: 'send' },
      { name: 'all', when: { Account: '6*' }, action: 'exclude', reason: 'x' },
    ],
    { columns },
  );
  expect(match({ cells: ['6010'] })?.name).toBe('tools');
  expect(match({ cells: ['6011'] })?.name).toBe('all');
  expect(match({ cells: ['7'] })).toBeUndefined();
});
