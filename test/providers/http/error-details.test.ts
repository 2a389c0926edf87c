import { describe, expect, it } from 'vitest';
import { refusalIn } from '../../../src/providers/http/error-details.js';

describe('refusalIn', () => {
  it.each([
    ['a detail', { detail: 'There is no purchase 7', code: 'PURCHASE_NOT_FOUND' }, 'There is no purchase 7', {}],
    ['detail and error', { detail: 'The supplier is connected', error: 'conflict' }, 'The supplier is connected', {}],
    ['an OAuth error', { error: 'invalid_grant', error_description: 'Wrong password' }, 'Wrong password', {}],
    ['an error alone', { error: 'not_found' }, 'not_found', {}],
    [
      'located errors',
      {
        detail: [
          { loc: ['body', 'quantity'], msg: 'too small', type: 'x' },
          { loc: ['query', 'size'], msg: 'too large', type: 'x' },
          { loc: ['body', 'items', 0, 'name'], msg: 'missing', type: 'x' },
          { loc: ['body'], msg: 'no JSON', type: 'x' },
        ],
      },
      'quantity: too small; size: too large; items.0.name: missing; no JSON',
      { quantity: 'too small', size: 'too large', 'items.0.name': 'missing' },
    ],
    [
      'named errors',
      { message: 'Invalid', errors: [{ field: 'gtin', message: 'too long' }] },
      'Invalid; gtin: too long',
      { gtin: 'too long' },
    ],
    ['an unknown shape', { oops: true }, '', {}],
  ])('reads %s', (_, body, detail, fields) => {
    expect(refusalIn(JSON.stringify(body))).toEqual({ detail, fields });
  });

  it.each([
    ['', ''],
    ['Payload too large\n', 'Payload too large'],
    ['<html><body>Nothing here</body></html>', ''],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['x'.repeat(301), `${'x'.repeat(299)}…`],
  ])('shows a body that is no JSON as far as it helps', (text, detail) => {
    expect(refusalIn(text)).toEqual({ detail, fields: {} });
  });
});
