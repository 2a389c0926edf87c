// Dcycle's operations: where the public documentation names a path it is documented, else assumed and overridable.

import type { Route } from '../provider.js';
import { assumed, documented } from '../route-table.js';

const PRODUCT = '/v1/sold-products/{product_id}';
const PERIOD = `${PRODUCT}/periods/{period_id}`;
const IMPORT = '/v2/imports/{import_id}';

export const routes: readonly Route[] = [
  documented('logIn', 'POST', '/auth/login', 'Get a login token for an email and a password'),

  documented('listPurchases', 'GET', '/v1/purchases', 'List purchases, page by page'),
  documented('createPurchase', 'POST', '/v1/purchases', 'Create a purchase'),
  documented('getPurchase', 'GET', '/v1/purchases/{purchase_id}', 'Get a purchase'),
  documented('updatePurchase', 'PATCH', '/v1/purchases/{purchase_id}', 'Change the given fields of a purchase'),
  documented('deletePurchase', 'DELETE', '/v1/purchases/{purchase_id}', 'Delete a purchase for good'),
  documented('uploadPurchases', 'POST', '/api/v1/purchases/bulk/csv', 'Announce a CSV file of purchases (legacy)'),

  assumed('listSoldProducts', 'GET', '/v1/sold-products', 'List sold products, perhaps by name'),
  assumed('deleteSoldProduct', 'DELETE', PRODUCT, 'Delete a sold product and all that belongs to it'),
  assumed(
    'listExistingCountrySales',
    'GET',
    '/v1/sold-products/existing-country-sales',
    'List the pairs of product and country that have sales',
  ),
  assumed('listPeriods', 'GET', `${PRODUCT}/periods`, 'List the periods of a product'),
  assumed('checkPeriodOverlap', 'GET', `${PRODUCT}/periods/check-overlap`, 'Ask whether a period overlaps others'),
  assumed('deletePeriod', 'DELETE', PERIOD, 'Delete a period of a product, unless it is the last one'),
  assumed('listPeriodCountrySales', 'GET', `${PERIOD}/country-sales`, 'List the sales per country of a period'),
  assumed('listPeriodEmissions', 'GET', `${PERIOD}/emissions`, 'List the emissions of a period'),

  documented(
    'getImportTemplate',
    'GET',
    '/v2/imports/templates/{template_id}',
    'Get the columns of an import template',
  ),
  documented('createImport', 'POST', '/v2/imports/sessions', 'Upload a file into a new import session'),
  documented('listImports', 'GET', '/v2/imports/sessions', 'List import sessions'),
  documented('suggestImportMapping', 'POST', `${IMPORT}/mapping/suggest`, 'Ask which column stands for what'),
  documented('confirmImportMapping', 'POST', `${IMPORT}/mapping`, 'Say which column stands for what'),
  documented('listImportValues', 'POST', `${IMPORT}/unique-values`, 'List the distinct values of category columns'),
  documented('validateImport', 'POST', `${IMPORT}/validate`, 'Check every row of an import session'),
  documented('listImportRows', 'GET', `${IMPORT}/rows`, 'List the rows of an import session'),
  documented('correctImportRows', 'PATCH', `${IMPORT}/rows`, 'Correct up to 500 cells of an import session'),
  documented('submitImport', 'POST', `${IMPORT}/submit`, 'Carry out an import session'),

  documented('listUnits', 'GET', '/api/v1/units', 'List units (legacy)'),
];
