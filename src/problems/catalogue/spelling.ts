// Values that are accepted as they are, and are nearly another one that is known or frequent.

import { problem } from './problem-type.js';

export const spellingProblems = {
  RARE_SPELLING: problem<{ readonly usual: string; readonly rows: number; readonly confidence: number }>({
    severity: 'warning',
    meaning:
      'The text is nearly the same as one that at least ten times as many rows of the column have. It is sent as it is.',
    message: ({ usual, rows }) => `${rows} rows say "${usual}"`,
    suggestion: ({ usual }) => `use ${usual}?`,
    answer: ({ usual, confidence }) => ({ text: usual, confidence }),
    fix: 'Write it as the other rows do, or leave it if it means something else.',
    example: ['Manufacturng', { usual: 'Manufacturing', rows: 212, confidence: 0.79 }],
  }),
  LIKELY_UNIT: problem<{ readonly unit: string; readonly confidence: number }>({
    severity: 'warning',
    meaning: 'The word is not a known unit, and is nearly one. It is sent as it is.',
    message: () => 'this is not a known unit',
    suggestion: ({ unit }) => `use ${unit}?`,
    answer: ({ unit, confidence }) => ({ text: unit, confidence }),
    fix: 'Correct the unit, or leave it if the service knows it under this name.',
    example: ['Kilogrm', { unit: 'kg', confidence: 0.79 }],
  }),
};
