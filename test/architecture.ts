// Checks a tree of source files against the order of the rooms. Pure: gets the files' text, gives complaints in words.
// Reads import lines, not syntax: enough for code that a formatter keeps in one shape.

import { posix } from 'node:path';

/** Path below `src/`, such as `plan/action.ts`, to the file's text. */
export type Tree = ReadonlyMap<string, string>;

interface Edge {
  readonly from: string;
  readonly to: string;
}

interface Import extends Edge {
  /** Only types: nothing of the other file runs. */
  readonly types: boolean;
}

const everyRoom =
  'problems datasets values mapping selection suspects validate dedup plan pace workbook read ledger providers upload write report sandbox';

/** Which rooms a room may import. `types:x` stands for the types of x alone. */
const mayImport: Readonly<Record<string, string>> = {
  problems: '',
  sandbox: '',
  pace: 'problems',
  datasets: 'problems',
  values: 'problems types:datasets',
  mapping: 'problems datasets values',
  validate: 'problems datasets values mapping',
  dedup: 'problems datasets values',
  selection: 'problems datasets values mapping dedup',
  suspects: 'problems datasets values mapping selection dedup',
  plan: 'problems datasets values',
  workbook: 'problems values',
  read: 'problems values workbook',
  ledger: 'problems plan',
  providers: 'problems datasets values dedup plan pace',
  upload: 'problems datasets dedup plan pace ledger providers',
  write: 'problems datasets values plan workbook types:report',
  report: 'problems datasets values plan',
  pipeline: everyRoom,
  'index.ts': `${everyRoom} pipeline`,
  cli: `${everyRoom} pipeline`,
};

/** All that is wrong with a tree; each complaint names the file or the pair of files. */
export function complaintsAbout(tree: Tree): readonly string[] {
  const imports = [...tree].flatMap(([path, text]) => importsOf(path, text));
  const folders = foldersWithin(tree);
  return [
    ...imports.flatMap(forbidden),
    ...imports.flatMap(betweenProviders),
    // Within a folder, files may name each other's types: nothing runs in a circle. Between folders types count too.
    ...cycle(imports.filter(({ types }) => !types)).map((path) => `files in a cycle: ${path}`),
    ...cycle(between(imports, roomOf)).map((path) => `rooms in a cycle: ${path}`),
    ...cycle(between(imports, (path) => folderOf(path, folders))).map((path) => `folders in a cycle: ${path}`),
    ...crowded(tree),
    ...[...tree].flatMap(([path, text]) => (opensWithComment(text) ? [] : [`${path} does not open with a comment`])),
    ...[...tree].flatMap(([path, text]) => outsideWorld(path, text)),
  ];
}

/** A file beside the rooms, such as index.ts, is its own room. */
function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** Every folder that has folders in it. */
function foldersWithin(tree: Tree): ReadonlySet<string> {
  return new Set([...tree.keys()].map((path) => posix.dirname(posix.dirname(path))));
}

/** The folder of a file; a file beside folders is its own. */
function folderOf(path: string, outer: ReadonlySet<string>): string {
  const folder = posix.dirname(path);
  return outer.has(folder) ? path : folder;
}

const MOST_FILES = 24;

/** Folders with more files than a reader takes in at a glance; datasets are a list with a file each. */
function crowded(tree: Tree): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of tree.keys()) counts.set(posix.dirname(path), (counts.get(posix.dirname(path)) ?? 0) + 1);
  return [...counts].flatMap(([folder, count]) =>
    count > MOST_FILES && folder !== 'datasets' ? [`${folder} has ${count} files: give it rooms of its own`] : [],
  );
}

/** The imports that cross from one place to another. */
function between(imports: readonly Import[], placeOf: (path: string) => string): readonly Edge[] {
  return imports
    .map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) }))
    .filter(({ from, to }) => from !== to);
}

/** Folders of `providers/` that every provider may use. */
const sharedByProviders = ['http', 'openapi', 'replies', 'lists', 'writes'];

function betweenProviders({ from, to }: Import): readonly string[] {
  const [one, other] = [providerOf(from), providerOf(to)];
  if (one === undefined || other === undefined || one === other) return [];
  return [`${from} -> ${to}: no provider may import another`];
}

function providerOf(path: string): string | undefined {
  const [room, folder, file] = path.split('/');
  if (room !== 'providers' || file === undefined || folder === undefined) return undefined;
  return sharedByProviders.includes(folder) ? undefined : folder;
}

const statement = /^\s*(?:import|export)\b([^'"`;]*?)\bfrom\s+'([^']+)'/gm;
const withoutNames = /^\s*import\s+'([^']+)'/gm;
const atRunTime = /\bimport\(\s*'([^']+)'/g;

function importsOf(from: string, text: string): readonly Import[] {
  const code = withoutComments(text);
  const found = [
    ...[...code.matchAll(statement)].map(([, names = '', target = '']) => ({ target, types: onlyTypes(names) })),
    ...[...code.matchAll(withoutNames)].map(([, target = '']) => ({ target, types: false })),
    ...[...code.matchAll(atRunTime)].map(([, target = '']) => ({ target, types: false })),
  ];
  return found
    .filter(({ target }) => target.startsWith('.'))
    .map(({ target, types }) => ({ from, to: resolved(from, target), types }));
}

function resolved(from: string, target: string): string {
  return posix.join(posix.dirname(from), target).replace(/\.js$/, '.ts');
}

/** Of `type { A }` or `{ type A, type B }`. */
function onlyTypes(names: string): boolean {
  if (/^\s*type\b/.test(names)) return true;
  const inBraces = /^\s*\{([^}]*)\}\s*$/.exec(names)?.[1];
  return (inBraces ?? 'value').split(',').every((name) => /^\s*(type\b.*)?$/s.test(name));
}

function forbidden({ from, to, types }: Import): readonly string[] {
  const [room, other] = [roomOf(from), roomOf(to)];
  const allowed = mayImport[room]?.split(' ');
  if (allowed === undefined) return [`${from} stands in ${room}, which the order of rooms does not know`];
  if (room === other || allowed.includes(other) || (types && allowed.includes(`types:${other}`))) return [];
  return [`${from} -> ${to}: ${room} may not import ${other}`];
}

/** The first cycle of a graph as `a -> b -> a`, if there is one. */
function cycle(edges: readonly Edge[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] => {
    const start = path.indexOf(node);
    if (start >= 0) return [[...path.slice(start), node].join(' -> ')];
    if (done.has(node)) return [];
    for (const to of next.get(node) ?? []) {
      const found = visit(to, [...path, node]);
      if (found.length > 0) return found;
    }
    done.add(node);
    return [];
  };
  for (const node of next.keys()) {
    const found = visit(node, []);
    if (found.length > 0) return found;
  }
  return [];
}

function opensWithComment(text: string): boolean {
  return /^(#!.*\n+)?\/[/*]/.test(text);
}

const ambient =
  /\b(?:console|process)(?:\.[a-zA-Z]|\[)|=\s*process\b|'(?:node:)?(?:process|console)'|\b(?:Date\.now|Math\.random|performance\.now|setTimeout|setInterval)\b|new Date\(\)/;

/** The console, the arguments and the environment belong to cli/; time and chance are arguments, defaulted in one file. */
function outsideWorld(path: string, text: string): readonly string[] {
  if (roomOf(path) === 'cli' || path === 'pace/system-clock.ts') return [];
  const use = ambient.exec(withoutComments(text));
  return use === null ? [] : [`${path} reaches outside (${use[0]})`];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
