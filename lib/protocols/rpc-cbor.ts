import type { AwsError } from "../runtime/errors.js";
import type { WireRequest, WireResponse } from "../wire/message.js";

/** What RPC v2 CBOR has in its path: `/service/{Service}/operation/{Operation}`. */
export interface CborTarget {
  /** The name of the service's shape, which its `X-Amz-Target` begins with in awsJson. */
  readonly service: string;
  readonly operation: string;
}

const PATH = /\/service\/([^/]+)\/operation\/([^/]+)$/;

/**
 * What a request in RPC v2 CBOR is for; `undefined` for other requests. No
 * simulated service needs the protocol, so it is only recognised and rejected.
 *
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export function cborTarget({ headers, path }: Pick<WireRequest, "headers" | "path">): CborTarget | undefined {
  if (headers["smithy-protocol"] !== "rpc-v2-cbor") return undefined;
  const [, service, operation] = PATH.exec(path) ?? [];
  return service === undefined || operation === undefined ? undefined : { service, operation };
}

/** An error in RPC v2 CBOR. */
export function cborError({ code, message, status = 400 }: AwsError, requestId: string): WireResponse {
  const members = [text("__type"), text(code), text("message"), text(message)];
  return {
    status,
    headers: {
      "x-amzn-RequestId": requestId,
      "smithy-protocol": "rpc-v2-cbor",
      "Content-Type": "application/cbor",
    },
    body: Buffer.concat([head(5, members.length / 2), ...members]),
  };
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([head(3, bytes.length), bytes]);
}

/** The major type of a data item and its length (RFC 8949, section 3). */
function head(type: number, length: number): Buffer {
  const major = type << 5;
  if (length < 24) return Buffer.from([major | length]);
  if (length < 0x100) return Buffer.from([major | 24, length]);
  return Buffer.from([major | 25, length >> 8, length & 0xff]);
}
