import { describe, expect, it } from 'vitest';
import { gatherContacts, mergedContacts } from '../../../../src/providers/carboncloud/supplier/contacts.js';
import type { FaultPlan } from '../../../../src/sandbox/faults/faults.js';
import { connect } from '../../connecting.js';
import { loopbackBy } from '../../loopback.js';
import { bindingOf, list, look, makeProduct, makeSupplier, matchOf, row, running, send } from '../running.js';

const suppliers = await bindingOf('suppliers');

const farm = { name: 'Oat farm', customId: 'S-1' };
const ann = { email: 'ann@example.com', firstName: 'Ann', lastName: 'Berg' };
const bo = { email: 'bo@example.com', firstName: 'Bo', lastName: 'Ek' };
const annCells = { contactEmail: ann.email, contactFirstName: 'Ann', contactLastName: 'Berg' };
const boCells = { contactEmail: bo.email, contactFirstName: 'Bo', contactLastName: 'Ek' };
const bo2Cells = { contact2Email: bo.email, contact2FirstName: 'Bo', contact2LastName: 'Ek' };

describe('contacts of several rows', () => {
  it.each([
    ['two people', [[ann], [bo]], [ann, bo], []],
    ['one of them twice', [[ann, bo], [ann]], [ann, bo], []],
    ['one whose name comes later', [[{ ...ann, firstName: '' }], [ann]], [ann], []],
    ['an address in capitals', [[ann], [{ ...ann, email: 'Ann@Example.com' }]], [ann], []],
    ['one address and two names', [[ann], [{ ...ann, firstName: 'Anna' }, bo]], [ann], [[1, ann.email]]],
  ])('of %s', (_, rows, contacts, clashes) => {
    const gathered = gatherContacts(rows);
    expect(gathered.contacts).toEqual(contacts);
    expect([...gathered.clashes]).toEqual(clashes);
  });

  it.each([
    ['the same', [ann], undefined],
    ['an address in capitals', [{ ...ann, email: 'ANN@example.com' }], undefined],
    ['no names', [{ ...ann, firstName: '', lastName: '' }], undefined],
    ['nobody', [], undefined],
    ['another name', [{ ...ann, firstName: 'Anna' }], [{ ...ann, id: '1', firstName: 'Anna' }]],
    ['another one', [bo], [{ ...ann, id: '1' }, bo]],
  ])('beside those that are held: %s', (_, given, sent) => {
    expect(mergedContacts([{ ...ann, id: '1' }], given)).toEqual(sent);
  });
});

describe('a supplier', () => {
  it('is created by one request for all of its rows, with every contact', async () => {
    const { session, server, count } = await running();
    const results = await send(
      suppliers,
      session,
      { ...farm, ...annCells },
      { name: 'Rice farm' },
      { ...farm, ...boCells },
      { name: 'oat FARM', contactEmail: 'cy@example.com' },
    );
    expect(results.map(({ status }) => status)).toEqual(['created', 'created', 'created', 'created']);
    const ids = results.map(({ remoteId }) => remoteId);
    expect(ids).toEqual([ids[0], ids[1], ids[0], ids[0]]);
    expect(ids[1]).not.toBe(ids[0]);
    expect(count('POST /suppliers')).toBe(2);
    expect(server.suppliers()).toMatchObject([
      { ...farm, contacts: [ann, bo, { email: 'cy@example.com', firstName: '', lastName: '' }] },
      { name: 'Rice farm', customId: '', contacts: [] },
    ]);
  });

  it('whose rows come in several batches is created once', async () => {
    const { session, server } = await running();
    const [first] = await send(suppliers, session, { ...farm, ...annCells });
    const [second] = await send(suppliers, session, { ...farm, ...boCells });
    expect(second).toMatchObject({ status: 'created', remoteId: first?.remoteId });
    expect(server.suppliers()).toMatchObject([{ ...farm, contacts: [ann, bo] }]);
  });

  it('is created anew after it was deleted', async () => {
    const { session, server } = await running();
    const id = await makeSupplier(session, farm);
    await send(suppliers, session, row('delete', id));
    const [again] = await send(suppliers, session, farm);
    expect(again?.status).toBe('created');
    expect(server.suppliers()).toHaveLength(1);
  });

  it.each([
    ['its custom id, whatever its name', { customId: 'S-1', name: 'Other' }, false],
    ['its name', { name: 'oat  farm' }, false],
    ['all it has', { ...farm, ...annCells }, true],
    ['no contact', farm, true],
    ['a new contact', { ...farm, ...boCells }, false],
    ['another custom id', { ...farm, customId: 'S-2' }, undefined],
    ['another name', { name: 'Oat fields' }, undefined],
  ])('is found by a row with %s', async (_, record, same) => {
    const { session } = await running();
    const id = await makeSupplier(session, { ...farm, ...annCells });
    const [found] = await look(suppliers, session, record);
    expect(found).toEqual(same === undefined ? undefined : { remoteId: id, same });
  });

  it('is told to stay where it was invited', async () => {
    const { session } = await running();
    const supplierId = await makeSupplier(session, farm);
    const id = await makeProduct(session);
    await session.call('setSupplierPeriods', {
      params: { id },
      body: { kind: 'json', value: { suppliers: [{ supplierId, validFrom: '2024-01-01' }] } },
    });
    expect(await matchOf(suppliers, session, farm)).not.toHaveProperty('undeletable');
    await session.call('invite', { body: { kind: 'json', value: { products: [{ id }], supplierId } } });
    expect((await matchOf(suppliers, session, farm)).undeletable?.code).toBe('UNDELETABLE');
  });
});

