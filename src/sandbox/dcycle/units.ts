// Dcycle's units in its legacy API: a bare array of all units, or those of one type.

import { z } from 'zod';
import { derivedUuid } from '../derive.js';
import type { SandboxApp } from '../sandbox-app.js';
import { take } from './refusal.js';

// The documented types; there may be more.
const types = [
  'energy',
  'gas',
  'liquid',
  'solid',
  'fiat_currency',
  'dimensionless',
  'substance',
  'waste_water_treatment_dbo',
  'waste_water_treatment_dbo_out',
  'waste_water_treatment_ch4',
  'waste_water_treatment_nitrogen',
  'waste_water_treatments_flow_total',
  'area_time',
  'toxicity',
  'radioactivity',
  'purchases_supplier_specific',
] as const;

const names: readonly (readonly [(typeof types)[number], readonly string[]])[] = [
  ['energy', ['kWh', 'MWh', 'GJ']],
  ['gas', ['m3']],
  ['liquid', ['l']],
  ['solid', ['kg', 't']],
  ['fiat_currency', ['EUR', 'USD', 'GBP', 'SEK']],
  ['dimensionless', ['unit']],
  ['purchases_supplier_specific', ['kg', 'unit']],
];

const units = names.flatMap(([type, list]) =>
  list.map((name) => ({ id: derivedUuid(`unit ${type} ${name}`), name, type })),
);

const filter = z.object({ type: z.enum(types).optional() });

export function mountDcycleUnits(app: SandboxApp): void {
  app.get('/api/v1/units', (context) => {
    const { type } = take(filter, context.req.query(), 'query');
    return context.json(units.filter((unit) => type === undefined || unit.type === type));
  });
}
