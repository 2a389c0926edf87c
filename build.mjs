// Builds dist/: the command and the library as one bundle in parts, which are loaded when they are used, and the licences of
// the packages in it. Types are checked, and declared, by tsc.

import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

/** Packages in CommonJS call for Node's own modules by `require`. */
const REQUIRE =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** Zod brings its messages in fifty languages, of which English is used. */
const englishAlone = {
  name: 'english-alone',
  setup: ({ onLoad }) =>
    onLoad({ filter: /zod.v4.locales.index\.js$/ }, () => ({ contents: "export { default as en } from './en.js';" })),
};

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: ['src/cli/main.ts', 'src/index.ts'],
  outdir: 'dist',
  outbase: 'src',
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // A native library, which npm chooses for the machine.
  external: ['libsql'],
  banner: { js: REQUIRE },
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none',
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  plugins: [englishAlone],
});

/** The folder of each package of which there is code in the bundle. */

const packages = new Set(
  Object.keys(metafile.inputs).flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
);

/** A package's own words on its licence: its file, or what its manifest names. */
async function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const by = typeof author === 'string' ? author : author?.name;
  const text = file ? await readFile(`${folder}/${file}`, 'utf8') : `Licence: ${license}${by ? `, by ${by}` : ''}`;
  return `${name} ${version}\n\n${text.trim()}\n`;
}

const notices = await Promise.all([...packages].sort().map(licenceOf));
const RULE = `\n${'-'.repeat(80)}\n\n`;
await writeFile(
  'dist/THIRD-PARTY-LICENCES.txt',
  `carbonsheet contains code of these packages.\n${RULE}${notices.join(RULE)}`,
);
