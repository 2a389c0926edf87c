// A row's story as lines for people. Pure: takes data, gives text.

import type { Paint } from './text.js';

/** A line of the story: its subject and its text. */
export type StoryLine = readonly [about: string, text: string];

/** Lines under a heading, with their subjects in one column. */
export function storyText(heading: string, lines: readonly StoryLine[], paint: Paint): readonly string[] {
  const width = Math.max(...lines.map(([about]) => about.length));
  return [paint('strong', heading), ...lines.map(([about, text]) => `  ${paint('dim', about.padEnd(width))}  ${text}`)];
}
