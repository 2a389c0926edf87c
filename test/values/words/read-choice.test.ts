import { describe, expect, it } from 'vitest';
import { plainReading } from '../../../src/values/evidence.js';
import { readField } from '../../../src/values/read-field.js';
import { fieldOf, findingOf, readAs } from '../fields.js';

const choices = ['capex', 'opex', 'spend_based'];

describe('choices', () => {
  it.each(['capex', 'CAPEX', ' Capex ', 'spend_based', 'SPEND_BASED'])(
    '%j is an option, with nothing to say',
    (text) => {
      expect(readAs('choice', text)).toBe(text.trim().toLowerCase());
      expect(findingOf('choice', text)).toBeUndefined();
    },
  );

  it.each([
    ['Spend based', 'spend_based'],
    ['spend-based', 'spend_based'],
    ['SpendBased', 'spend_based'],
    ['cap-ex', 'capex'],
    ['Investment', 'capex'],
    ['INVESTITION', 'capex'],
    ['running_cost', 'opex'],
    ['Running  Cost', 'opex'],
    ['aufwand', 'opex'],
  ])('%j is read as %s', (text, option) => {
    expect(readAs('choice', text)).toBe(option);
    expect(findingOf('choice', text)).toEqual({ code: 'READ_AS', args: { read: option } });
  });

  it.each([
    ['cpex', 'capex'],
    ['capexx', 'capex'],
    ['Investmnt', 'capex'],
    ['spend basd', 'spend_based'],
    ['other', undefined],
    ['-', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
    [12, undefined],
    [true, undefined],
  ])('%j is none; near is %s', (cell, nearest) => {
    expect(findingOf('choice', cell)).toEqual({ code: 'NOT_A_CHOICE', args: { choices, nearest } });
  });

  it("takes an option's own word before another's synonym", () => {
    const field = { ...fieldOf('text'), kind: 'choice', options: { open: ['new'], new: ['fresh'] } } as const;
    expect(readField(field, 'NEW', plainReading)).toEqual({ ok: true, value: 'new' });
  });
});
