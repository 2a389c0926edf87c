// The marks and fixed values of zip archives, for those who read them and those who write them (PKWARE APPNOTE.TXT, 4.3 and 4.4).

/** What the records of an archive begin with. */
export const LOCAL_HEADER = 0x0403_4b50;
export const DATA_DESCRIPTOR = 0x0807_4b50;
export const DIRECTORY_ENTRY = 0x0201_4b50;
export const DIRECTORY_END = 0x0605_4b50;
export const ZIP64_DIRECTORY_END = 0x0606_4b50;
export const ZIP64_LOCATOR = 0x0706_4b50;

/** The length of the last record, without a comment. */
export const DIRECTORY_END_BYTES = 22;

/** How a part is packed. */
export const STORED = 0;
export const DEFLATED = 8;

/** Of sizes and places: the value stands in a record of the 64-bit extension. */
export const IN_ZIP64 = 0xffff_ffff;

/** 1 January 1980, 00:00: the earliest that the format can say. Time in the low two bytes, date in the high two. */
export const FIRST_DATE = 0x0021_0000;
