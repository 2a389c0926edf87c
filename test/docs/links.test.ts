// Every link of the documentation leads somewhere, also where the package is installed; every file that it names exists.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allPages, type Page, readPage, root } from './markdown.js';

let pages: readonly Page[] = [];
/** What `npm pack` takes along: the manifest's files, and what npm always takes. */
let shipped: readonly string[] = [];
beforeAll(async () => {
  pages = await allPages();
  const manifest: unknown = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
  shipped = [...z.object({ files: z.array(z.string()) }).parse(manifest).files, 'README.md', 'LICENSE', 'package.json'];
});

/** Paths as the documentation names them, in code and in commands. */
const NAMED = /(?<![\w./~-])(?:src|test|docs|samples|templates|examples)\/[\w./-]*\w/g;

describe('links of the documentation', () => {
  it('are many', () => {
    expect(pages.length).toBeGreaterThan(15);
    expect(pages.flatMap(({ links }) => links).length).toBeGreaterThan(80);
  });

  it('lead to a page and a heading that exist', async () => {
    const dead: string[] = [];
    for (const { path, links } of pages) {
      for (const link of links.filter((one) => !/^https?:/.test(one))) {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : normalize(join(dirname(path), file));
        if (!existsSync(join(root, target))) dead.push(`${path}: ${link}`);
        else if (anchor !== undefined && !(await readPage(target)).headings.some((one) => one.anchor === anchor))
          dead.push(`${path}: ${link}`);
      }
    }
    expect(dead).toEqual([]);
  });

  it('lead to files of the package', () => {
    const targets = pages
      .filter(({ path }) => path !== 'CONTRIBUTING.md')
      .flatMap(({ path, links }) =>
        links
          .filter((one) => !/^https?:|^#/.test(one))
          .map((link) => normalize(join(dirname(path), link.split('#')[0] ?? ''))),
      );
    const missing = targets.filter((file) => !shipped.some((entry) => file === entry || file.startsWith(`${entry}/`)));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('reach every page from the README', () => {
    const reached = pages.find(({ path }) => path === 'README.md')?.links.map((link) => link.split('#')[0]);
    const others = pages.map(({ path }) => path).filter((path) => path !== 'README.md');
    expect(others.filter((path) => !reached?.includes(path))).toEqual([]);
  });
});

it('names files that exist', () => {
  const missing = pages.flatMap(({ path, text }) =>
    [...text.matchAll(NAMED)].filter(([file]) => !existsSync(join(root, file))).map(([file]) => `${path}: ${file}`),
  );
  expect(missing).toEqual([]);
});