describe('an update of a supplier', () => {
  const patched = async (record: object, ...more: readonly object[]) => {
    const bodies: unknown[] = [];
    const { session, server } = await running();
    const id = await makeSupplier(session, { ...farm, ...annCells, ...bo2Cells });
    const watching: typeof session = {
      ...session,
      call: (route, call) => {
        if (route === 'updateSupplier' && call?.body?.kind === 'json') bodies.push(call.body.value);
        return session.call(route, call);
      },
    };
    const rows = [record, ...more].map((one) => row('update', id, { ...one }));
    const results = await send(suppliers, watching, ...rows);
    return { results, bodies, held: server.suppliers()[0] };
  };

  it('sends only what differs', async () => {
    const { bodies, held } = await patched({ ...farm, name: 'Oat fields', ...annCells });
    expect(bodies).toEqual([{ name: 'Oat fields' }]);
    expect(held).toMatchObject({ name: 'Oat fields', customId: 'S-1', contacts: [ann, bo] });
  });

  it('keeps contacts that it does not name, with their ids', async () => {
    const { bodies, held } = await patched({ ...farm, ...boCells, contactFirstName: 'Bodil' });
    const id = expect.any(String);
    expect(bodies).toEqual([
      {
        contacts: [
          { ...ann, id },
          { ...bo, id, firstName: 'Bodil' },
        ],
      },
    ]);
    expect(held).toMatchObject({ contacts: [ann, { ...bo, firstName: 'Bodil' }] });
  });

  it('of several rows is one request', async () => {
    const { bodies, results } = await patched({ ...farm, contactEmail: 'c@x.se' }, { ...farm, contactEmail: 'd@x.se' });
    expect(bodies).toHaveLength(1);
    expect(results.map(({ status }) => status)).toEqual(['updated', 'updated']);
  });

  it('sends nothing where nothing differs', async () => {
    expect((await patched({ ...farm, ...boCells })).bodies).toEqual([]);
  });

  it('goes by PUT where the service takes no PATCH, and asks once', async () => {
    const server = await loopbackBy(({ url, method }) => {
      if (url.includes('/token')) return { status: 200, json: { access_token: 't', expires_in: 300 } };
      return method === 'PATCH' ? { status: 405 } : { status: 200, json: { id: '1', ...farm } };
    });
    const { session } = connect('carboncloud', server.url);
    for (const name of ['Oat fields', 'Oat hills']) {
      expect(await send(suppliers, session, row('update', '1', { name }))).toMatchObject([{ status: 'updated' }]);
    }
    await server.close();
    const changes = server.seen.filter(({ url, method }) => url === '/suppliers/1' && method !== 'GET');
    expect(changes.map(({ method }) => method)).toEqual(['PATCH', 'PUT', 'PUT']);
    expect(JSON.parse(changes[2]?.body ?? '')).toEqual({ name: 'Oat hills' });
  });
});

describe('rows that cannot be written', () => {
  it('fail alone where they name a contact otherwise', async () => {
    const { session, server } = await running();
    const results = await send(
      suppliers,
      session,
      { ...farm, ...annCells },
      { ...farm, ...annCells, contactFirstName: 'Anna' },
    );
    expect(results).toMatchObject([{ status: 'created' }, { status: 'failed', finding: { code: 'CONTACT_DIFFERS' } }]);
    expect(server.suppliers()).toMatchObject([{ contacts: [ann] }]);
  });

  it('fail with the reason of the service, and the others are created', async () => {
    const { session } = await running();
    const results = await send(suppliers, session, { name: 'ab' }, farm);
    expect(results).toMatchObject([{ status: 'failed', finding: { code: 'REFUSED' } }, { status: 'created' }]);
  });

  it('are in doubt when the answer is lost, and are found later', async () => {
    const fault: FaultPlan = ({ method }) => (method === 'POST' ? { kind: 'drop-after' } : undefined);
    const { session } = await running({
      fault: (request) => (request.path === '/suppliers' ? fault(request) : undefined),
    });
    expect(await send(suppliers, session, farm)).toMatchObject([{ status: 'in-doubt', remoteId: '' }]);
    expect(await matchOf(suppliers, session, farm)).toMatchObject({ same: true });
  });

  it('wait where an earlier row of the supplier is in doubt', async () => {
    const fault: FaultPlan = ({ method, path, count }) =>
      method === 'POST' && path === '/suppliers' && count === 1 ? { kind: 'drop-after' } : undefined;
    const { session, server } = await running({ fault });
    expect(await send(suppliers, session, { ...farm, ...annCells })).toMatchObject([{ status: 'in-doubt' }]);
    const results = await send(suppliers, session, { ...farm, ...boCells }, { name: 'Rice farm' });
    expect(results).toMatchObject([{ status: 'unsent' }, { status: 'created' }]);
    expect(results[0]).not.toHaveProperty('stop');
    expect(server.suppliers()).toHaveLength(2);
  });

  it('stop the run where the service denies them, and what was done is told', async () => {
    const fault: FaultPlan = ({ method, path, count }) =>
      method === 'POST' && path === '/suppliers' && count === 2 ? { kind: 'status-before', status: 403 } : undefined;
    const { session, server } = await running({ fault });
    const names = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven'];
    const results = await send(suppliers, session, ...names.map((name) => ({ name: `${name} farm` })));
    expect(results.filter(({ status }) => status === 'created')).toHaveLength(server.suppliers().length);
    const unsent = results.filter(({ status }) => status === 'unsent');
    expect(unsent.length).toBeGreaterThan(0);
    expect(unsent.every(({ stop }) => stop?.kind === 'refused')).toBe(true);
  });
});

