// The words of choice fields: what people type is known in twelve languages, and no word stands for two options.

import { expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import purchases from '../../src/datasets/purchases.js';
import { choiceKey, choiceReader } from '../../src/values/words/read-choice.js';

const fields = importDatasets.flatMap((dataset) =>
  Object.entries(dataset.fields).flatMap(([name, field]) =>
    field.kind === 'choice' ? [[`${dataset.name} ${name}`, field.options] as const] : [],
  ),
);

it.each(fields)('no word of %s stands for two options, or is there twice', (_, options) => {
  const words = Object.entries(options).flatMap(([option, synonyms]) =>
    [...new Set([option, ...synonyms].map(choiceKey))].map((word) => [word, option] as const),
  );
  const twice = words.filter(([word], index) => words.findIndex(([other]) => other === word) !== index);
  expect(twice).toEqual([]);
});

const read = choiceReader(purchases.fields.expense_type.options);

it.each([
  [
    'opex',
    'Aufwand, Betriebsaufwand, Revenue, charges, gasto corriente, spesa corrente, despesa corrente, wydatki bieżące',
  ],
  [
    'opex',
    'driftsudgifter, driftskostnader, exploitatiekosten, käyttömenot, běžné výdaje, Running costs, FONCTIONNEMENT',
  ],
  [
    'capex',
    'Investition, Capital, immobilisation, inversión, investimento, investering, inwestycja, anlæg, investointi',
  ],
  ['capex', 'investice, conto capitale, Sachanlagen, vaste activa, activo fijo, fixed assets'],
])('reads as %s: %s', (option, words) => {
  for (const word of words.split(', ')) expect(read(word), word).toMatchObject({ ok: true, value: option });
});

it.each(['Rent', 'Miete', 'Wages', 'Sales', 'Travel', 'IT', 'Cost', 'Kosten', 'expense', 'Gasto', 'Spese'])(
  'does not take %s for capex or opex',
  (word) => {
    expect(read(word)).toMatchObject({ ok: false });
  },
);
