import { isIdState } from "../../runtime/ids.js";
import { type BlobLine, type EndLine, FORMAT, type Header, KIND, type RowLine } from "./format.js";

/** A line after the first. */
export type Line =
  | { readonly kind: "row"; readonly row: RowLine }
  | { readonly kind: "blob"; readonly blob: BlobLine }
  | { readonly kind: "end"; readonly end: EndLine["end"] };

type Members = Readonly<Record<string, unknown>>;

/**
 * @param text `undefined` for a file without lines.
 * @throws Error for what is not the first line of a file of this format.
 */
export function parsedHeader(text: string | undefined): Header {
  const line = membersOf(text ?? "");
  if (line?.file !== KIND)
    throw new Error('it was not written by "aws-sim export" or sim.export(). Use a file that was');
  const { format, version, now, ids, tables } = line;
  if (format !== FORMAT)
    throw new Error(
      `it has format ${JSON.stringify(format)}, and this version of aws-sim reads format ${FORMAT}. Use version ${version} of aws-sim, which wrote it, or export the state again`,
    );
  if (
    typeof version !== "string" ||
    typeof now !== "string" ||
    Number.isNaN(Date.parse(now)) ||
    !isIdState(ids) ||
    !isVersions(tables)
  )
    throw new Error("line 1 is damaged. Copy the file again, or export the state again");
  return { file: KIND, format, version, now, ids, tables };
}

/** @throws Error for an invalid line. */
export function parsedLine(text: string): Line {
  const line = membersOf(text);
  if (!line) throw new Error("it is not a JSON object");
  if (isRow(line)) return { kind: "row", row: line };
  if (isBlob(line)) return { kind: "blob", blob: line };
  if (isEnd(line)) return { kind: "end", end: line.end };
  throw new Error("it has neither a row nor bytes nor the end");
}

function membersOf(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMembers(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isVersions(value: unknown): value is Header["tables"] {
  return isMembers(value) && Object.values(value).every(Number.isSafeInteger);
}

function isRow(line: Members): line is Members & RowLine {
  const { table, account, region, key, row } = line;
  const names = [table, account, region];
  return (
    names.every((name) => typeof name === "string") &&
    (typeof key === "string" || typeof key === "number") &&
    row !== undefined
  );
}

function isBlob(line: Members): line is Members & BlobLine {
  return typeof line.blob === "string" && typeof line.bytes === "string";
}

function isEnd(line: Members): line is Members & EndLine {
  const { end } = line;
  return isMembers(end) && typeof end.rows === "number" && typeof end.blobs === "number";
}
