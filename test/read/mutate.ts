// Damages files at random, as bad disks, bad programs and attackers do. The same random numbers give the same damage.

import { gunzipSync, gzipSync } from 'node:zlib';
import { zipOf } from './files.js';

/** Whole numbers from 0 up to, not including, a limit. */
export type Random = (limit: number) => number;

/** Random numbers from a seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(limit, 1);
  };
}

/** A sound file. */
export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
  /** Of a workbook: its parts, unpacked. */
  readonly parts?: Readonly<Record<string, Buffer>>;
}

/** A damaged file and what was done to it. */
export interface Mutant {
  readonly how: string;
  readonly bytes: Buffer;
}

/** Damages a file in one to three ways. */
export function mutate({ bytes, parts }: Seed, random: Random): Mutant {
  const inside = parts !== undefined && random(3) > 0 ? damageParts(parts, random) : undefined;
  const gzipped = bytes[0] === 0x1f && random(2) === 0;
  let mutant: Mutant = inside ?? { how: '', bytes: gzipped ? gunzipSync(bytes) : bytes };
  // Damage inside of an archive is found by its readers only if the archive is sound.
  for (let times = inside === undefined ? 1 + random(3) : random(8) === 0 ? 1 : 0; times > 0; times--) {
    const { how, bytes: next } = damageBytes(mutant.bytes, random);
    mutant = { how: `${mutant.how} ${how}`, bytes: next };
  }
  return gzipped ? { how: `in gzip:${mutant.how}`, bytes: gzipSync(mutant.bytes) } : mutant;
}

function damageParts(parts: Readonly<Record<string, Buffer>>, random: Random): Mutant {
  const entries = Object.entries(parts);
  const options = { deflate: random(2) === 0, descriptors: random(4) === 0, zip64: random(4) === 0 };
  const how: string[] = [];
  for (let times = 1 + random(2); times > 0; times--) {
    const at = random(entries.length);
    const [name = '', bytes = Buffer.alloc(0)] = entries[at] ?? [];
    switch (random(8)) {
      case 0:
        entries.sort(() => random(3) - 1);
        how.push('parts reordered');
        break;
      case 1:
        if (entries.length > 1) entries.splice(at, 1);
        how.push(`part ${name} removed`);
        break;
      case 2:
        entries[at] = [name, entries[random(entries.length)]?.[1] ?? bytes];
        how.push(`part ${name} replaced by another`);
        break;
      default: {
        const damaged = random(3) === 0 ? damageBytes(bytes, random) : breakXml(bytes, random);
        entries[at] = [name, damaged.bytes];
        how.push(`${name}: ${damaged.how}`);
      }
    }
  }
  return { how: how.join(', '), bytes: zipOf(Object.fromEntries(entries), options) };
}

function damageBytes(bytes: Buffer, random: Random): Mutant {
  const at = random(bytes.length);
  const length = 1 + random(Math.min(bytes.length, 400));
  const damaged = Buffer.from(bytes);
  switch (random(6)) {
    case 0:
      return { how: `cut off at ${at}`, bytes: damaged.subarray(0, at) };
    case 1:
      for (let times = 1 + random(8); times > 0; times--) damaged[random(bytes.length)] = random(256);
      return { how: 'bytes changed', bytes: damaged };
    case 2:
      if (bytes.length > 0) damaged[at] = (damaged[at] ?? 0) ^ (1 << random(8));
      return { how: `bit flipped at ${at}`, bytes: damaged };
    case 3:
      return {
        how: `${length} bytes lost at ${at}`,
        bytes: Buffer.concat([damaged.subarray(0, at), damaged.subarray(at + length)]),
      };
    case 4: {
      const from = random(bytes.length);
      const piece = damaged.subarray(from, from + length);
      return {
        how: `spliced ${from} to ${at}`,
        bytes: Buffer.concat([damaged.subarray(0, at), piece, damaged.subarray(at)]),
      };
    }
    default:
      damaged.fill(random(2) === 0 ? 0 : 0xff, at, Math.min(at + length, bytes.length));
      return { how: `${length} bytes blanked at ${at}`, bytes: damaged };
  }
}

const pieces = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '=',
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<?x',
  '?>',
  '<!DOCTYPE x [<!ENTITY a "aaaa">]>',
  '&a;',
  '&#0;',
  '&#x110000;',
  '&amp',
  '\0',
  '\ufeff',
  '<row r="1">',
  '</row>',
  '<row r="4000000000">',
  '<c r="XFE1">',
  '<c r="A0">',
  '</c>',
  '<c t="s"><v>99999999999999999999</v></c>',
  '<v>',
  '</v>',
  '<v>-1</v>',
  '<v>1e999</v>',
  '</sheetData>',
  '<sheetData>',
  '<si>',
  '</si>',
  '<t>',
  '<is>',
  ' t="zz"',
  ' s="-1"',
  ' s="99999999"',
  '_x0000_',
  '_xD800_',
  'NaN',
  '   ',
] as const;

/** Changes tags, attributes and numbers, so that what is read stays nearly right. */
function breakXml(bytes: Buffer, random: Random): Mutant {
  const text = bytes.toString('latin1');
  const piece = pieces[random(pieces.length)] ?? '';
  const marks = [...text.matchAll(/[<>"]|\d+/g)].slice(0, 5000);
  const mark = marks[random(marks.length)];
  const at = mark?.index ?? 0;
  const cut = random(2) === 0 ? (mark?.[0].length ?? 0) : 0;
  const broken = text.slice(0, at) + piece + text.slice(at + cut);
  return { how: `${JSON.stringify(piece)} for ${cut} at ${at}`, bytes: Buffer.from(broken, 'latin1') };
}
