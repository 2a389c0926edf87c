import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { variableTokenPath } from '../../../src/sandbox/account.js';
import { chaosKinds, namedMishap, planChaos } from '../../../src/sandbox/faults/chaos.js';
import { tokenPath } from '../drive.js';

const kinds = Object.keys(chaosKinds);

/** How often each kind came in a number of requests. */
function tally(
  plan: ReturnType<typeof planChaos>,
  requests: number,
  path = '/v1/purchases',
  method = 'POST',
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let n = 0; n < requests; n += 1) {
    const kind = plan(path, method)?.kind ?? 'none';
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

describe('chaos', () => {
  it('keeps its shares, whatever the seed', () => {
    for (const seed of [1, 2, 3]) {
      const counts = tally(planChaos({ spec: 'drop-after=5%, 429=5%,500-after=2%,reset=1%,425=0.5%', seed }), 100_000);
      // Four standard deviations of a binomial count of 100,000.
      const near = (share: number): { from: number; to: number } => {
        const slack = 4 * Math.sqrt(100_000 * share * (1 - share));
        return { from: 100_000 * share - slack, to: 100_000 * share + slack };
      };
      const shares = { 'drop-after': 0.05, '429': 0.05, '500-after': 0.02, reset: 0.01, '425': 0.005, none: 0.865 };
      expect(Object.keys(counts).sort()).toEqual(Object.keys(shares).sort());
      for (const [kind, share] of Object.entries(shares)) {
        expect(counts[kind]).toBeGreaterThan(near(share).from);
        expect(counts[kind]).toBeLessThan(near(share).to);
      }
    }
  });

  it('does the same again with the same seed, and something else with another', () => {
    const faults = (seed: number): (string | undefined)[] => {
      const plan = planChaos({ spec: 'all', seed });
      return Array.from({ length: 500 }, () => plan('/v1/purchases', 'POST')?.kind);
    };
    expect(faults(7)).toEqual(faults(7));
    expect(faults(7)).not.toEqual(faults(8));
  });

  it('means every kind by all, and leaves nine requests in ten alone', () => {
    const plan = planChaos({ spec: 'all', seed: 1 });
    const counts = tally(plan, 50_000);
    expect(Object.keys(counts).sort()).toEqual([...kinds.filter((kind) => kind !== 'login-503'), 'none'].sort());
    expect(counts.none).toBeGreaterThan(44_000);
    expect(counts.none).toBeLessThan(46_000);
    expect(Object.keys(tally(plan, 5_000, tokenPath)).sort()).toEqual(['login-503', 'none']);
  });

  it.each(['/auth/login', tokenPath, variableTokenPath])('leaves %s alone unless told otherwise', (path) => {
    expect(tally(planChaos({ spec: 'drop-after=100%', seed: 1 }), 100, path)).toEqual({ none: 100 });
    const plan = planChaos({ spec: 'login-503=100%', seed: 1 });
    expect(tally(plan, 100, path)).toEqual({ 'login-503': 100 });
    expect(tally(plan, 100)).toEqual({ none: 100 });
  });

  it.each([
    ['latency=1%:250ms', 'latency', 250],
    ['latency=1%', 'latency', 300],
    ['late=1%:5s', 'late', 5000],
    ['drip=1%:0ms', 'drip', 0],
  ])('takes times as in %s', (spec, kind, delayMs) => {
    const plan = planChaos({ spec: spec.replace('1%', '100%'), seed: 1 });
    expect(plan('/v1/purchases', 'POST')).toMatchObject({ kind, fault: { delayMs } });
    expect(namedMishap(spec.replace('=1%', ''))).toMatchObject({ kind, fault: { delayMs } });
  });

  it('takes shares up to 100 % and no more', () => {
    expect(() => planChaos({ spec: 'reset=33.3%,429=33.3%,425=33.4%', seed: 1 })).not.toThrow();
    expect(() => planChaos({ spec: 'reset=60%,429=40.1%', seed: 1 })).toThrow(/add up to 100.1 %/);
  });

  it.each([
    ['', /""/],
    ['drop', /"drop"/],
    ['drop-afte=5%', /"drop-afte" is no kind/],
    ['constructor=5%', /"constructor" is no kind/],
    ['drop-after=5', /drop-after=5%/],
    ['drop-after=-5%', /"drop-after=-5%"/],
    ['drop-after=5%,', /""/],
    ['drop-after=5%,drop-after=1%', /drop-after is given twice/],
    ['all,drop-after=5%', /"all"/],
    ['drop-after=5%:2s', /drop-after takes no time/],
    ['latency=5%:2', /"2" is no time/],
    ['latency=5%:2m', /"2m" is no time/],
  ])('refuses %j and lists the kinds', (spec, why) => {
    const refused = () => planChaos({ spec, seed: 1 });
    expect(refused).toThrow(why);
    expect(refused).toThrow(expect.objectContaining({ code: 'CHAOS_REFUSED' }));
    for (const kind of kinds) expect(refused).toThrow(kind);
  });

  it('is documented, each kind with the time that it takes', async () => {
    const page = await readFile(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
    const [, section = ''] = page.split('| kind of chaos |');
    const [table = ''] = section.split('\n\n');
    const told = [...table.matchAll(/^\| (`.*?`) \| .*? \| .*? \| (.*?) \|$/gm)].flatMap(([, names = '', time]) =>
      [...names.matchAll(/`(.*?)`/g)].map(([, name = '']) => [name, time]),
    );
    const known = Object.entries(chaosKinds).map(([name, { delayMs }]) => [name, delayMs ? `${delayMs} ms` : '']);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(known));
  });
});
