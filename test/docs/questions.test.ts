// Ten things that people look for are two clicks away from the README, below a heading that reads like the question.

import { expect, it } from 'vitest';
import { readPage } from './markdown.js';

const questions: readonly (readonly [question: string, page: string, heading: string])[] = [
  ['my decimal comma is not read', 'docs/reading.md', 'Why is my decimal comma not read?'],
  ['how do I resume', 'docs/resume-and-undo.md', 'How do I resume an import?'],
  ['what does exit code 5 mean', 'docs/resume-and-undo.md', 'What does in doubt mean? (exit code 5)'],
  ['how do I run it monthly in cron', 'docs/monthly-export.md', 'How do I run it monthly in cron?'],
  ['how do I undo', 'docs/resume-and-undo.md', 'How do I undo an import?'],
  ['how do I get an API key in', 'docs/configuration.md', 'How do I give it an API key?'],
  ['the product exists already', 'docs/import.md', 'What happens to rows that the service already has?'],
  ['which fields does resold-products need', 'docs/datasets.md', 'resold-products'],
  ['proxy', 'docs/configuration.md', 'How do I connect through a proxy?'],
  ['CA', 'docs/configuration.md', 'My network has its own certificates (CA). How do I trust them?'],
  ['what is in doubt', 'docs/resume-and-undo.md', 'What does in doubt mean? (exit code 5)'],
];

it.each(questions)('%s', async (_question, path, heading) => {
  const readme = await readPage('README.md');
  expect(readme.links).toContain(path);
  // The page opens with links to its headings.
  const { headings, links } = await readPage(path);
  const found = headings.find(({ text }) => text === heading);
  expect(links).toContain(`#${found?.anchor}`);
});
