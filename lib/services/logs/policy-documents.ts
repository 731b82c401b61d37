import { isObject, type Members, parsedObject } from "../../policies/document.js";
import { invalidParameter } from "./errors.js";
import type { PolicyType, Processor } from "./generated/types.js";

const DATA_PROTECTION_VERSION = "2021-06-01";
const MOST_FIELDS = 20;

/**
 * Valid first processors of a transformer:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Transformation-Processors.html
 */
const PARSERS: ReadonlySet<string> = new Set([
  "csv",
  "grok",
  "parseCloudfront",
  "parseJSON",
  "parseKeyValue",
  "parsePostgres",
  "parseRoute53",
  "parseToOCSF",
  "parseVPC",
  "parseWAF",
]);

/** @throws InvalidParameterException for a document that is not what its type of account policy has. */
export function checkAccountDocument(type: PolicyType, document: string): void {
  switch (type) {
    case "DATA_PROTECTION_POLICY":
      return checkDataProtection(document);
    case "SUBSCRIPTION_FILTER_POLICY":
      return checkSubscription(document);
    case "FIELD_INDEX_POLICY":
      indexedFields(document);
      return;
    case "TRANSFORMER_POLICY":
      return checkTransformerDocument(document);
    case "METRIC_EXTRACTION_POLICY":
      if (!parsedObject(document)) throw malformed("metric extraction");
  }
}

/**
 * The two statements must name the same data:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html
 */
export function checkDataProtection(document: string): void {
  const policy = parsedObject(document);
  if (!policy) throw malformed("data protection");
  if (policy.Version !== DATA_PROTECTION_VERSION) {
    throw invalidParameter(`Policy Version must be ${DATA_PROTECTION_VERSION}`);
  }
  const statements = Array.isArray(policy.Statement) ? policy.Statement.filter(isObject) : [];
  const audit = statements.find((statement) => hasOperation(statement, "Audit"));
  const deidentify = statements.find((statement) => hasOperation(statement, "Deidentify"));
  if (!audit || !deidentify || statements.length !== 2) throw malformed("data protection");
  const [audited, masked] = [audit.DataIdentifier, deidentify.DataIdentifier];
  if (!Array.isArray(audited) || JSON.stringify(audited) !== JSON.stringify(masked)) {
    throw malformed("data protection");
  }
}

/** The fields in an index policy, in either of its two forms. @throws InvalidParameterException */
export function indexedFields(document: string): string[] {
  const policy = parsedObject(document);
  if (!policy) throw malformed("field index");
  const fields = Array.isArray(policy.Fields) ? policy.Fields : Object.keys(membersOr(policy.FieldsV2));
  const names = fields.filter((field) => typeof field === "string" && field !== "");
  if (names.length === 0 || names.length !== fields.length || names.length > MOST_FIELDS) {
    throw malformed("field index");
  }
  return names;
}

/** @throws InvalidParameterException for processors of which the first parses nothing. */
export function checkProcessors(processors: readonly Processor[]): void {
  const [first] = processors;
  if (!first || !isParser(first)) throw noParser();
}

function checkTransformerDocument(document: string): void {
  const processors = parsed(document);
  if (!Array.isArray(processors)) throw malformed("transformer");
  const [first]: unknown[] = processors;
  if (!isObject(first) || !isParser(first)) throw noParser();
}

function checkSubscription(document: string): void {
  if (typeof parsedObject(document)?.DestinationArn === "string") return;
  throw invalidParameter("Malformed Subscription filter policy");
}

function isParser(processor: object): boolean {
  return Object.entries(processor).some(([name, value]) => value !== undefined && PARSERS.has(name));
}

function hasOperation({ Operation }: Members, name: string): boolean {
  return isObject(Operation) && isObject(Operation[name]);
}

function membersOr(value: unknown): Members {
  return isObject(value) ? value : {};
}

/** The parsed JSON document; `undefined` if it is invalid. */
function parsed(document: string): unknown {
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
}

function noParser(): Error {
  return invalidParameter("Transformer config should begin with parser.");
}

/** The code is AWS's, the message is an assumption. */
function malformed(kind: string): Error {
  return invalidParameter(`Malformed ${kind} policy`);
}
