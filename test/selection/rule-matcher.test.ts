import { describe, expect, it } from 'vitest';
import type { RowRule } from '../../src/mapping/saved/row-rules.js';
import { ruleMatcher } from '../../src/selection/rule-matcher.js';

const columns = ['Account', 'Supplier', 'Text'].map((title, index) => ({
  index,
  letter: 'ABC'[index] ?? '',
  title,
  field: undefined,
}));

function nameOf(when: RowRule['when'], ...cells: readonly (string | number | null)[]): string | undefined {
  return ruleMatcher([{ name: 'it', when, action: 'send' }], { columns })({ cells })?.name;
}

describe('a pattern', () => {
  it.each<[RowRule['when'], string | number, boolean]>([
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
