// What happened to a row that was sent, or was about to be sent.

import { problem } from './problem-type.js';

export const resultProblems = {
  REFUSED: problem<{ readonly status: number; readonly detail: string }>({
    severity: 'error',
    meaning: 'The service refused the row. The message quotes its reason.',
    message: ({ status, detail }) =>
      `the service refused the row${status >= 400 ? ` (HTTP ${status})` : ''}: ${detail}`,
    fix: 'Fix the row as the service says, then run carbonsheet retry.',
    example: ['', { status: 422, detail: 'quantity must be positive' }],
  }),
  NO_ANSWER: problem<{ readonly detail: string }>({
    severity: 'error',
    meaning: 'The row was sent, and no clear answer came. The service may or may not have it.',
    message: ({ detail }) =>
      `the row was sent and no clear answer came (${detail}): the service may or may not have it`,
    suggestion: () =>
      'carbonsheet resume looks it up again; if the service surely does not have it, import the file again',
    example: ['', { detail: 'connection reset' }],
  }),
  NO_USABLE_ID: problem<{ readonly detail: string }>({
    severity: 'error',
    meaning: 'The service created the row, but its answer has no usable id.',
    message: ({ detail }) =>
      `the service says that it created the row, but its answer has no usable id (${detail}): the row is never sent again`,
    suggestion: () =>
      'carbonsheet resume looks it up again; if the service surely does not have it, import the row with create in a column Action',
    example: ['', { detail: 'an empty body' }],
  }),
  CONFIRMED_LATE: problem({
    severity: 'note',
    meaning: 'No clear answer came, but the row was then found at the service.',
    message: () => 'no clear answer came, but the row was then found at the service',
    fix: 'Nothing to do.',
    example: ['', {}],
  }),
  NOT_SENT: problem<{ readonly why: string }>({
    severity: 'note',
    meaning: 'The row was not sent. The message says why.',
    message: ({ why }) => `not sent: ${why}`,
    fix: 'Remove the reason, then run the command that the run printed.',
    example: ['', { why: 'the run was interrupted' }],
  }),
  PLAN_OUT_OF_DATE: problem<{
    readonly planned: string;
    readonly present: string;
    readonly changes: readonly string[];
  }>({
    severity: 'error',
    meaning: 'The row is not as it was planned: the file or the service has changed since. It was not sent.',
    message: ({ planned, present, changes }) =>
      [
        `not as planned: ${planned === '' ? 'the row is not in the plan' : `planned was ${planned}`}`,
        // Only the values differ then.
        present === '' ? [] : `now it would be ${planned === present ? 'so with other values' : present}`,
        changes,
      ]
        .flat()
        .join('; '),
    suggestion: () => 'make the plan again and look at this row',
    example: [
      '',
      {
        planned: 'update',
        present: 'update',
        changes: ['Quantity: "10" at the service when planned, "11" now, "12" in the file'],
      },
    ],
  }),
  SERVER_CHANGED: problem<{ readonly sent: string; readonly held: string }>({
    severity: 'warning',
    meaning: 'The service stored another value than the one that was sent.',
    message: ({ sent, held }) =>
      held === '' ? `the service dropped "${sent}"` : `sent as "${sent}", the service holds "${held}"`,
    suggestion: () => 'write it as the service stores it',
    example: ['Kilogram', { sent: 'Kilogram', held: 'kg' }],
  }),
};
