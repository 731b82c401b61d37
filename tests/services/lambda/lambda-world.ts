import type { CreateFunctionCommandInput } from "@aws-sdk/client-lambda";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";
import { zipOf } from "./zip.js";

export const START = "2024-05-01T12:00:00.000Z";
export const ACCOUNT = "123456789012";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/r`;
export const FN = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const ZIP = zipOf("index.mjs", "export const handler = () => {}");

/** A simulator with a frozen clock for the tests of a file, empty before each of them. */
export function useLambda(options: AwsSimOptions = {}) {
  let sim: AwsSim | undefined;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1, delays: 0, ...options });
  });
  afterEach(() => sim?.reset());
  afterAll(() => sim?.close());
  const running = () => {
    if (!sim) throw new Error("The simulator is not running yet.");
    return sim;
  };
  return {
    get sim() {
      return running();
    },
    /** A client; one attempt only, so that each error is seen once. */
    client: (at: { accountId?: string; region?: string } = {}) =>
      new Lambda({ ...running().clientConfig(at), maxAttempts: 1 }),
    get lambda() {
      return new Lambda({ ...running().clientConfig(), maxAttempts: 1 });
    },
  };
}

/** A small function; with delays of 0 it is Active at the next request. */
export function functionNamed(
  name: string,
  more: Partial<CreateFunctionCommandInput> = {},
): CreateFunctionCommandInput {
  return {
    FunctionName: name,
    Runtime: "nodejs22.x",
    Role: ROLE,
    Handler: "index.handler",
    Code: { ZipFile: ZIP },
    ...more,
  };
}

export const invalid = (message: string) => ({
  code: "InvalidParameterValueException",
  message,
  status: 400,
});
export const notFound = (message: string) => ({ code: "ResourceNotFoundException", message, status: 404 });
export const conflict = (message: string) => ({ code: "ResourceConflictException", message, status: 409 });
export const precondition = (message: string) => ({
  code: "PreconditionFailedException",
  message,
  status: 412,
});
export const validation = (value: string, path: string, constraint: string) => ({
  code: "ValidationException",
  message: `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`,
  status: 400,
});
