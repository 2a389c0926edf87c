// Codes of units that programs write in a column of units and people do not: UNECE Recommendation 20 and 21, SAP, GS1. They are only
// recognised, never converted: the service decides what it knows. Units that people write are in units.ts.

const CODES: ReadonlySet<string> = new Set(
  // Rec 20: pieces, masses, volumes, lengths, areas, energy, time.
  (
    'C62 EA H87 PCE NMB NAR PR SET DZN GRO CEN MIL KGM GRM MGM TNE DTN LBR ONZ CWT LTR MLT CLT DLT HLT MTQ CMQ DMQ MTR CMT MMT KMT DMT ' +
    'FOT INH YRD MTK CMK MMK HAR FTK YDK KWH MWH GWH JOU KJO GJ WTT KWT HUR DAY WEE MON ANN MIN SEC E48 ' +
    // Rec 21: packages.
    'BX CT CR PK PA PF PX BG BE CA CS DR RO RL TU BO BJ TRY XBX XCT XPK XPX ' +
    // SAP, as its German and English systems show them.
    'ST STK KAR PAL PAK PAC FL FLS BTL BOT DOS DS ROL BEU KI KIS GAL STD VE PAA PAAR ML CM MM M2 M3 ZST TAG PC CSE CAR CAS BAG DZ'
  ).split(' '),
);

/** Whether a text is such a code: in capitals, as programs write it. */
export function isUnitCode(text: string): boolean {
  return CODES.has(text);
}
