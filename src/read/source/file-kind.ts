// What kind of file it is, by its first bytes and never by its name; and the refusal of what is no table, with what to do about it.
// The inside of a zip archive is judged in workbook-parts.ts.

import { isUtf8 } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { Stop } from '../../problems/stop.js';
import { utf16Of } from '../text/utf-16.js';

const SAVE_AS_XLSX = 'Open it in Excel or LibreOffice and save it as .xlsx or CSV.';

/** Kinds that are refused: what the file is, and what to do about it. */
const refusals = {
  ENCRYPTED_WORKBOOK: [
    'is a workbook protected by a password',
    'Open it in Excel and remove the password (File, Info, Protect Workbook, Encrypt with Password: leave it empty), then save.',
  ],
  OLD_EXCEL_FILE: ['is a workbook of Excel 97-2003 (.xls)', SAVE_AS_XLSX],
  BINARY_WORKBOOK: ['is a binary workbook (.xlsb)', SAVE_AS_XLSX],
  OPEN_DOCUMENT: ['is an OpenDocument spreadsheet (.ods, .fods)', SAVE_AS_XLSX],
  NUMBERS_FILE: ['is an Apple Numbers document', 'In Numbers choose File, Export To, Excel or CSV.'],
  OFFICE_DOCUMENT: ['is a Word or PowerPoint document', 'Copy its table into a workbook and save it as .xlsx.'],
  LOCK_FILE: [
    'is a lock file that Excel leaves beside an open workbook',
    'Choose the workbook itself: the name without "~$".',
  ],
  ZIP_ARCHIVE: ['is a zip archive without a workbook', 'Unpack it and give the file inside.'],
  GZIP_FILE: ['is packed with gzip, and what is inside is no text', 'Unpack it first: gunzip FILE.'],
  PACKED_FILE: ['is a packed archive', 'Unpack it and give the file inside.'],
  PDF_FILE: ['is a PDF document', 'Ask for the table as .xlsx or CSV.'],
  IMAGE_FILE: ['is an image', 'Ask for the table as .xlsx or CSV.'],
  HTML_FILE: ['is a web page (HTML), which some programs save under the name .xls', SAVE_AS_XLSX],
  XML_SPREADSHEET: ['is an XML spreadsheet of Excel 2003', SAVE_AS_XLSX],
  XML_FILE: ['is an XML file', 'Ask for the table as .xlsx or CSV.'],
  DIF_FILE: ['is a data interchange file (.dif)', SAVE_AS_XLSX],
  SYLK_FILE: ['is a SYLK file (.slk)', SAVE_AS_XLSX],
  RTF_FILE: ['is a rich text document', 'Ask for the table as .xlsx or CSV.'],
  UTF32_FILE: ['is text in UTF-32', 'Save it as "CSV UTF-8".'],
  BINARY_FILE: ['is neither a workbook nor text', 'Give an .xlsx workbook or a CSV file.'],
} as const;

export type RefusedKind = keyof typeof refusals;

/** The error for a file of a kind that is not read. */
export function refuse(path: string, kind: RefusedKind): Stop {
  const [what, cure] = refusals[kind];
  return new Stop('input', kind, `${path} ${what}`, cure);
}

const signatures: readonly (readonly [kind: RefusedKind, latin1: string])[] = [
  ['UTF32_FILE', '\xff\xfe\0\0'],
  ['UTF32_FILE', '\0\0\xfe\xff'],
  ['PDF_FILE', '%PDF-'],
  ['IMAGE_FILE', '\x89PNG'],
  ['IMAGE_FILE', '\xff\xd8\xff'],
  ['IMAGE_FILE', 'GIF8'],
  ['IMAGE_FILE', 'II*\0'],
  ['IMAGE_FILE', 'MM\0*'],
  ['IMAGE_FILE', '\0\0\x01\0'],
  ['PACKED_FILE', '7z\xbc\xaf\x27\x1c'],
  ['PACKED_FILE', 'Rar!\x1a\x07'],
  ['PACKED_FILE', 'BZh'],
  ['PACKED_FILE', '\xfd7zXZ\0'],
  ['PACKED_FILE', '\x28\xb5\x2f\xfd'],
  // The bare streams of Excel 2 to 4, without an OLE container.
  ['OLD_EXCEL_FILE', '\x09\0\x04\0'],
  ['OLD_EXCEL_FILE', '\x09\x02\x06\0'],
  ['OLD_EXCEL_FILE', '\x09\x04\x06\0'],
  ['OLD_EXCEL_FILE', '\x09\x08\x08\0'],
  ['OLD_EXCEL_FILE', '\x09\x08\x10\0'],
  ['SYLK_FILE', 'ID;P'],
  ['DIF_FILE', 'TABLE\n0,1\n"'],
  ['DIF_FILE', 'TABLE\r\n0,1\r\n"'],
  ['RTF_FILE', '{\\rtf'],
];

