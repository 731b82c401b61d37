import type { ProtocolName } from "../model/facts.js";
import type { AuthErrors } from "./auth-errors.js";
import { commonErrors } from "./common-errors.js";
import { s3Errors } from "./s3-errors.js";

/** The errors of a protocol's services. S3 has its own, by far the most talkative. */
export function authErrors(protocol: ProtocolName): AuthErrors {
  switch (protocol) {
    case "rest-xml":
      return s3Errors;
    case "query":
    case "ec2":
      return QUERY;
    case "rest-json":
      return REST_JSON;
    case "json":
      return JSON_RPC;
  }
}

const JSON_CODES = {
  missing: "MissingAuthenticationTokenException",
  incomplete: "IncompleteSignatureException",
  unknownKey: "UnrecognizedClientException",
  mismatch: "InvalidSignatureException",
  expiredToken: "ExpiredTokenException",
};

const JSON_RPC = commonErrors({
  status: 400,
  incompleteStatus: 400,
  missing: "Missing Authentication Token",
  codes: JSON_CODES,
});

const REST_JSON = commonErrors({
  status: 403,
  incompleteStatus: 403,
  missing: "Missing Authentication Token",
  codes: JSON_CODES,
});

const QUERY = commonErrors({
  status: 403,
  incompleteStatus: 400,
  missing: "Request is missing Authentication Token",
  codes: {
    missing: "MissingAuthenticationToken",
    incomplete: "IncompleteSignature",
    unknownKey: "InvalidClientTokenId",
    mismatch: "SignatureDoesNotMatch",
    expiredToken: "ExpiredToken",
  },
});
