import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { resolveOptions } from "../../../lib/options.js";
import { services } from "../../../lib/services/index.js";
import { startSim } from "../../../lib/sim.js";
import { statesOf } from "../../support/states.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";
import { writersAt } from "../writers/index.js";
import { settle } from "../writers/writer.js";
import { FaultyMachine } from "./faulty-machine.js";

/** The error of each service for a failure of its own. */
const ERRORS = {
  cloudMap: "InternalFailure",
  ec2: "InternalError",
  ecr: "ServerException",
  ecs: "ServerException",
  efs: "InternalServerError",
  eventBridge: "InternalException",
  iam: "ServiceFailureException",
  lambda: "ServiceException",
  logs: "ServiceUnavailableException",
  pipes: "InternalException",
  s3: "InternalError",
  s3Control: "InternalError",
  scheduler: "InternalServerException",
  sns: "InternalErrorException",
  sqs: "InternalFailure",
  stepFunctions: "InternalFailure",
  sts: "InternalFailure",
} satisfies Readonly<Record<keyof typeof services, string>>;

/** Services whose writers find what they wrote by methods of a connected simulator. */
const BY_CONTROL: ReadonlySet<string> = new Set(["sqs", "sts"]);

describe.skipIf(!hasSqlite)("a disk that is full or damaged (S02)", () => {
  let directory: TemporaryDirectory;
  let machine: FaultyMachine;
  let sim: Awaited<ReturnType<typeof startSim<typeof services>>>;
  beforeAll(async () => {
    directory = new TemporaryDirectory();
    machine = await FaultyMachine.load();
    const options = resolveOptions({ dataDir: directory.path, clock: "frozen" }, {});
    sim = await startSim(services, options, machine.storage);
    for (const { prepare } of Object.values(writersAt(sim.url))) await prepare?.();
  });
  afterAll(async () => {
    await sim.close();
    directory[Symbol.dispose]();
  });

  test.each(Object.entries(ERRORS) as [keyof typeof ERRORS, string][])(
    "%s rejects each write with its own %s, and has changed nothing",
    async (service, name) => {
      // A message for a pipe is sent to SQS.
      const writers = writersAt(sim.url)[service].writers.filter(({ kind }) => kind !== "piped message");
      expect(writers).not.toEqual([]);
      for (const { write } of writers) {
        const before = statesOf(sim);
        machine.breaks("COMMIT", "database or disk is full");
        await expect(write("crash-1")).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 500 } });
        expect(sim.requests.last()).toMatchObject({ status: 500, exception: { message: /disk is full/ } });
        machine.mend();
        expect(statesOf(sim)).toEqual(before);
        await write("crash-1");
        expect(statesOf(sim)).not.toEqual(before);
      }
    },
  );

  test("rows that cannot be read are each service's own error, and nothing else is lost", async () => {
    await settle(sim.url);
    const { port } = new URL(sim.url);
    await sim.close();
    const options = resolveOptions({ dataDir: directory.path, clock: "frozen", port: Number(port) }, {});
    sim = await startSim(services, options, machine.storage);
    for (const [service, name] of Object.entries(ERRORS) as [keyof typeof ERRORS, string][]) {
      const [writer] = writersAt(sim.url)[service].writers;
      machine.breaks("SELECT row", "disk I/O error");
      const failure = await writer?.read().catch((error: unknown) => error);
      expect(machine.hits, service).toBeGreaterThan(0);
      // What is read by the methods of a connected simulator has no error of AWS.
      const own = BY_CONTROL.has(service) ? {} : { name, $metadata: { httpStatusCode: 500 } };
      expect(failure, service).toMatchObject({ message: /cannot be read: disk I\/O error/, ...own });
      machine.mend();
      expect([...((await writer?.read())?.keys() ?? [])], service).toContain("crash-1");
    }
  });
});
