// CarbonCloud's operations (Retailer API v1). The public page states three paths; the others are assumed, overridable.

import type { Route } from '../provider.js';
import { assumed, documented } from '../route-table.js';

const PRODUCTS = '/resold-products';
const PRODUCT = `${PRODUCTS}/{id}`;
const SUPPLIER = '/suppliers/{supplier-id}';

export const routes: readonly Route[] = [
  assumed('listGroups', 'GET', '/groups', 'List the groups of the account', 'whoami, export groups'),
  assumed('invite', 'POST', '/invite', 'Invite the supplier of products to give data', 'import invites'),

  assumed(
    'listResoldProducts',
    'GET',
    PRODUCTS,
    'List the resold products of a group, page by page',
    'import resold-products, export resold-products',
  ),
  assumed('createResoldProduct', 'POST', PRODUCTS, 'Create a resold product', 'import resold-products'),
  assumed(
    'listUpdatedProducts',
    'GET',
    `${PRODUCTS}/updated`,
    'List products that changed since a moment',
    'export updated-products',
  ),
  assumed('deleteResoldProduct', 'DELETE', PRODUCT, 'Delete a resold product', 'undo'),
  assumed(
    'getResoldProduct',
    'GET',
    PRODUCT,
    'Get a resold product',
    'import resold-products --on-existing update, undo, trace',
  ),
  assumed(
    'replaceResoldProduct',
    'PUT',
    PRODUCT,
    'Replace all fields of a resold product',
    'import resold-products --on-existing update, undo',
  ),
  assumed(
    'getEngagement',
    'GET',
    `${PRODUCT}/supplier`,
    'Get how far the supplier of a product is engaged',
    'export engagement',
  ),

  assumed(
    'listFootprints',
    'POST',
    `${PRODUCTS}/footprints`,
    'Get the footprints of up to 256 products',
    'export footprints',
  ),
  assumed(
    'listUpdatedFootprints',
    'GET',
    `${PRODUCTS}/footprints/updated`,
    'List footprints that changed',
    'export updated-footprints',
  ),
  assumed(
    'listUpdatedBaselines',
    'GET',
    `${PRODUCTS}/footprint-baselines/updated`,
    'List baselines that changed',
    'export updated-baselines',
  ),
  assumed(
    'listBaselines',
    'POST',
    `${PRODUCTS}/footprint-baselines`,
    'Get the baselines of up to 256 products',
    'export baselines',
  ),
  assumed('getFootprint', 'GET', `${PRODUCT}/footprint`, 'Get the footprint of a product', 'export footprints --id'),
  assumed(
    'getBaseline',
    'GET',
    `${PRODUCT}/footprint-baseline`,
    'Get the baseline of a product',
    'export baselines --id',
  ),

  documented(
    'listSupplierPeriods',
    'GET',
    `${PRODUCT}/suppliers`,
    'List the suppliers of a product by period',
    'import supplier-periods, export supplier-periods',
  ),
  documented(
    'setSupplierPeriods',
    'PUT',
    `${PRODUCT}/suppliers`,
    'Set the suppliers of a product by period',
    'import supplier-periods',
  ),

  assumed('listSuppliers', 'GET', '/suppliers', 'List the suppliers of a group', 'import suppliers, export suppliers'),
  assumed('createSupplier', 'POST', '/suppliers', 'Create a supplier', 'import suppliers'),
  assumed('deleteSupplier', 'DELETE', SUPPLIER, 'Delete a supplier that is neither invited nor connected', 'undo'),
  assumed('getSupplier', 'GET', SUPPLIER, 'Get a supplier', 'import suppliers --on-existing update, undo'),
  assumed(
    'updateSupplier',
    'PATCH',
    SUPPLIER,
    'Change the given fields of a supplier',
    'import suppliers --on-existing update',
  ),
  documented(
    'listLinkedProducts',
    'GET',
    `${SUPPLIER}/linked-products`,
    'List the products linked to a supplier',
    'export linked-products --status',
  ),
];
