/** The properties of an archive that Lambda validates. */
export interface ZipSummary {
  readonly entries: number;
  /** Total size of the unpacked files in bytes. */
  readonly unzippedSize: number;
}

const END_OF_CENTRAL_DIRECTORY = 0x06054b50;
const CENTRAL_FILE_HEADER = 0x02014b50;
const END_RECORD_SIZE = 22;
const LONGEST_COMMENT = 65_535;
const FILE_HEADER_SIZE = 46;

/**
 * Reads the directory of a ZIP archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT);
 * `undefined` for other bytes. Nothing is unpacked.
 */
export function summarizeZip(bytes: Uint8Array): ZipSummary | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecordOf(view);
  if (end === undefined) return undefined;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let unzippedSize = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + FILE_HEADER_SIZE > end || view.getUint32(at, true) !== CENTRAL_FILE_HEADER) return undefined;
    unzippedSize += view.getUint32(at + 24, true);
    at +=
      FILE_HEADER_SIZE +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
  return { entries, unzippedSize };
}

/** The end record is last, except for a comment of unknown length. */
function endRecordOf(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_RECORD_SIZE - LONGEST_COMMENT);
  for (let at = view.byteLength - END_RECORD_SIZE; at >= first; at--) {
    if (view.getUint32(at, true) === END_OF_CENTRAL_DIRECTORY) return at;
  }
  return undefined;
}
