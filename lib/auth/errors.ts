import { AwsError } from "../core/errors.js";
import type { ProtocolName } from "../model/facts.js";

/** An `Authorization` header that lacks parts or is of another scheme, as each protocol answers it. */
export function malformedSignature(protocol: ProtocolName, reason: string): AwsError {
  switch (protocol) {
    case "rest-xml":
      return new AwsError(
        "AuthorizationHeaderMalformed",
        `The authorization header is malformed; ${reason}`,
        { status: 400 },
      );
    case "query":
    case "ec2":
      return new AwsError("IncompleteSignature", reason, { status: 400 });
    case "rest-json":
      return new AwsError("IncompleteSignatureException", reason, { status: 403 });
    case "json":
      return new AwsError("IncompleteSignatureException", reason, { status: 400 });
  }
}
