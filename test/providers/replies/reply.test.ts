import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Reply, ServiceError } from '../../../src/providers/http/http.js';
import { bodyOf } from '../../../src/providers/replies/reply.js';

function replyOf(body: unknown): Reply {
  return { status: 200, body, requestId: 'request-7', attempts: 2 };
}

function failure(body: unknown, schema: z.ZodType): ServiceError {
  try {
    bodyOf(replyOf(body), schema, 'getThing');
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('expected a ServiceError');
}

const page = z.object({ items: z.array(z.object({ id: z.string(), co2e: z.number().nullable() })) });
const listOrPage = z.union([z.array(z.object({ id: z.string() })), page]);

describe('the body of a reply', () => {
  it('is handed over when it fits', () => {
    expect(bodyOf(replyOf({ items: [] }), page, 'getThing')).toEqual({ items: [] });
  });

  it.each<readonly [unknown, z.ZodType, string]>([
    [{ items: [{ id: '1', co2e: 'n/a' }] }, page, 'in items.0.co2e, expected a number, got the text "n/a"'],
    [{ items: [{ co2e: 1 }] }, page, 'in items.0.id, expected a text, got nothing'],
    [{ items: null }, page, 'in items, expected a list, got null'],
    [[1, 2, 3], page, 'expected an object, got a list of 3'],
    ['<html>', page, 'expected an object, got the text "<html>"'],
    [undefined, page, 'expected an object, got nothing'],
    [{ data: 1, count: 2 }, page, 'in items, expected a list, got nothing'],
    [{ items: [{ id: 7, co2e: null }] }, listOrPage, 'in items.0.id, expected a text, got 7'],
    [true, listOrPage, 'expected a list or an object, got true'],
    [
      { day: '31.12.2025' },
      z.object({ day: z.iso.date() }),
      'in day, expected a text in the format date, got the text',
    ],
    [{ kind: 'c' }, z.object({ kind: z.enum(['a', 'b']) }), 'in kind, expected "a" or "b", got the text "c"'],
    [{ id: '' }, z.object({ id: z.string().min(1) }), 'in id, expected string to have >=1 characters, got the text ""'],
    [{ id: {} }, z.object({ id: z.string() }), 'in id, expected a text, got an object without fields'],
  ])('%j that does not fit says where, expected and got', (body, schema, text) => {
    const error = failure(body, schema);
    expect(error.message).toContain(`getThing: the answer is not what this route promises: ${text}`);
    expect(error).toMatchObject({ kind: 'unreadable', requestId: 'request-7', attempts: 2, status: 200 });
  });

  it.each<readonly [string, unknown, z.ZodType]>([
    ['a token', { access_token: 'abc-secret', expires_in: 'x-secret' }, z.object({ access_token: z.number() })],
    ['a key in a text', { note: 'sk_live_secret' }, z.object({ note: z.number() })],
    ['an address that opens a file', { upload_url: 'https://s3/x?sig=secret' }, z.object({ upload_url: z.number() })],
    ['a long text', { note: `${'x'.repeat(80)}secret` }, z.object({ note: z.number() })],
    ['values of an object', { contact: { email: 'secret@example.com' } }, z.object({ contact: z.string() })],
    ['fields that nobody asked for', { id: 1, note: 'secret' }, z.object({ id: z.string() })],
  ])('keeps %s to itself', (_, body, schema) => {
    expect(failure(body, schema).message).not.toContain('secret');
  });
});
