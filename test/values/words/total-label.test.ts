import { describe, expect, it } from 'vitest';
import { totalLabel } from '../../../src/values/words/total-label.js';

describe('labels of totals', () => {
  it.each([
    'Total',
    'TOTAL:',
    'Totals',
    'Grand Total',
    'Subtotal',
    'Sub-total',
    'Total net amount',
    'Total 2024',
    'Summe',
    'Gesamt',
    'Gesamtsumme',
    'Zwischensumme:',
    'Gesamtergebnis',
    'Suma total',
    'Total general',
    'Importe total',
    'Sous-total',
    'TOTAL GÉNÉRAL',
    'Montant total',
    'Totalt',
    'Summa',
    'Totaal',
    'Totale generale',
    'Total geral',
    'I alt',
    'Razem',
    'Yhteensä',
    'Kaikki yhteensä',
    'Totale complessivo',
    'Totale parziale',
    'Importo totale',
    'Totais',
    'Valor total',
    'Eindtotaal',
    'Algemeen totaal',
    'Suma końcowa',
    'Łącznie',
    'Hovedtotal',
    'Totalsum',
    'Sum',
    'Celkem',
    'Celkový součet',
    'Mezisoučet',
    'Итого',
    'Σύνολο',
    '合計',
    ' total ',
  ])('%j is one', (text) => expect(totalLabel(text)).toBe('all'));

  it.each(['Total Spain', 'Spain Total', 'Summe Werk Augsburg', 'Deutschland Ergebnis', 'Total Quartz 9000'])(
    '%j begins or ends with one',
    (text) => expect(totalLabel(text)).toBe('part'),
  );

  it.each([
    '',
    ' ',
    '12',
    'Totally new',
    'Summer dress',
    'Vin total blanc',
    'Gesamtschule',
    'net',
    'Totalizzatore',
    'consumption',
  ])('%j is none', (text) => expect(totalLabel(text)).toBeUndefined());

  it('is no long text', () => {
    expect(totalLabel(`Total ${'x'.repeat(54)}`)).toBe('part');
    expect(totalLabel(`Total ${'x'.repeat(55)}`)).toBeUndefined();
  });
});
