// The same pages as an export, read and thrown away: `export-download.js footprints|products|purchases URL`. Of a page only what leads to the next
// one is looked at. As many requests at a time as the export has.

import { Agent, request } from 'undici';

const [kind = '', base = ''] = process.argv.slice(2);
const agent = new Agent();
const AT_ONCE = 4;
const [MOST_IDS, SIZE] = [256, 100];

async function textOf(path: string, body?: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const reply = await request(`${base}${path}`, {
    dispatcher: agent,
    headers,
    ...(body === undefined ? {} : { method: 'POST' as const, body }),
  });
  return reply.body.text();
}

/** Products with their footprints. @param andAll their baselines and supplier periods, too */
async function footprints(andAll: boolean): Promise<void> {
  const group = 'groupId=00000000-0000-4000-8000-000000000001';
  const inFlight = new Set<Promise<unknown>>();
  let ids: string[] = [];
  const take = async (path: string, body?: string): Promise<void> => {
    while (inFlight.size > AT_ONCE) await Promise.race(inFlight);
    const asked = textOf(path, body);
    inFlight.add(asked);
    void asked.then(() => inFlight.delete(asked));
  };
  const ask = async (some: readonly string[]): Promise<void> => {
    await take(`/resold-products/footprints?${group}`, JSON.stringify(some));
    if (!andAll) return;
    await take(`/resold-products/footprint-baselines?${group}`, JSON.stringify(some));
    for (const id of some) await take(`/resold-products/${id}/suppliers`);
  };
  for (let from = ''; ; ) {
    const page = JSON.parse(await textOf(`/resold-products?${group}&limit=128${from}`)) as { id: string }[];
    ids.push(...page.map(({ id }) => id));
    while (ids.length >= MOST_IDS) {
      await ask(ids.slice(0, MOST_IDS));
      ids = ids.slice(MOST_IDS);
    }
    const last = page.at(-1);
    if (last === undefined) break;
    from = `&from=${last.id}`;
  }
  if (ids.length > 0) await ask(ids);
  await Promise.all(inFlight);
}

async function purchases(): Promise<void> {
  const first = JSON.parse(await textOf(`/v1/purchases?page=1&size=${SIZE}`)) as { pages: number };
  for (let page = 2; page <= first.pages + 1; page += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => textOf(`/v1/purchases?page=${page + index}&size=${SIZE}`)),
    );
}

await (kind === 'purchases' ? purchases() : footprints(kind === 'products'));
await agent.destroy();
