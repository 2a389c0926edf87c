// Small tables of the three datasets as people write them, for the tests to vary.

import Papa from 'papaparse';

export type Row = Readonly<Record<string, string>>;

/** A CSV text with a header; every row has the first one's columns. */
export function csvOf(rows: readonly Row[], delimiter = ','): string {
  return `${Papa.unparse([...rows], { delimiter })}\n`;
}

/** A sound purchase under the fields' own names. */
export function purchase(changes: Row = {}): Row {
  return {
    product_name: 'Cardboard boxes',
    sector: 'Manufacturing',
    country: 'ES',
    quantity: '1250.5',
    unit_id: 'EUR',
    purchase_date: '2024-03-15',
    expense_type: 'opex',
    ...changes,
  };
}

/** Sound purchases that all differ. */
export function purchases(count: number): readonly Row[] {
  return Array.from({ length: count }, (_, index) =>
    purchase({ product_name: `Product ${index + 1}`, quantity: `${index + 1}.25` }),
  );
}

/** What the service should hold of a purchase. */
export function heldPurchase({ quantity = '', ...others }: Row): object {
  return { ...others, quantity: Number(quantity) };
}

/** A sound country sale. */
export function sale(changes: Row = {}): Row {
  return {
    'Product name': 'Air fryer 5 l',
    Country: 'SE',
    'Quantity sold': '1200',
    'Start date': '2024-01-01',
    'End date': '2024-06-30',
    ...changes,
  };
}

/** A sound resold product. */
export function product(changes: Row = {}): Row {
  return {
    'Custom id': 'OAT-1000',
    'Product name': 'Oat drink 1 l',
    'Production location': 'Landskrona, Sweden',
    'Pick-up location': 'Landskrona, Sweden',
    'Ship-to location': 'Oslo, Norway',
    ...changes,
  };
}
