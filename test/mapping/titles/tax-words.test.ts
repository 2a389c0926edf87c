import { describe, expect, it } from 'vitest';
import { basisOf, isOpposed, withoutTaxWords } from '../../../src/mapping/titles/tax-words.js';

describe('what a title says of tax', () => {
  it.each([
    'Net amount',
    'Nettobetrag',
    'Betrag (netto)',
    'Importe neto',
    'Montant HT',
    'Amount excl. VAT',
    'Amount ex VAT',
    'Betrag ohne MwSt.',
    'Importe sin IVA',
    'Importo senza IVA',
    'Imponibile',
    'Bedrag excl. btw',
    'Kwota netto',
    'Belopp exkl. moms',
    'Částka bez DPH',
    'Veroton summa',
    'Valor líquido',
    'Beløb uden moms',
    'Amount before tax',
    'Pre-tax amount',
    'Amount (VAT excluded)',
    'Amount (VAT not included)',
    'Amount (not incl. VAT)',
    'Amount w/o VAT',
    'Amount incl. freight, excl. VAT',
    'Importe (IVA no incluido)',
    'Importo (IVA esclusa)',
    'Valor (s/ IVA)',
    'Betrag o. MwSt.',
    'Betrag zzgl. 19 % USt.',
    'Beløp eks. mva',
    'Summa (alv 0 %)',
    'Částka bez daně',
    'Taxable amount',
    'Amount excl.',
  ])('%s: net', (title) => expect(basisOf(title)).toBe('net'));

  it.each([
    'Gross amount',
    'Bruttobetrag',
    'Betrag (brutto)',
    'Importe bruto',
    'Montant TTC',
    'Amount incl. VAT',
    'Total with VAT',
    'Betrag inkl. USt',
    'Importe con IVA',
    'Totale ivato',
    'Bedrag incl. btw',
    'Kwota brutto',
    'Belopp inkl. moms',
    'Částka s DPH',
    'Verollinen summa',
    'Valor com IVA',
    'Beløb med moms',
    'Montant toutes taxes incluses TTC',
    'Montant (taxes incluses)',
    'Importe (IVA incluido)',
    'Valor (c/ IVA)',
    'Amount excl. freight, incl. VAT',
    'Amount with 20 % VAT',
    'Betrag inkl.',
  ])('%s: gross', (title) => expect(basisOf(title)).toBe('gross'));

  it.each([
    'VAT',
    'VAT amount',
    'VAT %',
    'VAT code',
    'Sales tax',
    'MwSt',
    'USt-Betrag',
    'Steuerbetrag',
    'Steuersatz',
    'IVA',
    'Cuota IVA',
    'TVA',
    'Taux TVA',
    'Moms',
    'BTW',
    'DPH',
    'ALV',
    'GST',
    'Podatek VAT',
    'Imposta',
    'MVA',
  ])('%s: tax', (title) => expect(basisOf(title)).toBe('tax'));

  it.each([
    'Amount',
    'Betrag',
    'Total',
    'Amount (incl. freight)',
    'Amount excl. shipping',
    'Betrag ohne Versand',
    'Belopp inkl. frakt',
    'Importe incluido el transporte',
    'Tax year',
    'VAT number',
    'VAT ID',
    'VAT registration no',
    'USt-IdNr.',
    'Steuernummer',
    'Partita IVA',
    'N° TVA',
    'Tax office',
    'Network',
    'Internet',
    'Customer',
    'Taxonomy',
    'Nettogross netto brutto',
  ])('%s: nothing', (title) => expect(basisOf(title)).toBeUndefined());

  it.each([
    ['Bruttobetrag', 'betrag'],
    ['Amount incl. VAT', 'amount'],
    ['Importe con IVA', 'importe'],
    ['Montant TTC', 'montant'],
    ['VAT amount', ''],
    ['Amount', ''],
  ])('%s is the amount %j', (title, rest) => expect(withoutTaxWords(title)).toBe(rest));
});

describe('titles that differ in what matters', () => {
  it.each([
    ['Bruttobetrag', 'Nettobetrag'],
    ['Gross amount', 'net amount'],
    ['Amount incl. VAT', 'amount'],
    ['Unit price', 'Units sold'],
    ['Stückpreis', 'Stückzahl'],
    ['Order amount', 'invoice amount'],
    ['Bestellbetrag', 'Rechnungsbetrag'],
    ['Steuerbetrag', 'Betrag'],
  ])('%s is not hinted as %s', (title, other) => {
    expect(isOpposed(title, other)).toBe(true);
    expect(isOpposed(other, title)).toBe(true);
  });

  it.each([
    ['Nettobetrga', 'Nettobetrag'],
    ['Quantitty', 'Quantity'],
    ['Invoice amont', 'invoice amount'],
    ['Betrg', 'Betrag'],
  ])('%s may be %s', (title, other) => expect(isOpposed(title, other)).toBe(false));
});
