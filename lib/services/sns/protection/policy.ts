import { isObject, type Members, many, parsedObject } from "../../../policies/document.js";
import { linearRegExp, UnsupportedRegExp } from "../../../text/linear-regexp.js";
import { dataProtectionPolicyInvalid } from "../errors/topics.js";

const MOST_CHARACTERS = 30_720;
const VERSION = "2021-06-01";
const OPERATIONS: ReadonlySet<string> = new Set(["Deny", "Audit", "Deidentify"]);
const MANAGED = /^arn:[\w-]+:dataprotection::aws:data-identifier\/([\w-]+)$/;
const DEFAULT_MASK = "#";

/** The operation of a statement on a message in which its identifiers match. */
export type ProtectionOperation =
  | { readonly kind: "Deny" }
  | { readonly kind: "Audit"; readonly sampleRate: number; readonly logGroup: string | undefined }
  /** Replaces each character with this one; the empty string removes it. */
  | { readonly kind: "Deidentify"; readonly mask: string };

/** A statement of a data protection policy. */
export interface ProtectionStatement {
  readonly direction: "Inbound" | "Outbound";
  /** ARNs, or `*`. */
  readonly principals: readonly string[];
  /** Names of managed identifiers and of custom identifiers of the policy. */
  readonly identifiers: readonly string[];
  readonly operation: ProtectionOperation;
}

/** A data protection policy: https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html */
export interface ProtectionPolicy {
  readonly statements: readonly ProtectionStatement[];
  /** The expressions of the custom identifiers of the policy, by name. */
  readonly custom: ReadonlyMap<string, string>;
}

/** Validates a data protection policy, which is stored unchanged. @throws InvalidParameter */
export function readDataProtectionPolicy(text: string): string {
  protectionPolicyOf(text);
  return text;
}

/** @throws InvalidParameter */
export function protectionPolicyOf(text: string): ProtectionPolicy {
  const policy = text.length <= MOST_CHARACTERS ? parsedObject(text) : undefined;
  if (!policy) throw dataProtectionPolicyInvalid("is not a JSON object of at most 30720 characters");
  if (policy.Version !== VERSION) throw dataProtectionPolicyInvalid(`Version must be ${VERSION}`);
  const statements = many<unknown>(policy.Statement);
  if (statements.length === 0) throw dataProtectionPolicyInvalid("Statement is missing");
  return { custom: customIn(policy.Configuration), statements: statements.map(statementOf) };
}

function customIn(configuration: unknown): ReadonlyMap<string, string> {
  const listed = isObject(configuration) ? many<unknown>(configuration.CustomDataIdentifier) : [];
  return new Map(
    listed.map((identifier) => {
      const { Name, Regex } = isObject(identifier) ? identifier : {};
      if (typeof Name !== "string" || typeof Regex !== "string" || !isExpression(Regex))
        throw dataProtectionPolicyInvalid("a CustomDataIdentifier must have a Name and a Regex");
      return [Name, Regex] as const;
    }),
  );
}

function isExpression(source: string): boolean {
  try {
    linearRegExp(source);
    return true;
  } catch (error) {
    if (error instanceof UnsupportedRegExp) return false;
    throw error;
  }
}

function statementOf(statement: unknown): ProtectionStatement {
  if (!isObject(statement)) throw dataProtectionPolicyInvalid("a statement must be an object");
  const { DataDirection: direction, DataIdentifier, Operation, Principal = "*" } = statement;
  if (direction !== "Inbound" && direction !== "Outbound")
    throw dataProtectionPolicyInvalid("DataDirection must be Inbound or Outbound");
  const identifiers = many<unknown>(DataIdentifier).map(
    (name) => MANAGED.exec(String(name))?.[1] ?? String(name),
  );
  if (identifiers.length === 0) throw dataProtectionPolicyInvalid("DataIdentifier is missing");
  return {
    direction,
    principals: many<unknown>(Principal).map(String),
    identifiers,
    operation: operationOf(Operation),
  };
}

function operationOf(given: unknown): ProtectionOperation {
  const operation: Members = isObject(given) ? given : {};
  const [kind, ...more] = Object.keys(operation);
  if (kind === undefined || more.length > 0 || !OPERATIONS.has(kind))
    throw dataProtectionPolicyInvalid("Operation must be Deny, Audit or Deidentify");
  if (kind === "Deny") return { kind };
  return kind === "Audit" ? auditOf(operation.Audit) : deidentificationOf(operation.Deidentify);
}

function auditOf(audit: unknown): ProtectionOperation {
  const { SampleRate = 99, FindingsDestination } = isObject(audit) ? audit : {};
  const sampleRate = Number(SampleRate);
  if (!(sampleRate >= 0 && sampleRate <= 99))
    throw dataProtectionPolicyInvalid("SampleRate must be between 0 and 99");
  const logs = isObject(FindingsDestination) ? FindingsDestination.CloudWatchLogs : undefined;
  const logGroup = isObject(logs) ? logs.LogGroup : undefined;
  return { kind: "Audit", sampleRate, logGroup: typeof logGroup === "string" ? logGroup : undefined };
}

function deidentificationOf(configuration: unknown): ProtectionOperation {
  const { MaskConfig, RedactConfig }: Members = isObject(configuration) ? configuration : {};
  if (isObject(RedactConfig) && MaskConfig === undefined) return { kind: "Deidentify", mask: "" };
  const mask = isObject(MaskConfig) ? (MaskConfig.MaskWithCharacter ?? DEFAULT_MASK) : undefined;
  if (typeof mask !== "string" || mask.length !== 1 || RedactConfig !== undefined)
    throw dataProtectionPolicyInvalid("Deidentify must have a MaskConfig or a RedactConfig");
  return { kind: "Deidentify", mask };
}
