import type { ServiceFacts } from "../model/facts.js";
import type { StructureShape } from "../model/shapes.js";
import { AwsError } from "../runtime/errors.js";

/** A JSON body that cannot be parsed, with the message of AWS's JSON services. */
export function serializationException(message: string): AwsError {
  return new AwsError("SerializationException", message, { status: 400 });
}

/** A label, header or query parameter of the wrong type. Services may have their own error for it. */
export class UnreadableMember extends AwsError {
  constructor(
    message: string,
    readonly wireName: string,
    readonly text: string,
  ) {
    super("SerializationException", message, { status: 400 });
  }
}

/** A form field of the wrong type, with the message of AWS's query services. */
export function malformedInput(message: string): AwsError {
  return new AwsError("MalformedInput", message, { status: 400 });
}

/** A body that is not a document of its operation. Services may have their own error for it. */
export class UnreadableBody extends AwsError {}

/** An XML body that is not well-formed or does not match the operation's schema. */
export function malformedXml(): AwsError {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new UnreadableBody("MalformedXML", message, { status: 400 });
}

/** The error's own status, else the model's, else 400 for client errors and 500 for server errors. */
export function statusOf(error: AwsError, shape: StructureShape | undefined): number {
  return error.status ?? shape?.error?.status ?? (shape?.error?.fault === true ? 500 : 400);
}

/** The code on the wire: the query protocol renames some errors (`ExpiredToken`). */
export function codeOf(error: AwsError, shape: StructureShape | undefined): string {
  return error.queryCode ?? shape?.error?.code ?? error.code;
}

/** The header from which clients that migrated from the query protocol read the old code of an error. */
export function queryError(
  { awsQueryCompatible }: ServiceFacts,
  error: AwsError,
  shape: StructureShape | undefined,
  status: number,
): Record<string, string> {
  if (awsQueryCompatible !== true) return {};
  return { "x-amzn-query-error": `${codeOf(error, shape)};${status < 500 ? "Sender" : "Receiver"}` };
}
