import { parseDocument } from "../text/json-document.js";

/** A validated policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: Statement | readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  /** Values by key, by operator. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** `"*"`, or principals by their kind: `AWS`, `Service`, `CanonicalUser`, `Federated`. */
export type Principal = "*" | Readonly<Record<string, OneOrMany>>;

export type OneOrMany = string | readonly string[];

/** The members of a JSON object, of unknown types. */
export type Members = Readonly<Record<string, unknown>>;

/** The values of an element that may be one value or a list. */
export function many<Value>(value: Value | readonly Value[] | undefined): readonly Value[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<Value>(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Parses a document as a JSON object; `undefined` for any other string. */
export function parsedObject(text: string): Members | undefined {
  try {
    const value: unknown = parseDocument(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
