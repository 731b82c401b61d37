import { describe, expect, test } from "vitest";
import type { LogEntry } from "../../../lib/index.js";
import { failure } from "../../support/failure.js";
import { functionNamed, useLambda } from "./lambda-world.js";

const entries: LogEntry[] = [];
const world = useLambda({ logger: (entry) => void entries.push(entry) });

async function failed(FunctionName: string, more: object = {}) {
  const answer = await world.lambda.invoke({ FunctionName, LogType: "Tail", ...more });
  return {
    status: answer.StatusCode,
    error: answer.FunctionError,
    payload: JSON.parse(answer.Payload?.transformToString() ?? ""),
    log: Buffer.from(answer.LogResult ?? "", "base64").toString(),
  };
}

function boom(): never {
  throw new Error("must not surface");
}

function hostileError(): Error {
  return Object.defineProperties(new Error(), {
    // First: V8 reads the message when it replaces the stack.
    stack: { get: boom },
    message: { get: boom },
    name: { get: boom },
  });
}

describe("G07 G12 function errors", () => {
  class OutOfStock extends Error {
    override readonly name = "OutOfStock";
  }

  test("of a Node.js function", async () => {
    const spy = world.sim.lambda.on("f1", () => {
      throw new OutOfStock("no rows");
    });
    const { status, error, payload, log } = await failed("f1");
    expect([status, error]).toEqual([200, "Unhandled"]);
    expect(payload).toEqual({ errorType: "OutOfStock", errorMessage: "no rows", trace: expect.any(Array) });
    expect(payload.trace[0]).toBe("OutOfStock: no rows");
    expect(log).toContain(`\tERROR\tInvoke Error \t{"errorType":"OutOfStock","errorMessage":"no rows"`);
    expect(spy.lastInvocation?.error).toEqual({ errorType: "OutOfStock", errorMessage: "no rows" });
    expect(spy.lastInvocation).not.toHaveProperty("response");
  });

  test("of a Python function", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Runtime: "python3.12" }));
    const spy = world.sim.lambda.on("f1", Object.assign(new Error("no rows"), { name: "Exception" }));
    const { payload, log } = await failed("f1");
    expect(Object.keys(payload)).toEqual(["errorMessage", "errorType", "requestId", "stackTrace"]);
    expect(payload).toMatchObject({
      errorMessage: "no rows",
      errorType: "Exception",
      requestId: spy.lastInvocation?.requestId,
    });
    expect(log).toContain("[ERROR] Exception: no rows\n");
  });

  test("of a handler that rejects, or throws what is not an error", async () => {
    world.sim.lambda.on("f1", () => Promise.reject(new TypeError("late")));
    expect((await failed("f1")).payload).toMatchObject({ errorType: "TypeError", errorMessage: "late" });
    world.sim.lambda.on("f1", () => Promise.reject("text"));
    expect((await failed("f1")).payload).toEqual({ errorType: "string", errorMessage: "text", trace: [] });
  });

  test.each<[string, unknown]>([
    ["an error whose message is a getter that throws", hostileError()],
    ["an error whose message is not a string", Object.assign(new Error(), { message: { toString: boom } })],
    ["a proxy whose traps throw", new Proxy({}, { get: boom, has: boom, getPrototypeOf: boom })],
    ["an object whose toString throws", { toString: boom }],
  ])("of a handler that throws %s", async (_, reason) => {
    world.sim.lambda.on("f1", () => {
      throw reason;
    });
    const { status, error, payload } = await failed("f1");
    expect([status, error]).toEqual([200, "Unhandled"]);
    expect(payload).toEqual({
      errorType: expect.any(String),
      errorMessage: expect.any(String),
      trace: expect.any(Array),
    });
  });

  test.each<[string, unknown]>([
    ["an object whose toJSON throws", { toJSON: boom }],
    [
      "an object whose toJSON throws an error that cannot be read",
      {
        toJSON: () => {
          throw hostileError();
        },
      },
    ],
    [
      "a getter that throws",
      {
        get member() {
          return boom();
        },
      },
    ],
    ["a proxy whose traps throw", { member: new Proxy({}, { get: boom, ownKeys: boom }) }],
  ])("of an answer with %s", async (_, answer) => {
    world.sim.lambda.on("f1", () => answer);
    expect((await failed("f1")).payload).toEqual({
      errorType: "Runtime.MarshalError",
      errorMessage: expect.stringContaining("Unable to marshal response: "),
    });
  });

  test("context.log takes every value", async () => {
    world.sim.lambda.on("f1", (_event, context) => {
      context.log(hostileError(), { toJSON: boom }, 1n, new Proxy({}, { get: boom }));
      throw new Error("end");
    });
    expect((await failed("f1")).payload).toMatchObject({ errorMessage: "end" });
  });

  test("of an answer that is not JSON", async () => {
    world.sim.lambda.on("f1", () => ({ n: 1n }));
    expect((await failed("f1")).payload).toEqual({
      errorType: "Runtime.MarshalError",
      errorMessage: "Unable to marshal response: Do not know how to serialize a BigInt",
    });
  });

  test("of an answer that is too large", async () => {
    world.sim.lambda.on("f1", () => "x".repeat(6_291_555));
    expect(await failed("f1")).toMatchObject({
      error: "Unhandled",
      payload: {
        errorType: "Function.ResponseSizeTooLarge",
        errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      },
    });
  });
});

