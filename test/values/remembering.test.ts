import fc from 'fast-check';
import { expect, test } from 'vitest';
import { remembering } from '../../src/values/remembering.js';

test('gives the answers of the function that it is given, however often and in whatever order texts come', () => {
  const text = fc.oneof(fc.constantFrom('', 'SE', 'Sweden', 'x'.repeat(48), 'x'.repeat(49)), fc.string());
  fc.assert(
    fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
      const remembered = remembering((one) => `<${one}>`);
      expect(texts.map(remembered)).toEqual(texts.map((one) => `<${one}>`));
    }),
  );
});

test('asks once about a text that comes again', () => {
  const asked: string[] = [];
  const remembered = remembering((one) => asked.push(one));
  for (const one of ['a', 'b', 'a', 'a', 'b']) remembered(one);
  expect(asked).toEqual(['a', 'b']);
});

test('stops remembering where hardly any text comes again, and goes on where most do', () => {
  const asked: string[] = [];
  const remembered = remembering((one) => asked.push(one));
  for (let index = 0; index < 5000; index += 1) remembered(`unique ${index}`);
  remembered('again');
  remembered('again');
  expect(asked.slice(-2)).toEqual(['again', 'again']);

  const repeated = remembering((one) => asked.push(one));
  for (let index = 0; index < 5000; index += 1) for (const one of ['a', 'b', `unique ${index}`]) repeated(one);
  const before = asked.length;
  repeated('again');
  repeated('again');
  expect(asked.length - before).toBe(1);
});
