import type { Json } from "../../../runtime/store/codec.js";
import { own } from "../../../values/own.js";
import type { ReaderConfig } from "../definition/types.js";
import { isArray, isObject } from "../expressions/json-path/compare.js";
import { parseJson } from "../json/parse.js";
import { itemReaderFailed } from "../map-runs/failures.js";

/** A file in a manifest, and its format. */
export interface ManifestFile {
  readonly bucket: string;
  readonly key: string;
  readonly config: ReaderConfig;
}

/**
 * The files of a manifest: of an S3 inventory, whose files are CSV with the columns in the manifest; or of
 * Athena's UNLOAD, which is a list of S3 URIs of JSON Lines files.
 *
 * @throws StateFailed States.ItemReaderFailed
 */
export function manifestFiles(text: string, config: ReaderConfig): readonly ManifestFile[] {
  return config.manifestType === "ATHENA_DATA" ? athenaFiles(text, config) : inventoryFiles(text);
}

function athenaFiles(text: string, config: ReaderConfig): readonly ManifestFile[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const { bucket, key } = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/.exec(line.trim())?.groups ?? {};
    if (bucket === undefined || key === undefined) {
      throw itemReaderFailed(`The manifest has a line that is no S3 URI: ${line}`);
    }
    const inputType = config.inputType === "MANIFEST" ? "JSONL" : config.inputType;
    return { bucket, key, config: { ...config, inputType } };
  });
}

function inventoryFiles(text: string): readonly ManifestFile[] {
  const parsed = parseJson(text);
  if ("problem" in parsed)
    throw itemReaderFailed(`The manifest is not valid JSON: ${parsed.problem.message}`);
  const files = memberOf(parsed.value, "files") ?? null;
  const schema = textOf(parsed.value, "fileSchema");
  const bucket = textOf(parsed.value, "destinationBucket").replace(/^arn:[^:]*:s3:::/, "");
  if (!isArray(files)) throw itemReaderFailed("The manifest of an S3 inventory must have a list of files.");
  const config: ReaderConfig = {
    inputType: "CSV",
    csvHeaderLocation: "GIVEN",
    csvHeaders: schema.split(",").map((column) => column.trim()),
  };
  return files.map((file) => ({ bucket, key: textOf(file, "key"), config }));
}

function memberOf(value: Json, name: string): Json | undefined {
  return isObject(value) ? own(value, name) : undefined;
}

function textOf(value: Json, name: string): string {
  const member = memberOf(value, name);
  if (typeof member !== "string") throw itemReaderFailed(`The manifest of an S3 inventory lacks ${name}.`);
  return member;
}
