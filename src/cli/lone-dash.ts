// A lone `-` stands for standard input. yargs takes it for an option without a name and drops it, so another word, which
// no argument can be, stands for it while yargs is at work.

const STAND_IN = '\u0000-';

/** Arguments as yargs may see them. */
export function hideLoneDash(argv: readonly string[]): string[] {
  return argv.map((argument) => (argument === '-' ? STAND_IN : argument));
}

/** What yargs made of them, with every `-` back in its place. */
export function showLoneDash(parsed: unknown): unknown {
  if (parsed === STAND_IN) return '-';
  if (Array.isArray(parsed)) return parsed.map(showLoneDash);
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, showLoneDash(value)]));
}
