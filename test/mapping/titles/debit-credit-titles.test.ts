import { expect, it } from 'vitest';
import { debitAndCredit } from '../../../src/mapping/titles/debit-credit-titles.js';

it.each([
  ['Debit', 'Credit'],
  ['Debit amount', 'Credit amount'],
  ['DR', 'CR'],
  ['Soll', 'Haben'],
  ['Betrag Soll (EUR)', 'Betrag Haben (EUR)'],
  ['Umsatz Soll', 'Umsatz Haben'],
  ['Débit', 'Crédit'],
  ['Montant débit', 'Montant crédit'],
  ['Debe', 'Haber'],
  ['Importe debe', 'Importe haber'],
  ['Cargo', 'Abono'],
  ['Dare', 'Avere'],
  ['Importo dare', 'Importo avere'],
  ['Débito', 'Crédito'],
  ['Debet', 'Credit'],
  ['Debet', 'Kredit'],
  ['Debetbelopp', 'Kreditbelopp'],
  ['Debit', 'Kredit'],
  ['Wn', 'Ma'],
  ['Kwota Wn', 'Kwota Ma'],
  ['Má dáti', 'Dal'],
])('knows %s and %s', (debit, credit) => {
  expect(debitAndCredit(['Account', credit, 'Text', debit])).toEqual({ debit, credit });
});

it.each([
  [['Debit', 'Amount']],
  [['Credit', 'Amount']],
  [['Debit/Credit', 'Amount']],
  [['Debit', 'Haben']],
  [['Debit account', 'Credit account']],
  [['Credit limit', 'Debit']],
  [['Soll', 'Ist']],
  [['Debit', 'Credit', 'Debit (EUR)', 'Credit (EUR)']],
  [['Debit', 'Debit', 'Credit']],
])('asks nothing about %j', (titles) => {
  expect(debitAndCredit(titles)).toBeUndefined();
});
