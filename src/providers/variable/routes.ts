// Variable's operations: documented where the public documentation states the path, else assumed and overridable.

import type { Route } from '../route-table.js';
import { assumed, documented } from '../route-table.js';

export const routes: readonly Route[] = [
  documented(
    'logIn',
    'POST',
    '/auth/token',
    'Get a login token for a client and its secret',
    'every command with VARIABLE_CLIENT_ID',
  ),

  documented(
    'listProducts',
    'GET',
    '/v1/product',
    'List products, page by page',
    'export product-impacts, export variable-products, import variable-products, whoami',
  ),
  documented(
    'getProduct',
    'GET',
    '/v1/product/{uuid}',
    'Get a product',
    'export product-impacts --product, import variable-products --on-existing update',
  ),
  assumed('createProduct', 'POST', '/v1/product', 'Create a product', 'import variable-products'),
  assumed(
    'updateProduct',
    'PATCH',
    '/v1/product/{uuid}',
    'Change the given fields of a product',
    'import variable-products --on-existing update',
  ),
  assumed('listUnits', 'GET', '/v1/unit', 'List units', 'export variable-units, import variable-products'),
];
