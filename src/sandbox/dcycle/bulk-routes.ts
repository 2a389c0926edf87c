// Dcycle's legacy upload of purchases: a CSV file is announced, then put to a pre-signed URL, as with S3. Processing the file is
// bulk-upload.ts's.

import { z } from 'zod';
import { derivedUuid } from '../derive.js';
import type { Facilities, SandboxApp, SandboxContext } from '../sandbox-app.js';
import { dcycleRefusal, takeBody } from './refusal.js';

const announcement = z.object({ file_name: z.string().min(1), content_type: z.string().min(1).default('text/csv') });

const bucket = '/sandbox-bucket';
/** How long a pre-signed URL is valid. */
const lifetimeMs = 15 * 60 * 1000;

export function mountDcycleBulk(app: SandboxApp, { store, now, newId, processingMs }: Facilities): void {
  app.post('/api/v1/purchases/bulk/csv', async (context) => {
    const { file_name, content_type } = await takeBody(context, announcement);
    if (!file_name.toLowerCase().endsWith('.csv'))
      throw dcycleRefusal(400, 'INVALID_FILE', 'Only CSV files of purchases are taken');
    const file_id = newId();
    const key = `purchases/${file_id}/${encodeURIComponent(file_name)}`;
    const expires = now() + lifetimeMs;
    const signed = new URLSearchParams({
      'X-Amz-Expires': String(expires),
      'X-Amz-Signature': signature(file_id, content_type, expires),
    });
    return context.json({
      upload_url: `${new URL(context.req.url).origin}${bucket}/${key}?${signed}`,
      file_name,
      file_id,
      destination_file_key: key,
      message: 'Store the file at the upload_url',
    });
  });

  app.put(`${bucket}/purchases/:file/:name`, async (context) => {
    const file_id = context.req.param('file');
    const expires = Number(context.req.query('X-Amz-Expires'));
    // A bucket accepts one kind of authentication, and the URL carries one already.
    if (['authorization', 'x-api-key'].some((name) => context.req.header(name) !== undefined))
      return refusal(context, 400, 'InvalidArgument', 'Only one authentication mechanism is allowed');
    const type = context.req.header('content-type') ?? '';
    if (context.req.query('X-Amz-Signature') !== signature(file_id, type, expires))
      return refusal(context, 403, 'SignatureDoesNotMatch', 'The address was signed for another file');
    if (now() > expires) return refusal(context, 403, 'AccessDenied', 'Request has expired');
    const text = await context.req.text();
    const file_name = context.req.param('name');
    store.bulkUploads.put({ id: newId(), file_id, file_name, text, processedAtMs: now() + processingMs });
    return context.body(null, 200, { ETag: `"${derivedUuid(text)}"` });
  });
}

function signature(fileId: string, type: string, expires: number): string {
  return derivedUuid(`signed ${fileId} ${type} ${expires}`);
}

/** Buckets answer in XML. */
function refusal(context: SandboxContext, status: 400 | 403, code: string, message: string): Response {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return context.body(text, status, { 'content-type': 'application/xml' });
}
