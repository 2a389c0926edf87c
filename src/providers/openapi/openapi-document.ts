// Reads an OpenAPI 3 or Swagger 2 document, JSON or YAML, as a list of operations. Matching them to routes is
// match-operations.ts's.

import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import { parseSettings } from '../../values/parse-settings.js';
import type { Route } from '../route-table.js';

/** The server of a document. */
export interface ApiServer {
  /** Undefined where the URL is relative to the document. */
  readonly host: string | undefined;
  /** Without a trailing slash. */
  readonly path: string;
}

/** One operation of a document. */
export interface Operation {
  readonly method: Route['method'];
  /** Below its server. */
  readonly path: string;
  /** '' when the document gives none. */
  readonly id: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly servers: readonly ApiServer[];
}

export interface ApiDocument {
  readonly title: string;
  readonly servers: readonly ApiServer[];
  readonly operations: readonly Operation[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const text = z.string().nullish();
const variables = z.record(z.string(), z.object({ default: z.coerce.string() }));
const servers = z.array(z.object({ url: z.string(), variables: variables.nullish() })).nullish();
const operation = z
  .object({ operationId: text, summary: text, tags: z.array(z.string()).nullish(), servers })
  .nullish();
const pathItem = z.object({
  servers,
  get: operation,
  post: operation,
  put: operation,
  patch: operation,
  delete: operation,
});
/** YAML reads an unquoted version as a number. */
const version = z.coerce.string();
const schema = z.object({
  openapi: version.optional(),
  swagger: version.optional(),
  info: z.object({ title: text }).nullish(),
  servers,
  host: text,
  basePath: text,
  paths: z.record(z.string(), z.unknown()),
});

/**
 * Reads a document.
 * @param file its name, for messages.
 * @throws Stop of kind `usage` when it is not an OpenAPI document.
 */
export function parseApiDocument(content: string, file: string): ApiDocument {
  const checked = schema.safeParse(parsed(content, file));
  if (!checked.success) throw notOne(file, placed(checked.error, []));
  const { openapi, swagger, info, host, basePath, paths } = checked.data;
  if (!openapi?.startsWith('3') && !swagger?.startsWith('2'))
    throw notOne(file, 'it has neither openapi: 3 nor swagger: 2.0');
  const general = swagger
    ? [{ host: host ?? undefined, path: trimmed(basePath ?? '') }]
    : serversOf(checked.data.servers);
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    // Extensions, such as x-internal, are not paths.
    path.startsWith('/') ? operationsOf(path, item, general, file) : [],
  );
  return { title: info?.title ?? '', servers: general, operations };
}

function parsed(content: string, file: string): unknown {
  try {
    // Some editors write a byte order mark.
    const text = content.trimStart();
    return text.startsWith('{') ? JSON.parse(text) : parseSettings(text);
  } catch (cause) {
    throw notOne(file, cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause));
  }
}

function operationsOf(path: string, item: unknown, general: readonly ApiServer[], file: string): readonly Operation[] {
  const checked = pathItem.safeParse(item ?? {});
  if (!checked.success) throw notOne(file, placed(checked.error, ['paths', path]));
  const { servers: common } = checked.data;
  return METHODS.flatMap((name) => {
    const found = checked.data[name];
    if (!found) return [];
    const own = serversOf(found.servers ?? common);
    return {
      method: methodNamed(name),
      path,
      id: found.operationId ?? '',
      summary: found.summary ?? '',
      tags: found.tags ?? [],
      servers: own.length > 0 ? own : general,
    };
  });
}

function methodNamed(name: (typeof METHODS)[number]): Route['method'] {
  return ({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const)[name];
}

function serversOf(list: z.infer<typeof servers>): readonly ApiServer[] {
  return (list ?? []).map(({ url, variables }) => {
    const filled = url.replace(/\{([^}]+)\}/g, (whole, name: string) =>
      variables && Object.hasOwn(variables, name) ? (variables[name]?.default ?? whole) : whole,
    );
    const [, host, path = ''] = /^(?:https?:)?\/\/([^/]*)(.*)$/i.exec(filled) ?? [undefined, undefined, filled];
    return { host: host?.toLowerCase(), path: trimmed(path) };
  });
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

function placed({ issues }: z.ZodError, within: readonly string[]): string {
  const [issue] = issues;
  return `${[...within, ...(issue?.path ?? [])].join('.') || 'the top level'}: ${issue?.message ?? ''}`;
}

function notOne(file: string, why: string): Stop {
  return new Stop(
    'usage',
    'OPENAPI',
    `${file} is not an OpenAPI document: ${why}`,
    'download the OpenAPI 3 or Swagger 2.0 document of the service, as JSON or YAML',
  );
}
