// Starts a sandbox with a clock that only moves when told, and sends it requests over real HTTP.

import { onTestFinished } from 'vitest';
import { sandboxAccount, variableBase } from '../../src/sandbox/account.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.js';

// biome-ignore lint/suspicious/noExplicitAny: a test reads the fields it expects and fails where they are missing
type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

export interface Driver {
  readonly sandbox: Sandbox;
  /** Moves the clock by some milliseconds. */
  pass(ms: number): void;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** With Dcycle's key and organisation. */
  dcycle(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** With a CarbonCloud token, got on the first call. */
  carbonCloud(method: string, path: string, body?: unknown): Promise<Answer>;
  /** With Variable's key, below its base path. */
  variable(method: string, path: string, body?: unknown): Promise<Answer>;
}

export const startMs = Date.UTC(2025, 0, 15, 12);
export const groupId = sandboxAccount.CARBONCLOUD_GROUP_ID;
export const unknownId = '00000000-0000-4000-8000-000000000000';
export const dcycleHeaders = {
  'x-api-key': sandboxAccount.DCYCLE_API_KEY,
  'x-organization-id': sandboxAccount.DCYCLE_ORGANIZATION_ID,
};

const opened: Sandbox[] = [];
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((sandbox) => sandbox.close()));
}

export async function drive(options: Partial<SandboxOptions> = {}): Promise<Driver> {
  let time = startMs;
  const sandbox = await startSandbox({ now: () => time, processingMs: 1000, ...options });
  opened.push(sandbox);
  onTestFinished(closeAll);
  let token: string | undefined;
  const send: Driver['send'] = async (method, path, body, headers = {}) => {
    const raw = body instanceof FormData || body instanceof URLSearchParams || typeof body === 'string';
    const type: Record<string, string> = raw || body === undefined ? {} : { 'content-type': 'application/json' };
    const init: RequestInit = { method, headers: { ...type, ...headers } };
    if (body !== undefined) init.body = raw ? body : JSON.stringify(body);
    const response = await fetch(`${sandbox.url}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    sandbox,
    pass: (ms) => {
      time += ms;
    },
    send,
    dcycle: (method, path, body, headers) => send(method, path, body, { ...dcycleHeaders, ...headers }),
    carbonCloud: async (method, path, body) => {
      token ??= (await send('POST', tokenPath, passwordGrant())).body.access_token;
      return send(method, path, body, { authorization: `Bearer ${token}` });
    },
    variable: (method, path, body) =>
      send(method, `${variableBase}${path}`, body, { authorization: `Bearer ${sandboxAccount.VARIABLE_API_KEY}` }),
  };
}

export const tokenPath = '/realms/prod/protocol/openid-connect/token';

export function passwordGrant(changes: Record<string, string> = {}): URLSearchParams {
  return new URLSearchParams({
    client_id: 'carboncloud',
    grant_type: 'password',
    username: sandboxAccount.CARBONCLOUD_USERNAME,
    password: sandboxAccount.CARBONCLOUD_PASSWORD,
    ...changes,
  });
}

export const purchase = {
  product_name: 'Steel sheet',
  sector: 'Manufacturing',
  country: 'ES',
  quantity: 1250.5,
  unit_id: 'EUR',
  purchase_date: '2024-02-29',
  expense_type: 'opex',
};

export const product = {
  groupId,
  name: 'Oat drink',
  pickUpLocation: 'SE',
  productionLocation: 'SE',
  shipToLocation: 'NO',
};
