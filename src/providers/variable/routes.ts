// Variable's operations. What the public documentation does not state is assumed and overridable.

import type { Route } from '../provider.js';

export const routes: readonly Route[] = [
  {
    name: 'listProducts',
    method: 'GET',
    path: '/v1/product',
    standing: 'documented',
    summary: 'List products, page by page',
  },
  { name: 'getProduct', method: 'GET', path: '/v1/product/{uuid}', standing: 'documented', summary: 'Get a product' },
  { name: 'createProduct', method: 'POST', path: '/v1/product', standing: 'assumed', summary: 'Create a product' },
  {
    name: 'updateProduct',
    method: 'PATCH',
    path: '/v1/product/{uuid}',
    standing: 'assumed',
    summary: 'Change the given fields of a product',
  },
  { name: 'listUnits', method: 'GET', path: '/v1/unit', standing: 'assumed', summary: 'List units' },
];
