import { describe, expect, it } from 'vitest';
import { documentKind } from '../../../src/mapping/titles/document-titles.js';

describe('titles of document numbers', () => {
  it.each([
    ['Invoice', 'invoice'],
    ['Invoice no.', 'invoice'],
    ['INVOICE_ID', 'invoice'],
    ['Invoice #', 'invoice'],
    ['Rechnungs-Nr.', 'invoice'],
    ['Rechnungsnummer', 'invoice'],
    ['N° de facture', 'invoice'],
    ['Numéro de facture', 'invoice'],
    ['Nº factura', 'invoice'],
    ['Numero fattura', 'invoice'],
    ['Fakturanr', 'invoice'],
    ['Nr faktury', 'invoice'],
    ['Laskun numero', 'invoice'],
    ['PO number', 'order'],
    ['Purchase Order', 'order'],
    ['Order no', 'order'],
    ['Bestellnummer', 'order'],
    ['N° commande', 'order'],
    ['Číslo objednávky', 'order'],
    ['Belegnummer', 'posting'],
    ['Document Number', 'posting'],
    ['Buchungs-Nr.', 'posting'],
    ['Verifikationsnummer', 'posting'],
    ['Bilagsnr', 'posting'],
    ['N° pièce', 'posting'],
  ])('%s: %s', (title, kind) => {
    expect(documentKind(title)).toBe(kind);
  });

  it.each([
    'Order',
    'Invoice date',
    'Invoice amount',
    'Article no.',
    'No.',
    'Document',
    'Rechnungsdatum',
    'Pos',
    'Supplier ID',
    '',
  ])('none: %s', (title) => {
    expect(documentKind(title)).toBeUndefined();
  });
});
