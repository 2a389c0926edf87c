// Reads the pages of the documentation: headings, links, code. What they must say is left to the tests.

import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** A page, read. */
export interface Page {
  /** From the root of the project, as `docs/import.md`. */
  readonly path: string;
  readonly text: string;
  readonly headings: readonly string[];
  /** The names that links may have behind `#`. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly string[];
  readonly blocks: readonly CodeBlock[];
  /** Inline code, as it stands. */
  readonly code: readonly string[];
}

const BLOCK = /^( *)```(\w*)\n(.*?)^\1```$/gms;

/** Reads a page by its path from the root of the project. */
export async function readPage(path: string): Promise<Page> {
  const text = await readFile(`${root}/${path}`, 'utf8');
  const blocks = [...text.matchAll(BLOCK)].map(([, indent = '', language = '', body = '']) => {
    return { language, text: body.replaceAll(`\n${indent}`, '\n').trim() };
  });
  const prose = text.replace(BLOCK, '');
  const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  const code = [...prose.matchAll(/`([^`\n]+(?:\n[^`\n]+)?)`/g)].map(([, words = '']) => words.replace('\n', ' '));
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return { path, text, headings, anchors: anchorsOf(headings), links, blocks, code };
}

/** The pages for users and contributors, the README first. */
export async function allPages(): Promise<readonly Page[]> {
  const docs = (await readdir(`${root}/docs`)).filter((file) => file.endsWith('.md')).sort();
  return Promise.all(['README.md', 'CONTRIBUTING.md', ...docs.map((file) => `docs/${file}`)].map(readPage));
}

/** Anchors as GitHub makes them. */
function anchorsOf(headings: readonly string[]): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = headings.map((heading) => {
    const plain = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(plain) ?? 0;
    seen.set(plain, count + 1);
    return count === 0 ? plain : `${plain}-${count}`;
  });
  return new Set(anchors);
}

/** A table. */
export function table(titles: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [row(titles), `|${'---|'.repeat(titles.length)}`, ...lines.map(row)].join('\n');
}
