import type { StructureShape } from "../model/shapes.js";
import { AwsError } from "../runtime/errors.js";

/** A JSON body that cannot be read, in the words of AWS's JSON services. */
export function serializationException(message: string): AwsError {
  return new AwsError("SerializationException", message, { status: 400 });
}

/** A label, header or query parameter that is not of its member's type. Services may have an error of their own for it. */
export class UnreadableMember extends AwsError {
  constructor(
    message: string,
    readonly wireName: string,
    readonly text: string,
  ) {
    super("SerializationException", message, { status: 400 });
  }
}

/** A form field that is not of its type, in the words of AWS's query services. */
export function malformedInput(message: string): AwsError {
  return new AwsError("MalformedInput", message, { status: 400 });
}

/** An XML body that is not well-formed or not of the operation's schema. */
export function malformedXml(): AwsError {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new AwsError("MalformedXML", message, { status: 400 });
}

/** The error's own status, else the model's, else 400 for the client's faults and 500 for the service's. */
export function statusOf(error: AwsError, shape: StructureShape | undefined): number {
  return error.status ?? shape?.error?.status ?? (shape?.error?.fault === true ? 500 : 400);
}

/** The code on the wire: queries call some errors otherwise than their shapes (`ExpiredToken`). */
export function codeOf(error: AwsError, shape: StructureShape | undefined): string {
  return shape?.error?.code ?? error.code;
}
