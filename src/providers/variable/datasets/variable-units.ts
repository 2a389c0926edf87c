// The units at Variable.

import dataset from '../../../datasets/variable/variable-units.js';
import type { Exporter } from '../../binding.js';
import { extraCells } from '../replies.js';
import { everyUnit } from '../units.js';

const exporter: Exporter = {
  dataset,
  async *rows(session) {
    for await (const units of everyUnit(session))
      for (const { code, name, more } of units) yield { code, name: name || null, ...extraCells(more, new Set()) };
  },
};

export default exporter;
