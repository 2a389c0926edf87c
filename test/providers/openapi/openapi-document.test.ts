import { describe, expect, it } from 'vitest';
import { parseApiDocument } from '../../../src/providers/openapi/openapi-document.js';

const paths = { '/things/{id}': { get: { operationId: 'getThing', summary: 'Get a thing', tags: ['Things'] } } };
const read = (document: unknown) => parseApiDocument(`\uFEFF${JSON.stringify(document)}`, 'api.json');

describe('an API document', () => {
  it.each<readonly [string, object, readonly object[]]>([
    ['no server', {}, []],
    ['an address', { servers: [{ url: 'https://API.example.com/v2/' }] }, [{ host: 'api.example.com', path: '/v2' }]],
    ['a path', { servers: [{ url: '/v2' }] }, [{ host: undefined, path: '/v2' }]],
    ['the top', { servers: [{ url: '/' }] }, [{ host: undefined, path: '' }]],
    [
      'variables',
      {
        servers: [
          { url: 'https://{sub}.example.com/{base}', variables: { sub: { default: 'eu' }, base: { default: 3 } } },
        ],
      },
      [{ host: 'eu.example.com', path: '/3' }],
    ],
  ])('has operations at a server by %s', (_, servers, expected) => {
    const document = read({ openapi: '3.0.3', info: { title: 'Things' }, ...servers, paths });
    expect(document).toEqual({
      title: 'Things',
      servers: expected,
      operations: [
        {
          method: 'GET',
          path: '/things/{id}',
          id: 'getThing',
          summary: 'Get a thing',
          tags: ['Things'],
          servers: expected,
        },
      ],
    });
  });

  it('may give a path or an operation a server of its own', () => {
    const servers = [{ url: 'https://a.example.com' }];
    const own = {
      servers: [{ url: 'https://b.example.com' }],
      get: {},
      post: { servers: [{ url: 'https://c.example.com' }] },
    };
    const { operations } = read({ openapi: '3.1.0', servers, paths: { '/x': own } });
    expect(operations.map(({ method, servers }) => [method, servers[0]?.host])).toEqual([
      ['GET', 'b.example.com'],
      ['POST', 'c.example.com'],
    ]);
  });

  it('may be Swagger 2, with host and base path', () => {
    const { operations } = read({
      swagger: '2.0',
      host: 'api.example.com',
      basePath: '/v1/',
      paths: { '/x': { put: {} } },
    });
    expect(operations).toEqual([
      { method: 'PUT', path: '/x', id: '', summary: '', tags: [], servers: [{ host: 'api.example.com', path: '/v1' }] },
    ]);
  });

  it('may be YAML, with a version that YAML takes for a number', () => {
    const { operations } = parseApiDocument(
      'swagger: 2.0\npaths:\n  /x:\n    delete:\n      summary: Delete x\n',
      'api.yaml',
    );
    expect(operations).toMatchObject([{ method: 'DELETE', path: '/x', summary: 'Delete x' }]);
  });

  it.each([
    ['a web page', '<!doctype html><html></html>', 'api.html is not an OpenAPI document'],
    ['half a document', '{"openapi": "3.0.0", "paths": {', 'JSON'],
    ['no paths', '{"openapi": "3.0.0"}', 'paths: '],
    ['another kind', '{"asyncapi": "2.0.0", "paths": {}}', 'neither openapi: 3 nor swagger: 2.0'],
    ['an old version', '{"swagger": "1.2", "paths": {}}', 'neither'],
    ['a path that is none', '{"openapi": "3.0.0", "paths": {"/x": {"get": {"tags": "a"}}}}', 'paths./x.get.tags'],
    ['broken YAML', 'openapi: [', 'api.html'],
  ])('is refused when it is %s', (_, content, says) => {
    expect(() => parseApiDocument(content, 'api.html')).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'OPENAPI', message: expect.stringContaining(says) }),
    );
  });
});
