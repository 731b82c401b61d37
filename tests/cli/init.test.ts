// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of init documents look like this

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { connectAwsSim } from "../../lib/index.js";
import { Program } from "./program.js";

let program: Program;
beforeAll(async () => {
  program = await Program.build();
});
afterAll(() => program?.[Symbol.asyncDispose]());

/** Starts a server with an init file and connects to it. */
async function started(file: string) {
  const server = await program.serve(["--init", file, "--log-level", "info"]);
  return { server, sim: await connectAwsSim(server.url) };
}

test.each([
  ["init.mjs", "export default async (sim) => {", "};"],
  ["init.cjs", "module.exports = async (sim) => {", "};"],
])("the module %s is called with the simulator before it is ready", async (name, before, after) => {
  const body = `
    const health = await fetch(sim.url + "/_sim/health");
    sim.lambda.on("hello", () => ({ status: health.status }));
    sim.logs.put("/app", "web", "started");`;
  const { server, sim } = await started(await program.file(name, before + body + after));
  await using _ = server;
  const answer = await fetch(`${sim.url}/2015-03-31/functions/hello/invocations`, {
    method: "POST",
    body: "{}",
  });
  expect(await answer.json()).toEqual({ status: 503 });
  expect(await sim.logs.messages("/app")).toEqual(["started"]);
});

test("a JSON document sets handlers, calls operations and refers to their outputs", async () => {
  const document = {
    $schema: "./aws-sim-init.schema.json",
    handlers: {
      ecs: { tasks: { export: [{ exitCode: 1 }, { exitCode: 0 }] } },
      lambda: { functions: { notify: { response: { sent: "$${made}" } } } },
    },
    stubs: [
      {
        service: "ssm",
        operation: "GetParameter",
        answer: { Parameter: { Name: "/db/url", Value: "postgres://" } },
        when: { Name: "/db/url" },
      },
    ],
    steps: [
      { control: "PATCH /delays", body: 0 },
      { service: "ecs", operation: "createCluster", input: { clusterName: "apps" }, as: "made" },
      {
        service: "logs",
        operation: "CreateLogGroup",
        input: { logGroupName: "/ecs/${made.cluster.clusterName}" },
        region: "us-west-2",
      },
      { service: "efs", operation: "createFileSystem", input: { CreationToken: "t" }, as: "files" },
      {
        service: "efs",
        operation: "createAccessPoint",
        input: { FileSystemId: "${files.FileSystemId}", ClientToken: "t", PosixUser: { Uid: 1, Gid: 2 } },
      },
      { control: "POST /efs/file-systems/${files.FileSystemId}/size", body: { standard: 7 } },
    ],
  };
  const { server, sim } = await started(await program.file("seed.json", document));
  await using _ = server;
  const { clusters } = await sim.ecs.state();
  const { groups } = await sim.logs.state({ region: "us-west-2" });
  const { fileSystems, accessPoints } = await sim.efs.state();
  expect({ clusters, groups, fileSystems, accessPoints }).toMatchObject({
    clusters: [{ clusterName: "apps" }],
    groups: [{ logGroupName: "/ecs/apps" }],
    fileSystems: [{ SizeInBytes: { Value: 7 } }],
    accessPoints: [{ FileSystemId: fileSystems[0]?.FileSystemId, PosixUser: { Uid: 1, Gid: 2 } }],
  });
  const answer = await fetch(`${sim.url}/2015-03-31/functions/notify/invocations`, {
    method: "POST",
    body: "{}",
  });
  expect(await answer.json()).toEqual({ sent: "${made}" });
  expect(await sim.delays.all()).toMatchObject({ ecs: { pending: 0 } });
  const ssm = new SSMClient(sim.clientConfig());
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "/db/url" }));
  expect(Parameter).toEqual({ Name: "/db/url", Value: "postgres://" });
  ssm.destroy();
});

test("objects are bytes, and so base64", async () => {
  const steps = [
    { service: "s3", operation: "createBucket", input: { Bucket: "exports" } },
    {
      service: "s3",
      operation: "putObject",
      input: { Bucket: "exports", Key: "a/b.txt", Body: "NDIgcm93cw==" },
    },
  ];
  const { server } = await started(await program.file("s3.json", { steps }));
  await using _ = server;
  const answer = await fetch(`${server.url}/exports/a/b.txt`);
  expect([answer.status, await answer.text()]).toEqual([200, "42 rows"]);
});