const OLE_SIGNATURE = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';
/**
 * `zip`, `gzip`, `text` of any encoding, or why the file is refused.
 * @param start The first bytes of the file, some 64 KiB or all of it.
 */
export async function kindOf(file: FileHandle, start: Buffer): Promise<'zip' | 'gzip' | 'text' | RefusedKind> {
  const head = start.toString('latin1', 0, 16);
  if (head.startsWith('\x1f\x8b')) return 'gzip';
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return 'zip';
  if (head.startsWith(OLE_SIGNATURE)) return oleKind(file, start);
  for (const [kind, signature] of signatures) if (head.startsWith(signature)) return kind;
  if (isOtherImage(start)) return 'IMAGE_FILE';
  if (isLockFile(start)) return 'LOCK_FILE';
  return markupKind(start) ?? binaryKind(start) ?? 'text';
}

/** WebP, HEIC and AVIF name themselves behind a length; so does a bitmap, whose two letters alone could begin a text. */
function isOtherImage(start: Buffer): boolean {
  const head = start.toString('latin1', 0, 12);
  if (/^RIFF.{4}WEBP/s.test(head) || /^.{4}ftyp(?:hei|mif|avi)/s.test(head)) return true;
  return head.startsWith('BM') && start.length > 14 && start.readUInt32LE(6) === 0 && start.readUInt32LE(10) < 1100;
}

/** An OLE container holds an .xls, or the encrypted package of an .xlsx: its directory names its streams in UTF-16. */
async function oleKind(file: FileHandle, start: Buffer): Promise<RefusedKind> {
  if (start.length < 512) return 'BINARY_FILE';
  const sectorBytes = 1 << Math.min(start.readUInt16LE(30), 16);
  const directory = Buffer.alloc(4096);
  const at = (start.readUInt32LE(48) + 1) * sectorBytes;
  const { bytesRead } = await file.read(directory, 0, directory.length, at);
  const names = directory.toString('utf16le', 0, bytesRead);
  if (/EncryptedPackage|EncryptionInfo|DataSpaces/.test(names)) return 'ENCRYPTED_WORKBOOK';
  return /WordDocument|PowerPoint Document/.test(names) ? 'OFFICE_DOCUMENT' : 'OLD_EXCEL_FILE';
}

/** Excel's `~$name.xlsx`: 165 bytes with the name of who has the workbook open, its length at 0 and again at 55. */
function isLockFile(start: Buffer): boolean {
  return start.length === 165 && start[0] === start[55] && start[56] === 0;
}

function markupKind(start: Buffer): RefusedKind | undefined {
  const encoding = utf16Of(start);
  const bytes = start.subarray(0, 8192);
  const decoded = encoding === undefined ? bytes.toString('latin1') : new TextDecoder(encoding).decode(bytes);
  const text = decoded.replace(/^(?:\ufeff|\xef\xbb\xbf)?(?:\s|<!--(?:(?!-->).)*-->)*/s, '').toLowerCase();
  // Web pages saved as one file are mail: their headers come first.
  if (/^mime-version:/.test(text) && text.includes('multipart/related')) return 'HTML_FILE';
  if (!text.startsWith('<')) return undefined;
  if (text.includes('urn:schemas-microsoft-com:office:spreadsheet') && /^<(?:\?xml|workbook)\b/.test(text)) {
    return 'XML_SPREADSHEET';
  }
  if (text.includes('urn:oasis:names:tc:opendocument')) return 'OPEN_DOCUMENT';
  if (/^<(?:!doctype html|html|head|meta|style|body|table|div|font|center)\b/.test(text)) return 'HTML_FILE';
  if (!text.startsWith('<?xml')) return undefined;
  return text.includes('<html') ? 'HTML_FILE' : 'XML_FILE';
}

/** Text has few control characters; a stray NUL in an otherwise clean file is still text. */
function binaryKind(start: Buffer): RefusedKind | undefined {
  if (utf16Of(start)) return undefined;
  let controls = 0;
  for (const byte of start) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls++;
  // The last bytes may be the first half of a character.
  const share = controls / start.length;
  const most = isUtf8(start.subarray(0, Math.max(start.length - 3, 0))) ? 0.2 : 0.03;
  return share > most ? 'BINARY_FILE' : undefined;
}
