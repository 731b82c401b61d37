import type { ProtocolName } from "../model/facts.js";
import { commonErrors } from "./common-errors.js";
import type { AuthErrors } from "./rejections.js";

/** The default errors of a protocol's services. */
export function authErrors(protocol: ProtocolName): AuthErrors {
  switch (protocol) {
    case "rest-xml":
    case "query":
    case "ec2":
      return QUERY;
    case "rest-json":
      return REST_JSON;
    case "json":
    case "rpc-v2-cbor":
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
