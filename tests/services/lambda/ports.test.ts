import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { Faults } from "../../../lib/control/faults.js";
import { createControl, hostOf } from "../../../lib/control/in-process.js";
import { loadService } from "../../../lib/dispatch/loaded-service.js";
import { resolveOptions } from "../../../lib/options.js";
import { Executor } from "../../../lib/runtime/execute.js";
import type { AnyHandler } from "../../../lib/runtime/handler.js";
import { IdSource } from "../../../lib/runtime/ids.js";
import type { LogEvent } from "../../../lib/runtime/ports/logs.js";
import { lambda } from "../../../lib/services/lambda/index.js";
import {
  createFunction,
  getFunctionConfiguration,
} from "../../../lib/services/lambda/operations/functions.js";
import { invoke } from "../../../lib/services/lambda/operations/invocations.js";
import { contextOf, createSimulation } from "../../../lib/simulation.js";
import { ROLE, START, ZIP } from "./lambda-world.js";

/** Lambda without a server, so that a test can fill its ports. */
async function lambdaAlone() {
  const options = resolveOptions({ clock: "frozen", startTime: START, seed: 1, delays: 0 }, {});
  const simulation = createSimulation(options, [lambda], "http://127.0.0.1");
  const { store, clock, names } = simulation;
  const executor = new Executor(store, new Faults(clock, new IdSource(1), names));
  const service = await loadService(lambda);
  const ctx = contextOf(simulation, lambda, {});
  const call = async (operation: AnyHandler, given: object) =>
    executor.execute(service.executableOf(operation), given, ctx, "test");
  return { simulation, call, control: createControl(lambda.control(), hostOf(lambda, simulation, executor)) };
}

const input = { FunctionName: "f1", Runtime: "nodejs22.x", Handler: "index.handler", Role: ROLE } as const;

test("G10 logs go to the group and stream of the function, line by line", async () => {
  const { simulation, call, control } = await lambdaAlone();
  const written: { group: string; stream: string; events: readonly LogEvent[] }[] = [];
  simulation.ports.logs = {
    hasGroup: () => true,
    write: (_at, group, stream, events) => written.push({ group, stream, events }),
  };
  control.on("f1", async (_event, context) => {
    context.log("working");
    await context.sleep("1s");
  });
  const answer = call(invoke, { FunctionName: "f1" });
  await simulation.clock.advance("1s");
  await answer;
  expect(written).toHaveLength(1);
  expect(written[0]).toMatchObject({
    group: "/aws/lambda/f1",
    stream: expect.stringMatching(/^2024\/05\/01\/\[\$LATEST\][0-9a-f]{32}$/),
  });
  const start = Date.parse(START);
  expect(
    written[0]?.events.map(({ timestamp, message }) => [timestamp - start, message.split(" ")[0]]),
  ).toEqual([
    [0, "INIT_START"],
    [0, "START"],
    [0, "working\n"],
    [1000, "END"],
    [1000, "REPORT"],
  ]);
});

test("G01 code is read from S3 when there is one", async () => {
  const { simulation, call } = await lambdaAlone();
  simulation.ports.codeStore = {
    read: async (_at, { bucket, key }) =>
      bucket === "code" && key === "a.zip"
        ? ZIP
        : { code: "NoSuchKey", message: "The specified key does not exist." },
  };
  await call(createFunction, { ...input, Code: { S3Bucket: "code", S3Key: "a.zip" } });
  expect(await call(getFunctionConfiguration, { FunctionName: "f1" })).toMatchObject({
    CodeSize: ZIP.length,
    CodeSha256: createHash("sha256").update(ZIP).digest("base64"),
  });
  await expect(
    call(createFunction, { ...input, FunctionName: "f2", Code: { S3Bucket: "code", S3Key: "b.zip" } }),
  ).rejects.toMatchObject({
    code: "InvalidParameterValueException",
    message:
      "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
  });
});

test("an archive of more than 50 MB is too large", async () => {
  const { call } = await lambdaAlone();
  const Code = { ZipFile: new Uint8Array(52_428_801) };
  await expect(call(createFunction, { ...input, Code })).rejects.toMatchObject({
    code: "RequestEntityTooLargeException",
    status: 413,
    message: "Zipped size must be smaller than 52428800 bytes",
  });
});
