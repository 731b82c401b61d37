import { readFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Program } from "./program.js";

let program: Program;
beforeAll(async () => {
  program = await Program.build();
});
afterAll(() => program?.[Symbol.asyncDispose]());

/** A command that runs JavaScript. */
const node = (code: string) => ["--", process.execPath, "--input-type=module", "-e", code];

test("runs a command with the environment pointing at a simulator (A21)", async () => {
  const code = `
    const { AWS_ENDPOINT_URL, AWS_REGION } = process.env;
    const health = await (await fetch(AWS_ENDPOINT_URL + "/_sim/health")).json();
    console.log(AWS_REGION, health.region, health.status);`;
  expect(await program.run(["exec", "--region", "eu-west-1", ...node(code)])).toEqual({
    code: 0,
    signal: null,
    stdout: "eu-west-1 eu-west-1 ok\n",
    stderr: "",
  });
});

test("keeps the environment, without what would lead clients elsewhere", async () => {
  const names = ["KEPT", "AWS_PROFILE", "AWS_ENDPOINT_URL_ECS", "AWS_SESSION_TOKEN", "AWS_ACCESS_KEY_ID"];
  const code = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name] ?? null)))`;
  const environment = Object.fromEntries(names.map((name) => [name, "mine"]));
  const { stdout } = await program.run(["exec", ...node(code)], environment);
  expect(JSON.parse(stdout)).toEqual(["mine", null, null, null, "AKIAAWSSIMULATOR0000"]);
});

test.each([
  ["its status", node("process.exit(7)"), 7],
  ["128 and the number of its signal", node('process.kill(process.pid, "SIGKILL")'), 137],
  ["127 for a command that is not there", ["--", "no-such-command"], 127],
])("exits with %s", async (_, command, code) => {
  const finished = await program.run(["exec", ...command]);
  expect([finished.code, finished.signal]).toEqual([code, null]);
  if (code === 127)
    expect(finished.stderr).toBe(
      "aws-sim: cannot run no-such-command: it is not there. Check its name and PATH.\n",
    );
});

test("writes a report of a command that fails, if it is asked to", async () => {
  const request = 'await fetch(process.env.AWS_ENDPOINT_URL + "/bucket", { method: "PUT" });';
  const exit = (status: number) => [
    "exec",
    "--inspect",
    "on-failure",
    ...node(`${request} process.exit(${status})`),
  ];
  const { code, stderr } = await program.run(exit(3), { AWS_REGION: "us-east-1" });
  expect(code).toBe(3);
  const [, file = ""] = /^aws-sim: the inspector shows what happened: (.*)$/m.exec(stderr) ?? [];
  expect(basename(dirname(file))).toBe("aws-sim-reports");
  expect(await readFile(file, "utf8")).toContain('"name":"CreateBucket"');
  expect((await program.run(exit(0))).stderr).toBe("");
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("hands %s on to the command", async (signal) => {
  const code = `
    setInterval(() => {}, 1_000);
    process.on("${signal}", () => { console.log("told"); process.exit(3); });
    console.log("up");`;
  const running = program.start(["exec", ...node(code)]);
  expect(await running.nextLine()).toBe("up");
  running.kill(signal);
  expect(await running.finished).toMatchObject({ code: 3, stdout: "up\ntold\n" });
});

test("logs to standard error: what goes wrong, and requests when asked to", async () => {
  const call = (operation: string) => `
    await fetch(process.env.AWS_ENDPOINT_URL, {
      method: "POST",
      headers: { "x-amz-target": "AmazonEC2ContainerServiceV20141113.${operation}" },
      body: "{}",
    });`;
  const command = node(`${call("ListClusters")}${call("DiscoverPollEndpoint")}`);
  const [quiet, verbose] = await Promise.all([
    program.run(["exec", ...command]),
    program.run(["exec", "--log-level", "info", "--log-format", "pretty", ...command]),
  ]);
  const lines = quiet.stderr
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  expect(lines).toMatchObject([{ level: "warn", operation: "DiscoverPollEndpoint", status: 501 }]);
  expect(verbose.stderr.replace(/\d+ms/g, "0ms")).toMatch(
    /^\d\d:\d\d:\d\d\.\d{3} 200 ecs ListClusters 0ms\n\d\d:\d\d:\d\d\.\d{3} 501 ecs DiscoverPollEndpoint 0ms NotImplemented: .*\n$/,
  );
});
