// What follows from a dataset's rules alone is worked out on first use, once: the rules never change.

import type { ImportDataset } from './dataset.js';

/** Gives the answer of `make`, which must depend on the dataset alone; later calls get the very same one. */
export function perDataset<Answer extends object>(
  make: (dataset: ImportDataset) => Answer,
): (dataset: ImportDataset) => Answer {
  const known = new WeakMap<ImportDataset, Answer>();
  return (dataset) => {
    const remembered = known.get(dataset);
    if (remembered !== undefined) return remembered;
    const answer = make(dataset);
    known.set(dataset, answer);
    return answer;
  };
}