describe('deleting a supplier', () => {
  it('takes every row of it, and one request', async () => {
    const { session, server, count } = await running();
    const id = await makeSupplier(session, farm);
    const results = await send(
      suppliers,
      session,
      row('delete', id, farm),
      row('delete', id, { ...farm, ...annCells }),
    );
    expect(results.map(({ status }) => status)).toEqual(['deleted', 'deleted']);
    expect(count('DELETE /suppliers/{id}')).toBe(1);
    expect(server.suppliers()).toEqual([]);
    expect(await suppliers(session).readBack?.(id)).toBeUndefined();
  });

  it('is refused where another row of it is to be kept', async () => {
    const { session, server } = await running();
    const id = await makeSupplier(session, farm);
    const results = await send(
      suppliers,
      session,
      row('delete', id, farm),
      row('update', id, { ...farm, ...annCells }),
    );
    expect(results).toMatchObject([{ status: 'failed', finding: { code: 'UNDELETABLE' } }, { status: 'updated' }]);
    expect(server.suppliers()).toHaveLength(1);
  });
});

describe('an export of suppliers', () => {
  it('gives the rows that an import reads, more contacts in rows of their own', async () => {
    const { session } = await running();
    const four = ['a', 'b', 'c', 'd'].map((name) => ({ contactEmail: `${name}@example.com`, contactLastName: name }));
    const id = await makeSupplier(session, { ...farm, ...annCells });
    await send(suppliers, session, ...four.map((cells) => row('update', id, { ...farm, ...cells })));
    await makeSupplier(session, { name: 'Rice farm' });
    const rows = await list(suppliers, session);
    expect(rows.map(({ values }) => values)).toEqual([
      {
        ...farm,
        ...annCells,
        contact2Email: 'a@example.com',
        contact2LastName: 'a',
        contact3Email: 'b@example.com',
        contact3LastName: 'b',
      },
      {
        ...farm,
        contactEmail: 'c@example.com',
        contactLastName: 'c',
        contact2Email: 'd@example.com',
        contact2LastName: 'd',
      },
      { name: 'Rice farm' },
    ]);
    expect(rows.map(({ remoteId }) => remoteId)).toEqual([id, '', expect.stringMatching(/./)]);
    expect(rows[0]?.version).toMatch(/^2025-01-31T.*Z$/);
    expect(rows[0]?.shown).toMatchObject({ status: 'created', updatedAt: rows[0]?.version });
    expect(await suppliers(session).readBack?.(id)).toEqual(rows[0]?.values);
    const found = await look(suppliers, session, ...rows.map(({ values }) => values));
    expect(found.every((one) => one && 'same' in one && one.same)).toBe(true);
  });

  it('can be narrowed', async () => {
    const { session } = await running();
    await makeSupplier(session, farm);
    await makeSupplier(session, { name: 'Rice farm', customId: 'S-2' });
    const names = async (filters: object) =>
      (await list(suppliers, session, { ...filters })).map(({ values }) => values.name);
    expect(await names({ 'custom-id': ['S-2'] })).toEqual(['Rice farm']);
    expect(await names({ status: ['created'] })).toHaveLength(2);
    expect(await names({ status: ['active'] })).toEqual([]);
  });

  it('with three cells edited changes three fields', async () => {
    const { session, server } = await running();
    await makeSupplier(session, { ...farm, ...annCells, ...bo2Cells });
    await makeSupplier(session, { name: 'Rice farm' });
    const before = server.suppliers();
    const [first] = await list(suppliers, session);
    const edited = { ...first?.values, name: 'Oat fields', customId: 'S-9', contact2FirstName: 'Bodil' };
    const [result] = await send(suppliers, session, row('update', first?.remoteId ?? '', edited));
    expect(result?.status).toBe('updated');
    const [was, other] = before as { contacts: object[] }[];
    expect(server.suppliers()).toEqual([
      {
        ...was,
        name: 'Oat fields',
        customId: 'S-9',
        contacts: [was?.contacts[0], { ...was?.contacts[1], firstName: 'Bodil' }],
        updatedAt: expect.any(String),
      },
      other,
    ]);
  });
});
