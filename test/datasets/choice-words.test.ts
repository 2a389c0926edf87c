// The words of choice fields: what people type is known in twelve languages, and no word stands for two options.

import { expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
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

/** One word of each language, in this order. */
const LANGUAGES = ['de', 'fr', 'es', 'it', 'sv', 'nl', 'pt', 'pl', 'da', 'no', 'fi', 'cs'];
const known: readonly (readonly [field: keyof typeof purchases.fields, option: string, words: string])[] = [
  [
    'expense_type',
    'capex',
    'Anlagevermögen|immobilisations|inmovilizado|cespiti|investering|vaste activa|imobilizado|środki trwałe|anlægsaktiv|anleggsmiddel|käyttöomaisuus|dlouhodobý majetek',
  ],
  [
    'expense_type',
    'opex',
    "Aufwand|charges d'exploitation|gasto corriente|spese correnti|driftskostnad|bedrijfskosten|despesa operacional|koszty operacyjne|driftsudgift|driftsutgift|käyttökulut|provozní náklady",
  ],
  [
    'purchase_type',
    'spend_based',
    'ausgabenbasiert|monétaire|según gasto|basato sulla spesa|utgiftsbaserad|monetair|monetário|na podstawie wydatków|udgiftsbaseret|utgiftsbasert|kustannusperusteinen|podle výdajů',
  ],
  [
    'purchase_type',
    'supplier_specific',
    'lieferantenspezifisch|données fournisseur|datos del proveedor|dati del fornitore|leverantörsspecifik|leverancierspecifiek|dados do fornecedor|dane dostawcy|leverandørspecifik|leverandørspesifikk|toimittajakohtainen|údaje dodavatele',
  ],
  ['status', 'active', 'aktiv|actif|activo|attivo|aktiv|actief|ativo|aktywny|aktiv|aktiv|aktiivinen|aktivní'],
  [
    'status',
    'inactive',
    'inaktiv|inactif|inactivo|inattivo|inaktiv|inactief|inativo|nieaktywny|ikke aktiv|ikke aktiv|passiivinen|neaktivní',
  ],
  [
    'frequency',
    'once',
    'einmalig|une fois|una vez|una tantum|engångsköp|eenmalig|uma vez|jednorazowo|engangskøb|engangskjøp|kertaluonteinen|jednorázově',
  ],
];

it.each(known)('reads words of %s for %s in every language', (field, option, words) => {
  const definition = purchases.fields[field];
  if (definition.kind !== 'choice') throw new Error(`${field} is no choice`);
  const reader = choiceReader(definition.options);
  const readings = words.split('|').map((word) => reader(word));
  expect(readings.map((one) => (one.ok ? one.value : undefined))).toEqual(LANGUAGES.map(() => option));
});
