// The generated parts of the documentation are what the code gives today; `npm run docs` writes them anew.

import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { generated } from './generated.js';
import { parsePage, readPage, root } from './markdown.js';

it.each(Object.keys(generated))('%s is up to date: run npm run docs where it is not', async (path) => {
  const { text } = await readPage(path);
  const parts = generated[path] ?? {};
  const begun = [...text.matchAll(/^<!-- begin (.*) -->$/gm)].map(([, name]) => name);
  expect(begun.sort()).toEqual(Object.keys(parts).sort());
  let current = text;
  for (const [name, part] of Object.entries(parts)) {
    const made = await part(parsePage(path, current));
    const place = new RegExp(`(<!-- begin ${name} -->\n).*?(<!-- end ${name} -->)`, 's');
    current = current.replace(place, (_, begin: string, end: string) => `${begin}\n${made}\n\n${end}`);
  }
  if (process.env.UPDATE_DOCS) await writeFile(`${root}/${path}`, current);
  else expect(text).toBe(current);
});
