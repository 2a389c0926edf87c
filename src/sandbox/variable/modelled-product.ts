// What Variable computes of a modelled product from its bill of materials; nobody can set it. Made up here, as it has no bill.

import { derivedNumbers, rounded } from '../derive.js';
import type { VariableProduct } from '../store/records.js';

/** The computed fields; a product without packaging in its bill has no packaging weight, an external one none of all. */
export function modelledFields({ id, fields }: VariableProduct): object {
  const random = derivedNumbers(`model ${id}`);
  const quality = { dataQualityRating: rounded(1 + random() * 2, 1) };
  if (fields.dataSource !== 'model') return quality;
  const kilograms = rounded(0.1 + random() * 20, 3);
  const grams = random() < 0.75 ? rounded(5 + random() * 400, 1) : undefined;
  return {
    ...quality,
    modeledWeight: { quantity: kilograms, unit: 'kg' },
    ...(grams !== undefined && { modeledPackagingWeight: { quantity: grams, unit: 'g' } }),
    // In the unit of the first one that is there.
    modeledTotalWeight: { quantity: rounded(kilograms + (grams ?? 0) / 1000, 6), unit: 'kg' },
    modeledRecycledPercent: rounded(random() * 60, 1),
    dataQualityIndicators: {
      documentationYear: 2024,
      coveragePercent: rounded(80 + random() * 20, 1),
      specificPercent: rounded(random() * 100, 1),
      technologicalDQR: rounded(1 + random() * 2, 1),
      temporalDQR: rounded(1 + random() * 2, 1),
      geographicalDQR: rounded(1 + random() * 2, 1),
      completenessDQR: rounded(1 + random() * 2, 1),
      reliabilityDQR: rounded(1 + random() * 2, 1),
      averagePercent: rounded(random() * 100, 1),
    },
  };
}
