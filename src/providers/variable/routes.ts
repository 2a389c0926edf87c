// Variable's operations. What the public documentation does not state is assumed and overridable.

import type { Route } from '../provider.js';
import { assumed, documented } from '../route-table.js';

export const routes: readonly Route[] = [
  documented('listProducts', 'GET', '/v1/product', 'List products, page by page'),
  documented('getProduct', 'GET', '/v1/product/{uuid}', 'Get a product'),
  assumed('createProduct', 'POST', '/v1/product', 'Create a product'),
  assumed('updateProduct', 'PATCH', '/v1/product/{uuid}', 'Change the given fields of a product'),
  assumed('listUnits', 'GET', '/v1/unit', 'List units'),
];
