// Windows-1252, the encoding of Windows in Western Europe and America: its bytes as text, and its characters as bytes.
// Not left to TextDecoder, which some releases of Node have decode it as Latin 1, without `€` and the curly quotes.

/** The characters of bytes 80 to 9F. The five that stand for nothing stay control characters, as in the WHATWG's table. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const FIRST = 0x80;

/** Bytes that stand for no character. */
export const UNDEFINED_BYTES: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

const byteOf = new Map(Array.from(HIGH, (char, i) => [char, FIRST + i]));

export function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => HIGH[char.charCodeAt(0) - FIRST] ?? char);
}

/** The text's bytes; undefined when Windows-1252 has not all of its characters. */
export function encodeWindows1252(text: string): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code < FIRST || (code > 0x9f && code < 0x100) ? code : byteOf.get(text.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
