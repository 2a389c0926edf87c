// Dcycle's operations: documented where the public documentation states the path, else assumed and overridable.

import type { Route } from '../route-table.js';
import { assumed, documented } from '../route-table.js';

const PRODUCT = '/v1/sold-products/{product_id}';
const PERIOD = `${PRODUCT}/periods/{period_id}`;
const IMPORT = '/v2/imports/{import_id}';

export const routes: readonly Route[] = [
  documented(
    'logIn',
    'POST',
    '/auth/login',
    'Get a login token for an email and a password',
    'every command with DCYCLE_EMAIL',
  ),

  documented(
    'listPurchases',
    'GET',
    '/v1/purchases',
    'List purchases, page by page',
    'import purchases, export purchases, whoami',
  ),
  documented('createPurchase', 'POST', '/v1/purchases', 'Create a purchase', 'import purchases'),
  documented(
    'getPurchase',
    'GET',
    '/v1/purchases/{purchase_id}',
    'Get a purchase',
    'import purchases --on-existing update, undo, trace',
  ),
  documented(
    'updatePurchase',
    'PATCH',
    '/v1/purchases/{purchase_id}',
    'Change the given fields of a purchase',
    'import purchases --on-existing update, undo',
  ),
  documented(
    'deletePurchase',
    'DELETE',
    '/v1/purchases/{purchase_id}',
    'Delete a purchase permanently',
    'import purchases with Action delete, undo',
  ),
  documented(
    'uploadPurchases',
    'POST',
    '/api/v1/purchases/bulk/csv',
    'Announce a CSV file of purchases (legacy)',
    'import purchases --via bulk-csv',
  ),

  assumed(
    'listSoldProducts',
    'GET',
    '/v1/sold-products',
    'List sold products, optionally by name',
    'import sold-products, import sales-periods, export sold-products, whoami',
  ),
  assumed(
    'deleteSoldProduct',
    'DELETE',
    PRODUCT,
    'Delete a sold product with its periods and sales',
    'import sold-products with Action delete',
  ),
  assumed(
    'listExistingCountrySales',
    'GET',
    '/v1/sold-products/existing-country-sales',
    'List the pairs of product and country that have sales',
    'import country-sales, export existing-country-sales',
  ),
  assumed(
    'listPeriods',
    'GET',
    `${PRODUCT}/periods`,
    'List the periods of a product',
    'import country-sales, import sales-periods, export sales-periods',
  ),
  assumed(
    'checkPeriodOverlap',
    'GET',
    `${PRODUCT}/periods/check-overlap`,
    'Check whether a period overlaps others',
    'import country-sales',
  ),
  assumed(
    'deletePeriod',
    'DELETE',
    PERIOD,
    'Delete a period of a product, unless it is the last one',
    'import sales-periods with Action delete',
  ),
  assumed(
    'listPeriodCountrySales',
    'GET',
    `${PERIOD}/country-sales`,
    'List the sales of a period by country',
    'import country-sales, export country-sales',
  ),
  assumed(
    'listPeriodEmissions',
    'GET',
    `${PERIOD}/emissions`,
    'List the emissions of a period',
    'export period-emissions',
  ),

  documented(
    'getImportTemplate',
    'GET',
    '/v2/imports/templates/{template_id}',
    'Get the columns of an import template',
    'import country-sales',
  ),
  documented(
    'createImport',
    'POST',
    '/v2/imports/sessions',
    'Upload a file into a new import session',
    'import country-sales',
  ),
  documented(
    'listImports',
    'GET',
    '/v2/imports/sessions',
    'List import sessions',
    'import country-sales, export import-sessions',
  ),
  documented(
    'suggestImportMapping',
    'POST',
    `${IMPORT}/mapping/suggest`,
    'Suggest a mapping of columns',
    'import country-sales',
  ),
  documented(
    'confirmImportMapping',
    'POST',
    `${IMPORT}/mapping`,
    'Confirm the mapping of columns',
    'import country-sales',
  ),
  documented(
    'listImportValues',
    'POST',
    `${IMPORT}/unique-values`,
    'List the distinct values of category columns',
    'import country-sales',
  ),
  documented(
    'validateImport',
    'POST',
    `${IMPORT}/validate`,
    'Check every row of an import session',
    'import country-sales',
  ),
  documented('listImportRows', 'GET', `${IMPORT}/rows`, 'List the rows of an import session', 'import country-sales'),
  documented(
    'correctImportRows',
    'PATCH',
    `${IMPORT}/rows`,
    'Correct up to 500 cells of an import session',
    'import country-sales',
  ),
  documented('submitImport', 'POST', `${IMPORT}/submit`, 'Submit an import session', 'import country-sales'),

  documented('listUnits', 'GET', '/api/v1/units', 'List units (legacy)', 'export units'),
];
