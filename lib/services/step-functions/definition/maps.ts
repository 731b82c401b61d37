import type { Fields } from "./fields.js";
import type { DistributedMap, ItemReader, MapState, ResultWriter, StateGraph } from "./types.js";

type MapFields = Pick<MapState, "processor" | "items" | "itemSelector" | "maxConcurrency" | "distributed">;

/** The additional fields of Map states. `compileGraph` compiles the states of the processor. */
export function compileMap(fields: Fields, compileGraph: (processor: Fields) => StateGraph): MapFields {
  const processor = fields.object("ItemProcessor") ?? fields.object("Iterator");
  if (processor === undefined)
    throw new TypeError("The definition has not been validated: a Map state has no states.");
  return {
    processor: compileGraph(processor),
    items: fields.dynamic("Items"),
    itemSelector: fields.template("ItemSelector") ?? fields.template("Parameters"),
    maxConcurrency: fields.dynamic("MaxConcurrency"),
    distributed: distributedOf(fields, processor.object("ProcessorConfig")),
  };
}

function distributedOf(fields: Fields, config: Fields | undefined): DistributedMap | undefined {
  if (config?.string("Mode") !== "DISTRIBUTED") return undefined;
  return {
    executionType: config.oneOf("ExecutionType", ["STANDARD", "EXPRESS"]) ?? "STANDARD",
    label: fields.string("Label"),
    itemReader: readerOf(fields.object("ItemReader")),
    itemBatcher: batcherOf(fields.object("ItemBatcher")),
    resultWriter: writerOf(fields.object("ResultWriter")),
    toleratedFailureCount: fields.dynamic("ToleratedFailureCount"),
    toleratedFailurePercentage: fields.dynamic("ToleratedFailurePercentage"),
  };
}

function readerOf(reader: Fields | undefined): ItemReader | undefined {
  if (reader === undefined) return undefined;
  const config = reader.object("ReaderConfig");
  return {
    resource: reader.requiredString("Resource"),
    parameters: reader.template("Parameters") ?? reader.template("Arguments"),
    config: {
      inputType: config?.oneOf("InputType", ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]),
      manifestType: config?.oneOf("ManifestType", ["ATHENA_DATA", "S3_INVENTORY"]),
      transformation: config?.oneOf("Transformation", ["NONE", "LOAD_AND_FLATTEN"]),
      csvHeaderLocation: config?.oneOf("CSVHeaderLocation", ["FIRST_ROW", "GIVEN"]),
      csvHeaders: config?.strings("CSVHeaders"),
      csvDelimiter: config?.oneOf("CSVDelimiter", ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"]),
      maxItems: config?.dynamic("MaxItems"),
      itemsPointer: config?.string("ItemsPointer"),
    },
  };
}

function batcherOf(batcher: Fields | undefined): DistributedMap["itemBatcher"] {
  return (
    batcher && {
      maxItemsPerBatch: batcher.dynamic("MaxItemsPerBatch"),
      maxInputBytesPerBatch: batcher.dynamic("MaxInputBytesPerBatch"),
      batchInput: batcher.template("BatchInput"),
    }
  );
}

function writerOf(writer: Fields | undefined): ResultWriter | undefined {
  if (writer === undefined) return undefined;
  const config = writer.object("WriterConfig");
  return {
    resource: writer.string("Resource"),
    parameters: writer.template("Parameters") ?? writer.template("Arguments"),
    transformation: config?.oneOf("Transformation", ["NONE", "COMPACT", "FLATTEN"]),
    outputType: config?.oneOf("OutputType", ["JSON", "JSONL"]),
  };
}
