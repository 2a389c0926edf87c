// A service's own API document: which routes it changes, and that they are called so.

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { type Loopback, loopbackBy } from '../providers/loopback.js';
import { openWorkDir, type Ran, type WorkDir } from './workdir.js';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/openapi/${name}`, import.meta.url));

/** A folder with a document in it. */
async function folderWith(name: string, as: string): Promise<WorkDir> {
  const dir = await openWorkDir();
  await dir.write(join(as, '..', 'keep'), '');
  await copyFile(fixture(name), join(dir.path, as));
  return dir;
}

function routesOf({ stdout }: Ran): readonly Record<string, unknown>[] {
  return JSON.parse(stdout) as readonly Record<string, unknown>[];
}

it('tells which routes a document confirms, moves or does not know, and what else is in it', async () => {
  const dir = await folderWith('retailer-swagger.json', 'retailer.json');
  const args = ['routes', 'carboncloud', '--openapi', 'retailer.json'];
  const routes = routesOf(await dir.run([...args, '--json']));
  const byName = (name: string) => routes.find((route) => route.name === name);
  expect(byName('listGroups')).toMatchObject({ path: '/groups', standing: 'openapi' });
  expect(byName('listGroups')).not.toHaveProperty('own');
  expect(byName('listFootprints')).toMatchObject({
    path: '/footprints/flag',
    standing: 'openapi',
    own: { path: '/resold-products/footprints' },
  });
  expect(byName('updateSupplier')).toMatchObject({ method: 'PUT', standing: 'openapi', own: { method: 'PATCH' } });
  expect(byName('listBaselines')).toMatchObject({ standing: 'assumed' });
  expect(byName('setSupplierPeriods')).toMatchObject({ standing: 'documented' });
  expect(routes.filter(({ standing }) => standing === 'unknown')).toEqual([
    {
      provider: 'carboncloud',
      name: '',
      method: 'GET',
      path: '/suppliers/{supplier-id}/notes',
      summary: 'List notes about a supplier',
      standing: 'unknown',
    },
  ]);
  const { stdout } = await dir.run(args);
  expect(stdout).toContain(
    'carboncloud listFootprints  openapi\n  POST /footprints/flag, instead of POST /resold-products/footprints\n',
  );
  expect(stdout).toContain(
    'CarbonCloud: operations of retailer.json that carbonsheet does not know\n  GET /suppliers/{supplier-id}/notes',
  );
});

it('calls what the document says, and what the config file says before it', async () => {
  const dir = await folderWith('retailer-swagger.json', 'conf/retailer.json');
  const server = await loopbackBy(({ url }) =>
    url === '/token'
      ? { status: 200, json: { access_token: 't', expires_in: 300 } }
      : { status: 200, json: [{ id: 'g', name: 'G' }] },
  );
  servers.push(server);
  const env = {
    CARBONCLOUD_BASE_URL: server.url,
    CARBONCLOUD_TOKEN_URL: `${server.url}/token`,
    CARBONCLOUD_USERNAME: 'ann',
    CARBONCLOUD_PASSWORD: 'pass-word',
  };
  await dir.write('moved.yaml', 'swagger: "2.0"\npaths:\n  /my-groups:\n    get: { summary: List available groups }\n');
  const config = (routes: object) =>
    dir.write('conf/c.json', JSON.stringify({ version: 1, openapi: { carboncloud: 'retailer.json' }, routes }));
  const whoami = async (...flags: readonly string[]): Promise<string | undefined> => {
    expect(await dir.run(['whoami', 'carboncloud', '--config', 'conf/c.json', ...flags], { env })).toMatchObject({
      code: 0,
    });
    return server.seen.at(-1)?.url;
  };
  await config({});
  expect(await whoami()).toBe('/groups');
  expect(await whoami('--openapi', 'carboncloud=moved.yaml')).toBe('/my-groups');
  await config({ carboncloud: { listGroups: { path: '/groups/of/mine' } } });
  expect(await whoami('--openapi', 'carboncloud=moved.yaml')).toBe('/groups/of/mine');
  const shown = await dir.run(['routes', '--config', 'conf/c.json', '--openapi', 'carboncloud=moved.yaml']);
  expect(shown.stdout).toContain('carboncloud listGroups  overridden\n  GET /groups/of/mine, instead of GET /groups\n');
});

it('takes several documents, of several services', async () => {
  const dir = await openWorkDir();
  const flags = [`dcycle=${fixture('sold-products-fastapi.yaml')}`, fixture('variable-openapi.json')];
  const ran = await dir.run(['routes', '--json', ...flags.flatMap((flag) => ['--openapi', flag])]);
  const found = routesOf(ran).filter(({ standing }) => standing === 'openapi');
  expect(new Set(found.map(({ provider }) => provider))).toEqual(new Set(['dcycle', 'variable']));
});

it.each([
  { what: 'does not say whose it is', file: 'sold-products-fastapi.yaml', says: '--openapi dcycle=' },
  {
    what: 'is of another service',
    file: 'variable-openapi.json',
    as: 'carboncloud',
    says: 'no operation of CarbonCloud',
  },
  { what: 'is not there', file: 'nothing.json', says: 'cannot be read' },
  { what: 'is none', file: '../providers/test-authority.pem', says: 'is not an OpenAPI document' },
])('refuses a document that $what', async ({ file, as, says }) => {
  const dir = await openWorkDir();
  const ran = await dir.run(['routes', '--openapi', as ? `${as}=${fixture(file)}` : fixture(file)]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(says);
});

it('refuses a path of the config file that takes other ids', async () => {
  const dir = await openWorkDir({
    DCYCLE_API_KEY: 'k',
    DCYCLE_ORGANIZATION_ID: 'o',
    DCYCLE_BASE_URL: 'http://127.0.0.1:9',
  });
  const routes = { dcycle: { deletePurchase: { path: '/v1/purchases' } } };
  await dir.writeTrusted('carbonsheet.yaml', JSON.stringify({ version: 1, routes }));
  const ran = await dir.run(['whoami', 'dcycle']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('the path /v1/purchases for dcycle deletePurchase does not have the placeholders of');
});
