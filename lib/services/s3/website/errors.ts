import type { WebsiteError } from "./pages.js";

export function noSuchBucket(BucketName: string): WebsiteError {
  return {
    status: 404,
    code: "NoSuchBucket",
    message: "The specified bucket does not exist",
    details: { BucketName },
  };
}

export function noSuchWebsite(BucketName: string): WebsiteError {
  return {
    status: 404,
    code: "NoSuchWebsiteConfiguration",
    message: "The specified bucket does not have a website configuration",
    details: { BucketName },
  };
}

export function noSuchKey(Key: string): WebsiteError {
  return { status: 404, code: "NoSuchKey", message: "The specified key does not exist.", details: { Key } };
}

export function accessDenied(): WebsiteError {
  return { status: 403, code: "AccessDenied", message: "Access Denied", details: {} };
}

export function methodNotAllowed(Method: string): WebsiteError {
  return {
    status: 405,
    code: "MethodNotAllowed",
    message: "The specified method is not allowed against this resource.",
    details: { Method, ResourceType: "OBJECT" },
  };
}

/** The endpoint belongs to another region. */
export function incorrectEndpoint(Endpoint: string): WebsiteError {
  return {
    status: 400,
    code: "IncorrectEndpoint",
    message:
      "The specified bucket exists in another region. Please direct requests to the specified endpoint.",
    details: { Endpoint },
  };
}
