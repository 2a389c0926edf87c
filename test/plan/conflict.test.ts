import { expect, it } from 'vitest';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import { conflictBetween } from '../../src/plan/conflict.js';

const held = { name: 'Oat drink', brandName: 'Havre', alcoholPercentage: 4 };

it('lists every field in which the file and the service differ, with both values and the title', () => {
  expect(conflictBetween(resoldProducts, { ...held, name: 'Oat milk', alcoholPercentage: 5 }, held)).toEqual({
    code: 'CHANGED_SINCE_EXPORT',
    args: {
      changes: [
        'Product name: "Oat milk" here, "Oat drink" at the service',
        'Alcohol (% vol): "5" here, "4" at the service',
      ],
    },
  });
});

it('lists a field that only the file has, and one that only the service has', () => {
  const { args } = conflictBetween(resoldProducts, { name: 'Oat drink', gtin: '9520000020019' }, held);
  expect(args).toEqual({
    changes: [
      'GTIN: "9520000020019" here, "" at the service',
      'Brand name: "" here, "Havre" at the service',
      'Alcohol (% vol): "" here, "4" at the service',
    ],
  });
});

it('lists nothing where both say the same', () => {
  expect(conflictBetween(resoldProducts, { ...held }, held).args).toEqual({ changes: [] });
});

it('calls a field that the dataset does not have by its name', () => {
  expect(conflictBetween(resoldProducts, { colour: 'red' }, {}).args).toEqual({
    changes: ['colour: "red" here, "" at the service'],
  });
});

it.each(['CHANGED_SINCE_IMPORT', 'NEWER_AT_SERVICE'] as const)('carries the code that it was asked for: %s', (code) => {
  expect(conflictBetween(resoldProducts, { name: 'Oat milk' }, { name: 'Oat drink' }, code)).toEqual({
    code,
    args: { changes: ['Product name: "Oat milk" here, "Oat drink" at the service'] },
  });
});
