import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/values/parse-settings.js';

describe('a settings file', () => {
  it.each<[text: string, value: unknown]>([
    ['version: 1\ncolumns: { Menge: quantity }\n', { version: 1, columns: { Menge: 'quantity' } }],
    ['{"version": 1, "columns": {"[a": null}}', { version: 1, columns: { '[a': null } }],
    ['base: &b { x: 1 }\nmore: { <<: *b }\n', { base: { x: 1 }, more: { '<<': { x: 1 } } }],
    ['a: |\n  [not\n    a list]\nb: [1, [2]]\n', { a: '[not\n  a list]\n', b: [1, [2]] }],
  ])('%j', (text, value) => {
    expect(parseSettings(text)).toEqual(value);
  });

  it.each<[what: string, text: string]>([
    ['lists', '['.repeat(200_000)],
    ['closed lists', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    ['objects', '{"a":'.repeat(100_000)],
    ['dashes', `${'- '.repeat(50_000)}x`],
    ['question marks', `${'? '.repeat(50_000)}x`],
    ['indents', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('that is nested without end is refused: %s', (_, text) => {
    expect(() => parseSettings(text)).toThrow('more than 200 levels');
  });

  it('whose aliases multiply is refused', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`);
    expect(() => parseSettings(['a0: &a0 [x]', ...levels].join('\n'))).toThrow('aliases');
  });

  it('with one key twice says where', () => {
    expect(() => parseSettings('a: 1\nb: 2\na: 3\n')).toThrow('unique at line 3, column 1');
  });
});