test("the documents of the documentation work", async () => {
  const page = await readFile(new URL("../../docs/standalone.md", import.meta.url), "utf8");
  const [, module = ""] = /^```js\n(.*?)^```/ms.exec(page) ?? [];
  const [, json = ""] = /^```json\n(.*?)^```/ms.exec(page) ?? [];
  const [one, two] = await Promise.all([
    started(await program.file("documented.mjs", module)),
    started(await program.file("documented.json", json)),
  ]);
  await using _one = one.server;
  await using _two = two.server;
  const invoke = async (url: string) => {
    const to = `${url}/2015-03-31/functions/notify/invocations`;
    return (await fetch(to, { method: "POST", body: '{"rows":7}' })).json();
  };
  expect([await invoke(one.server.url), await invoke(two.server.url)]).toEqual([{ sent: 7 }, { sent: 42 }]);
  const { mountTargets } = await two.sim.efs.state();
  const { groups } = await two.sim.logs.state({ account: "210987654321", region: "eu-west-1" });
  expect([mountTargets, groups]).toMatchObject([
    [{ SubnetId: "subnet-0a1b2c3d" }],
    [{ logGroupName: "/ecs/export" }],
  ]);
});

test("its calls are in no log, and a reset removes their results", async () => {
  const steps = [{ service: "ecs", operation: "createCluster" }];
  const { server, sim } = await started(await program.file("log.json", { steps }));
  await using _ = server;
  expect([await sim.requests.filter(), (await sim.ecs.state()).clusters.length]).toEqual([[], 1]);
  await sim.reset();
  expect((await sim.ecs.state()).clusters).toEqual([]);
});