describe("timeouts on the clock", () => {
  test("a handler that sleeps too long is cut off at its time, not before", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Timeout: 3 }));
    let reason: unknown;
    const spy = world.sim.lambda.on("f1", async (_event, context) => {
      await context.sleep("1h").catch((error: unknown) => {
        reason = error;
        throw error;
      });
    });
    let ended = false;
    const answer = failed("f1").finally(() => {
      ended = true;
    });
    await world.sim.clock.advance(2999);
    expect(ended).toBe(false);
    await world.sim.clock.advance(1);
    const id = spy.lastInvocation?.requestId;
    expect(await answer).toMatchObject({
      status: 200,
      error: "Unhandled",
      payload: {
        errorType: "Sandbox.Timedout",
        errorMessage: `RequestId: ${id} Error: Task timed out after 3.00 seconds`,
      },
      log: expect.stringContaining(`2024-05-01T12:00:03.000Z ${id} Task timed out after 3.00 seconds\n`),
    });
    expect(reason).toBeInstanceOf(Error);
  });

  test("a handler that needs less is done", async () => {
    await world.lambda.createFunction(functionNamed("f1", { Timeout: 3 }));
    world.sim.lambda.on("f1", async (_event, context) => {
      await context.sleep(2999);
      return "done";
    });
    const answer = failed("f1");
    await world.sim.clock.advance("1h");
    expect(await answer).toMatchObject({ error: undefined, payload: "done" });
  });

  test("a function without being created has 900 seconds", async () => {
    world.sim.lambda.on("f1", (_event, context) => context.sleep("2h"));
    const answer = failed("f1");
    await world.sim.clock.advance("1h");
    expect((await answer).payload.errorMessage).toMatch(/Task timed out after 900\.00 seconds$/);
  });
});

describe("bad requests", () => {
  const post = async (body: string | Uint8Array, headers: Record<string, string> = {}) => {
    const response = await fetch(`${world.sim.url}/2015-03-31/functions/f1/invocations`, {
      method: "POST",
      body,
      headers,
    });
    return {
      status: response.status,
      type: response.headers.get("x-amzn-errortype"),
      body: (await response.json()) as object,
    };
  };
  const EXPECTED = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  const SOURCE =
    "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]";

  test.each([
    ["abc", `Unrecognized token 'abc': was expecting ${EXPECTED}`],
    ["\u0001", `Unexpected character ((CTRL-CHAR, code 1)): expected a valid value ${EXPECTED}`],
    ["'x'", `Unexpected character (''' (code 39)): expected a valid value ${EXPECTED}`],
    ['{"a":', "Unexpected end-of-input: expected close marker for Object"],
    [new Uint8Array([0x87]), "Invalid UTF-8 start byte 0x87"],
    [new Uint8Array([0x22, 0xc3, 0xa4, 0xff, 0x22]), "Invalid UTF-8 start byte 0xff"],
  ])("a payload that is not JSON: %j", async (body, reason) => {
    const spy = world.sim.lambda.on("f1", {});
    expect(await post(body)).toEqual({
      status: 400,
      type: "InvalidRequestContentException",
      body: {
        Type: "User",
        message: `Could not parse request body into json: Could not parse payload into json: ${reason}${SOURCE}`,
      },
    });
    expect(spy.callCount).toBe(0);
  });

  test.each([
    ["RequestResponse", 6_291_456],
    ["Event", 1_048_576],
  ])("a payload that is too large for %s", async (InvocationType, limit) => {
    world.sim.lambda.on("f1", {});
    const send = (size: number) =>
      post(`"${"x".repeat(size - 2)}"`, { "x-amz-invocation-type": InvocationType });
    expect(await send(limit + 1)).toEqual({
      status: 413,
      type: "RequestEntityTooLargeException",
      body: {
        message: `${limit + 1} byte payload is too large for the ${InvocationType} invocation type (limit ${limit} bytes)`,
      },
    });
  });

  test("a client context that is not JSON", async () => {
    world.sim.lambda.on("f1", {});
    expect(await failure(world.lambda.invoke({ FunctionName: "f1", ClientContext: "!!" }))).toEqual({
      code: "InvalidRequestContentException",
      message: "Client context must be a valid Base64-encoded JSON object.",
      status: 400,
    });
  });

  test("an unknown type of invocation", async () => {
    world.sim.lambda.on("f1", {});
    expect(await post("{}", { "x-amz-invocation-type": "Sometimes" })).toMatchObject({
      status: 400,
      body: {
        message:
          "1 validation error detected: Value 'Sometimes' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]",
      },
    });
  });
});

test("M05 the logger receives what a handler throws", async () => {
  const exception = new Error("no rows");
  world.sim.lambda.on("f1", () => Promise.reject(exception));
  entries.length = 0;
  const { $metadata } = await world.lambda.invoke({ FunctionName: "f1" });
  const fields = { function: "f1", requestId: $metadata.requestId, exception };
  expect(entries).toEqual([{ level: "error", msg: "The handler of the function f1 threw: no rows", fields }]);
});
