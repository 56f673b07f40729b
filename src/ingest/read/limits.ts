/** How large the parts of a file may be before it is refused, or its row becomes a finding. */

/** Bytes of one field. */
export const maxField = 64 * 1024;
export const maxColumns = 500;
/** Bytes of one line: what is longer is no table. */
export const maxLine = 64 * 1024 * 1024;
/** Unpacked bytes per packed byte; judged once more than `ratioFrom` bytes came out. */
export const maxRatio = 100;
export const ratioFrom = 1024 * 1024;
/** Records that one row with a count may stand for. */
export const maxRepeat = 1_000_000;
/** Files in one archive. */
export const maxEntries = 1000;
/** Bytes that one archive may unpack to. */
export const maxUnpacked = 8 * 1024 * 1024 * 1024;
/** Bytes of a workbook's sheets: it is read as a whole. */
export const maxWorkbook = 128 * 1024 * 1024;
