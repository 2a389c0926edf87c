// CarbonCloud's operations (Retailer API v1). The public page states three paths; the others are assumed, overridable.

import type { Route } from '../provider.js';
import { assumed, documented } from '../route-table.js';

const PRODUCTS = '/resold-products';
const PRODUCT = `${PRODUCTS}/{id}`;
const SUPPLIER = '/suppliers/{supplier-id}';

export const routes: readonly Route[] = [
  assumed('listGroups', 'GET', '/groups', 'List the groups of the account'),
  assumed('invite', 'POST', '/invite', 'Invite the supplier of products to give data'),

  assumed('listResoldProducts', 'GET', PRODUCTS, 'List the resold products of a group, page by page'),
  assumed('createResoldProduct', 'POST', PRODUCTS, 'Create a resold product'),
  assumed('listUpdatedProducts', 'GET', `${PRODUCTS}/updated`, 'List products that changed since a moment'),
  assumed('deleteResoldProduct', 'DELETE', PRODUCT, 'Delete a resold product'),
  assumed('getResoldProduct', 'GET', PRODUCT, 'Get a resold product'),
  assumed('replaceResoldProduct', 'PUT', PRODUCT, 'Replace all fields of a resold product'),
  assumed('getEngagement', 'GET', `${PRODUCT}/supplier`, 'Get how far the supplier of a product is engaged'),

  assumed('listFootprints', 'POST', `${PRODUCTS}/footprints`, 'Get the footprints of up to 256 products'),
  assumed('listUpdatedFootprints', 'GET', `${PRODUCTS}/footprints/updated`, 'List footprints that changed'),
  assumed('listUpdatedBaselines', 'GET', `${PRODUCTS}/footprint-baselines/updated`, 'List baselines that changed'),
  assumed('listBaselines', 'POST', `${PRODUCTS}/footprint-baselines`, 'Get the baselines of up to 256 products'),
  assumed('getFootprint', 'GET', `${PRODUCT}/footprint`, 'Get the footprint of a product'),
  assumed('getBaseline', 'GET', `${PRODUCT}/footprint-baseline`, 'Get the baseline of a product'),

  documented('listSupplierPeriods', 'GET', `${PRODUCT}/suppliers`, 'List the suppliers of a product by period'),
  documented('setSupplierPeriods', 'PUT', `${PRODUCT}/suppliers`, 'Set the suppliers of a product by period'),

  assumed('listSuppliers', 'GET', '/suppliers', 'List the suppliers of a group'),
  assumed('createSupplier', 'POST', '/suppliers', 'Create a supplier'),
  assumed('deleteSupplier', 'DELETE', SUPPLIER, 'Delete a supplier that is neither invited nor connected'),
  assumed('getSupplier', 'GET', SUPPLIER, 'Get a supplier'),
  assumed('updateSupplier', 'PATCH', SUPPLIER, 'Change the given fields of a supplier'),
  documented('listLinkedProducts', 'GET', `${SUPPLIER}/linked-products`, 'List the products linked to a supplier'),
];