describe("what is wrong is named", () => {
  test.each<[string, string | object, string | RegExp]>([
    ["missing.json", "", "failed: not valid JSON: Unexpected end of JSON input. Correct it."],
    ["list.json", [], "failed: the document is not an object with handlers, stubs, steps, $schema."],
    [
      "member.json",
      { step: [] },
      'failed: the document has no "step". It can have: handlers, stubs, steps, $schema.',
    ],
    ["steps.json", { steps: {} }, "failed: steps must be a list of operations and control calls."],
    ["empty.json", { steps: [{}] }, 'failed: steps[0] needs "service" and "operation", or "control".'],
    [
      "member-of-step.json",
      { steps: [{ service: "ecs", operation: "createCluster", inputs: {} }] },
      'failed: steps[0] has no "inputs". It can have: service, operation, input, account, region, as.',
    ],
    [
      "service.json",
      { steps: [{ service: "esc", operation: "createCluster" }] },
      'failed: steps[0] (esc createCluster): There is no service "esc". Did you mean "ecs"?',
    ],
    [
      "operation.json",
      { steps: [{ service: "ecs", operation: "makeCluster" }] },
      'failed: steps[0] (ecs makeCluster): There is no operation of ecs "makeCluster". ',
    ],
    [
      "input.json",
      { steps: [{ service: "ecs", operation: "createCluster", input: { tags: [{ kee: "a" }] } }] },
      'failed: steps[0] (ecs createCluster): input.tags[0] has no member "kee". It has: key, value.',
    ],
    [
      "type.json",
      { steps: [{ service: "ecs", operation: "createCluster", input: { clusterName: 1 } }] },
      "failed: steps[0] (ecs createCluster): input.clusterName: NUMBER_VALUE can not be converted to a String.",
    ],
    [
      "constraint.json",
      { steps: [{ service: "logs", operation: "createLogGroup", input: { logGroupName: "" } }] },
      "failed: steps[0] (logs createLogGroup): InvalidParameterException: 2 validation errors detected: ",
    ],
    [
      "error.json",
      {
        steps: [
          { service: "logs", operation: "createLogGroup", input: { logGroupName: "a" } },
          { service: "logs", operation: "createLogGroup", input: { logGroupName: "a" } },
        ],
      },
      "failed: steps[1] (logs createLogGroup): ResourceAlreadyExistsException: ",
    ],
    [
      "unsimulated.json",
      { steps: [{ service: "ecs", operation: "discoverPollEndpoint" }] },
      "failed: steps[0] (ecs discoverPollEndpoint): NotImplemented: ",
    ],
    [
      "reference.json",
      { steps: [{ service: "ecs", operation: "createCluster", input: { clusterName: "${a.b}" } }] },
      'failed: steps[0] (ecs createCluster): there is no earlier step "a" for ${a.b}. Steps with "as" before it: none.',
    ],
    [
      "output.json",
      {
        steps: [
          { service: "ecs", operation: "createCluster", as: "a" },
          { service: "ecs", operation: "createCluster", input: { clusterName: "${a.cluster.name}" } },
        ],
      },
      'failed: steps[1] (ecs createCluster): ${a.cluster.name} has no "name". a.cluster has: clusterArn, ',
    ],
    [
      "control.json",
      { steps: [{ control: "PATCH /delays", body: { esc: 0 } }] },
      'failed: steps[0]: There is no service "esc". Did you mean "ecs"?',
    ],
    [
      "control-path.json",
      { steps: [{ control: "delays" }] },
      "failed: steps[0].control must be a method and a path",
    ],
    [
      "stubs.json",
      { stubs: [{ service: "ssm", operation: "GetParameter", answer: { Paramter: {} } }] },
      'failed: stubs[0]: The output of ssm:GetParameter has no member "Paramter". Did you mean "Parameter"?',
    ],
    ["stubs-list.json", { stubs: {} }, "failed: stubs must be a list of stubs."],
    [
      "handlers.json",
      { handlers: { ecs: { tasks: { export: { exit: 1 } } } } },
      'failed: handlers.ecs.tasks.export: The outcome of a task has no "exit". It has: exitCode',
    ],
    [
      "handler-of.json",
      { handlers: { sqs: {} } },
      'failed: handlers has no "sqs". It can have: ecs, lambda.',
    ],
    [
      "no-function.mjs",
      "export const a = 1;",
      "failed: its default export is not a function. Write: export default",
    ],
    [
      "throws.mjs",
      'export default function seed() {\n  throw new Error("no luck");\n}',
      /failed: Error: no luck\n\s+at .*seed .*throws\.mjs:2:9\)/,
    ],
    ["syntax.mjs", "export default (", /failed: SyntaxError: /],
    [
      "seed.yaml",
      "a: 1",
      "is neither a module (.mjs, .cjs, .js, .ts, .mts, .cts) nor a .json document. Rename it.",
    ],
    [
      "misspelt.json",
      { steps: [{ service: "ecs", operation: "createClustr" }] },
      'failed: steps[0] (ecs createClustr): There is no operation of ecs "createClustr". Did you mean "CreateCluster"?',
    ],
    [
      "misspelt-service.json",
      { steps: [{ service: "log", operation: "createLogGroup" }] },
      'failed: steps[0] (log createLogGroup): There is no service "log". Did you mean "logs"?',
    ],
  ])("%s", async (name, content, message) => {
    const file = await program.file(name, content);
    const { code, stdout, stderr } = await program.run(["--port", "0", "--init", file]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`aws-sim: The init file ${file} `);
    if (typeof message === "string") expect(stderr).toContain(`${file} ${message}`);
    else expect(stderr).toMatch(message);
  });

  test("a TypeScript module runs where Node can run it", async () => {
    const content =
      'export default (sim: { logs: { put(...line: string[]): void } }) => sim.logs.put("/app", "web", "typed");';
    // Node runs no TypeScript below node_modules, where the program is.
    const folder = await mkdtemp(join(tmpdir(), "aws-sim-init-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "init.ts");
    await writeFile(file, content);
    if ("typescript" in process.features && process.features.typescript) {
      const { server, sim } = await started(file);
      await using _ = server;
      expect(await sim.logs.messages("/app")).toEqual(["typed"]);
      return;
    }
    const { code, stderr } = await program.run(["--port", "0", "--init", file]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`Node ${process.versions.node} cannot run TypeScript. Use Node 22.18 or later`),
    ]);
  });

  test("a file that does not exist", async () => {
    const { code, stderr } = await program.run(["--port", "0", "--init", "nowhere.json"]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("The init file nowhere.json failed: ENOENT: no such file"),
    ]);
  });
});
