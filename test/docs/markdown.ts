// Reads the pages of the documentation: headings, links, code. What they must say is left to the tests.

import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

export interface Heading {
  /** 1 for the title of the page. */
  readonly level: number;
  readonly text: string;
  /** What links have behind `#`. */
  readonly anchor: string;
}

/** A page, read. */
export interface Page {
  /** From the root of the project, as `docs/import.md`. */
  readonly path: string;
  readonly text: string;
  readonly headings: readonly Heading[];
  readonly links: readonly string[];
  readonly blocks: readonly CodeBlock[];
  /** Inline code, as it stands. */
  readonly code: readonly string[];
}

const BLOCK = /^( *)```(\w*)\n(.*?)^\1```$/gms;

/** Reads a page by its path from the root of the project. */
export async function readPage(path: string): Promise<Page> {
  return parsePage(path, await readFile(`${root}/${path}`, 'utf8'));
}

/** Reads the text of a page. */
export function parsePage(path: string, text: string): Page {
  const blocks = [...text.matchAll(BLOCK)].map(([, indent = '', language = '', body = '']) => {
    return { language, text: body.replaceAll(`\n${indent}`, '\n').trim() };
  });
  const prose = text.replace(BLOCK, '');
  const code = [...prose.matchAll(/`([^`\n]+(?:\n[^`\n]+)?)`/g)].map(([, words = '']) => words.replace('\n', ' '));
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return { path, text, headings: headingsIn(prose), links, blocks, code };
}

/** The pages for users and contributors, the README first. */
export async function allPages(): Promise<readonly Page[]> {
  const docs = (await readdir(`${root}/docs`)).filter((file) => file.endsWith('.md')).sort();
  return Promise.all(['README.md', 'CONTRIBUTING.md', ...docs.map((file) => `docs/${file}`)].map(readPage));
}

/** Headings with anchors as GitHub makes them. */
function headingsIn(prose: string): readonly Heading[] {
  const seen = new Map<string, number>();
  return [...prose.matchAll(/^(#+) (.*)$/gm)].map(([, marks = '', text = '']) => {
    const plain = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(plain) ?? 0;
    seen.set(plain, count + 1);
    return { level: marks.length, text, anchor: count === 0 ? plain : `${plain}-${count}` };
  });
}

/** A table. */
export function table(titles: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [row(titles), `|${'---|'.repeat(titles.length)}`, ...lines.map(row)].join('\n');
}
