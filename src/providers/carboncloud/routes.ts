// CarbonCloud's operations (Retailer API v1). The public documentation states three paths; the others are assumed and overridable.

import type { Route } from '../route-table.js';
import { assumed, documented } from '../route-table.js';

const PRODUCTS = '/resold-products';
const PRODUCT = `${PRODUCTS}/{id}`;
const SUPPLIER = '/suppliers/{supplier-id}';

export const routes: readonly Route[] = [
  assumed(
    'listGroups',
    'GET',
    '/groups',
    'List the groups of the account',
    'whoami, export groups, every command without CARBONCLOUD_GROUP_ID',
  ),
  assumed('invite', 'POST', '/invite', 'Invite the supplier of products to share data', 'import invites'),

  assumed(
    'listResoldProducts',
    'GET',
    PRODUCTS,
    'List the resold products of a group, page by page',
    'import resold-products, import supplier-periods, import invites, export resold-products, export supplier-periods, export engagements, export footprints, export baselines',
  ),
  assumed('createResoldProduct', 'POST', PRODUCTS, 'Create a resold product', 'import resold-products'),
  assumed(
    'listUpdatedProducts',
    'GET',
    `${PRODUCTS}/updated`,
    'List products that changed since a time',
    'export updated-products --since',
  ),
  assumed(
    'deleteResoldProduct',
    'DELETE',
    PRODUCT,
    'Delete a resold product',
    'import resold-products with Action delete, undo',
  ),
  assumed(
    'getResoldProduct',
    'GET',
    PRODUCT,
    'Get a resold product',
    'import resold-products --on-existing update, export resold-products --product, undo, trace',
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
    'Get the engagement of the supplier of a product',
    'export engagements, import invites',
  ),

  {
    ...assumed(
      'listFootprints',
      'POST',
      `${PRODUCTS}/footprints`,
      'Get the footprints of up to 256 products',
      'export footprints',
    ),
    reads: true,
  },
  assumed(
    'listUpdatedFootprints',
    'GET',
    `${PRODUCTS}/footprints/updated`,
    'List footprints that changed',
    'export updated-footprints --since',
  ),
  assumed(
    'listUpdatedBaselines',
    'GET',
    `${PRODUCTS}/footprint-baselines/updated`,
    'List baselines that changed',
    'export updated-baselines --since',
  ),
  {
    ...assumed(
      'listBaselines',
      'POST',
      `${PRODUCTS}/footprint-baselines`,
      'Get the baselines of up to 256 products',
      'export baselines',
    ),
    reads: true,
  },
  assumed(
    'getFootprint',
    'GET',
    `${PRODUCT}/footprint`,
    'Get the footprint of a product',
    'export footprints where the service has no route for many products',
  ),
  assumed(
    'getBaseline',
    'GET',
    `${PRODUCT}/footprint-baseline`,
    'Get the baseline of a product',
    'export baselines where the service has no route for many products',
  ),

  documented(
    'listSupplierPeriods',
    'GET',
    `${PRODUCT}/suppliers`,
    'List the suppliers of a product by period',
    'import supplier-periods, export supplier-periods, undo',
  ),
  documented(
    'setSupplierPeriods',
    'PUT',
    `${PRODUCT}/suppliers`,
    'Set the suppliers of a product by period',
    'import supplier-periods, import supplier-periods with Action delete, undo',
  ),

  assumed(
    'listSuppliers',
    'GET',
    '/suppliers',
    'List the suppliers of a group',
    'import suppliers, import supplier-periods, import invites, export suppliers --custom-id, export supplier-periods, export linked-products',
  ),
  assumed('createSupplier', 'POST', '/suppliers', 'Create a supplier', 'import suppliers'),
  assumed(
    'deleteSupplier',
    'DELETE',
    SUPPLIER,
    'Delete a supplier that is neither invited nor connected',
    'import suppliers with Action delete, undo',
  ),
  assumed(
    'getSupplier',
    'GET',
    SUPPLIER,
    'Get a supplier',
    'import suppliers --on-existing update, export linked-products --supplier, undo, trace',
  ),
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
    'import invites, export linked-products --status',
  ),
];
