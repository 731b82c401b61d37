import { own } from "../../../../values/own.js";
import { isArray, isObject } from "../../expressions/json-path/compare.js";
import {
  atMostOne,
  type Check,
  checkFields,
  field,
  isListOf,
  isNumber,
  isObjectOf,
  isOneOf,
  isText,
  type JsonObject,
  requireFields,
  type Schema,
  type Situation,
} from "./checks.js";
import type { Place } from "./diagnostics.js";
import { isSinglePath, isTemplate, orJsonata } from "./expressions.js";

const LONGEST_LABEL = 40;
const LARGEST_BATCH = 262_144;
const MOST_ITEMS = 100_000_000;

/** ProcessorConfig. */
export const isProcessorConfig: Check = isObjectOf((config, place, situation) => {
  const mode = own(config, "Mode");
  checkFields(config, place, PROCESSOR_CONFIG, situation);
  if (mode === "DISTRIBUTED") {
    requireFields(config, ["ExecutionType"], place, situation);
    // The rejection is documented; the message is an assumption.
    if (situation.machine.type === "EXPRESS")
      situation.report.fail(place.field("Mode"), "Express state machine does not support Distributed Map");
  } else if (own(config, "ExecutionType") !== undefined) {
    situation.report.fail(place, "Field 'ExecutionType' is not supported");
  }
});

const PROCESSOR_CONFIG: Schema = new Map([
  ["Mode", field(isOneOf("INLINE", "DISTRIBUTED"))],
  ["ExecutionType", field(isOneOf("STANDARD", "EXPRESS"))],
]);

/** ItemReader. */
export const isItemReader: Check = isObjectOf((reader, place, situation) => {
  requireFields(reader, ["Resource"], place, situation);
  checkFields(reader, place, ITEM_READER, situation);
});

const isReaderResource: Check = (value, place, { report }) => {
  if (
    typeof value !== "string" ||
    !/^arn:aws[a-z-]*:states:[a-z0-9-]*:[0-9]*:s3:(getObject|listObjectsV2)$/.test(value)
  ) {
    report.fail(place, "The field 'Resource' does not match any of the allowed values");
  }
};

const isReaderConfig: Check = isObjectOf((config, place, situation) => {
  checkFields(config, place, READER_CONFIG, situation);
  atMostOne(config, ["MaxItems", "MaxItemsPath"], place, situation);
  checkCsv(config, place, situation);
});

const READER_CONFIG: Schema = new Map([
  ["InputType", field(isOneOf("CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"))],
  ["ManifestType", field(isOneOf("ATHENA_DATA", "S3_INVENTORY"))],
  ["Transformation", field(isOneOf("NONE", "LOAD_AND_FLATTEN"))],
  ["CSVHeaderLocation", field(isOneOf("FIRST_ROW", "GIVEN"))],
  ["CSVHeaders", field(isListOf(isText))],
  ["CSVDelimiter", field(isOneOf("COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"))],
  ["MaxItems", field(orJsonata(isNumber(1, MOST_ITEMS)))],
  ["MaxItemsPath", field(isSinglePath, "JSONPath")],
  ["ItemsPointer", field(isText)],
]);

function checkCsv(config: JsonObject, place: Place, situation: Situation): void {
  const location = own(config, "CSVHeaderLocation");
  if (own(config, "InputType") === "CSV") {
    if (location === undefined) situation.report.fail(place, "The field 'CSVHeaderLocation' is required");
  } else if (location !== undefined && own(config, "InputType") !== "MANIFEST") {
    situation.report.fail(place, "Field 'CSVHeaderLocation' is not supported");
  }
  if (location === "GIVEN") requireFields(config, ["CSVHeaders"], place, situation);
}

const ITEM_READER: Schema = new Map([
  ["Resource", field(isReaderResource)],
  ["Parameters", field(isTemplate, "JSONPath")],
  ["Arguments", field(isTemplate, "JSONata")],
  ["ReaderConfig", field(isReaderConfig)],
]);

/** ItemBatcher. */
export const isItemBatcher: Check = isObjectOf((batcher, place, situation) => {
  atMostOne(batcher, ["MaxItemsPerBatch", "MaxItemsPerBatchPath"], place, situation);
  atMostOne(batcher, ["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"], place, situation);
  checkFields(batcher, place, ITEM_BATCHER, situation);
});

const ITEM_BATCHER: Schema = new Map([
  ["MaxItemsPerBatch", field(orJsonata(isNumber(1)))],
  ["MaxItemsPerBatchPath", field(isSinglePath, "JSONPath")],
  ["MaxInputBytesPerBatch", field(orJsonata(isNumber(1, LARGEST_BATCH)))],
  ["MaxInputBytesPerBatchPath", field(isSinglePath, "JSONPath")],
  ["BatchInput", field(isTemplate)],
]);

/** ResultWriter. */
export const isResultWriter: Check = isObjectOf((writer, place, situation) => {
  checkFields(writer, place, RESULT_WRITER, situation);
});

const isWriterResource: Check = (value, place, { report }) => {
  if (typeof value !== "string" || !/^arn:aws[a-z-]*:states:[a-z0-9-]*:[0-9]*:s3:putObject$/.test(value)) {
    report.fail(place, "The field 'Resource' does not match any of the allowed values");
  }
};

const WRITER_CONFIG: Schema = new Map([
  ["Transformation", field(isOneOf("NONE", "COMPACT", "FLATTEN"))],
  ["OutputType", field(isOneOf("JSON", "JSONL"))],
]);

const RESULT_WRITER: Schema = new Map([
  ["Resource", field(isWriterResource)],
  ["Parameters", field(isTemplate, "JSONPath")],
  ["Arguments", field(isTemplate, "JSONata")],
  [
    "WriterConfig",
    field(isObjectOf((config, place, situation) => checkFields(config, place, WRITER_CONFIG, situation))),
  ],
]);

/** Label: a part of the ARNs of map runs. */
export const isLabel: Check = (value, place, situation) => {
  const { report, machine } = situation;
  if (typeof value !== "string") return isText(value, place, situation);
  if (value.length > LONGEST_LABEL) {
    report.error(
      place,
      "INVALID_LABEL_NAME",
      `Label '${value}' exceeds the ${LONGEST_LABEL}-character limit allowed by the service`,
    );
  } else if (!/^[^\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]+$/u.test(value)) {
    report.error(place, "INVALID_LABEL_NAME", `Invalid Label name: ${value}`);
  }
  if (machine.labels.has(value))
    report.error(place, "DUPLICATE_LABEL_NAME", `Duplicate Label name: ${value}`);
  machine.labels.add(value);
};

/** Items: an array, an object, or an expression for either. */
export const isItems: Check = (value, place, situation) => {
  if (isArray(value) || isObject(value) || typeof value === "string") isTemplate(value, place, situation);
  else situation.report.fail(place, "Expected value of type Array");
};
