import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../../lib/index.js";
import { processWorld, script } from "./process-world.js";

const world = processWorld();

let directory: string;
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "aws-sim-processes-")));
});
afterAll(() => rmSync(directory, { recursive: true }));

describe("the command of a container as a process", () => {
  test("its arguments, output and exit code", async () => {
    const run = await world.finish({
      command: script(
        "console.log(process.argv.slice(1).join()); console.error('bad'); process.exit(7)",
        "a b",
        "c",
      ),
    });
    expect(run).toMatchObject({
      stdout: "a b,c",
      stderr: "bad",
      exitCode: 7,
      stopCode: "EssentialContainerExited",
    });
  });

  test("the entry point goes before the command, and overrides replace the command", async () => {
    await world.start([{ entryPoint: script("console.log(process.argv.slice(1).join())"), command: ["a"] }]);
    await world.tasks.run({ overrides: { containerOverrides: [{ name: "app", command: ["b", "c"] }] } });
    await world.sim.clock.advance(0);
    expect(world.sim.ecs.runs("job").map(({ stdout }) => stdout)).toEqual(["a", "b,c"]);
  });

  test("a process that a signal ends has its exit code as shells and Docker have it", async () => {
    const run = await world.finish({
      command: script("process.kill(process.pid, 'SIGINT'); setInterval(() => {}, 1000)"),
    });
    expect(run.exitCode).toBe(130);
  });

  test("the environment is that of the container, and of the machine only what programs need", async () => {
    process.env.AWS_SIM_TEST_SECRET = "of the machine";
    world.sim.ecs.secrets({ password: "from secrets" });
    await world.start([
      {
        command: script("console.log(JSON.stringify(process.env))"),
        environment: [
          { name: "PLAIN", value: "from the definition" },
          { name: "HOME", value: "/root" },
          { name: "AWS_ENDPOINT_URL_S3", value: "https://s3.amazonaws.com" },
        ],
        secrets: [{ name: "PASSWORD", valueFrom: "password" }],
      },
    ]);
    delete process.env.AWS_SIM_TEST_SECRET;
    await world.sim.clock.advance(0);
    const [run] = world.sim.ecs.runs("job");
    const environment = JSON.parse(run?.stdout ?? "{}");
    expect(environment).toMatchObject({
      PATH: process.env.PATH,
      HOME: "/root",
      PLAIN: "from the definition",
      PASSWORD: "from secrets",
      HOSTNAME: `ip-${run?.privateIpv4Address?.replaceAll(".", "-")}.ec2.internal`,
      AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
      AWS_REGION: "us-east-1",
      AWS_ENDPOINT_URL: world.sim.url,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
    expect(environment).not.toHaveProperty("AWS_SIM_TEST_SECRET");
    expect(environment).not.toHaveProperty("AWS_ENDPOINT_URL_S3");
    expect(environment).not.toHaveProperty("AWS_PROFILE");
  });

  test("credentials of the definition go before all others", async () => {
    const run = await world.finish({
      command: script(
        "console.log(process.env.AWS_ACCESS_KEY_ID, process.env.AWS_SECRET_ACCESS_KEY, process.env.AWS_SESSION_TOKEN)",
      ),
      environment: [
        { name: "AWS_ACCESS_KEY_ID", value: "AKIAOWN" },
        { name: "AWS_SECRET_ACCESS_KEY", value: "secret" },
        { name: "AWS_SESSION_TOKEN", value: "token" },
      ],
    });
    expect(run.stdout).toBe("AKIAOWN secret token");
  });

  test("the working directory", async () => {
    const run = await world.finish({
      command: script("console.log(process.cwd())"),
      workingDirectory: directory,
    });
    expect(run.stdout).toBe(directory);
  });
});

describe("what runs in place of an image", () => {
  const print = "console.log([process.cwd(), process.env.IMAGE, ...process.argv.slice(1)].join())";

  test.each([
    ["repo:1", "repo:1"],
    ["repo:1", "repo"],
    ["repo@sha256:0123", "repo"],
    ["registry.example:5000/team/app:2.1", "registry.example:5000/team/app"],
  ])("%s is found as %s", async (image, name) => {
    const run = await world.finish(
      { image },
      { images: { [name]: script(print, "entry") }, unknownImages: "fail" },
    );
    expect(run).toMatchObject({ exitCode: 0, stdout: `${process.cwd()},,entry` });
  });

  test("has entry point, command, directory and environment, as an image has them", async () => {
    const image = {
      entryPoint: script(print),
      command: ["default"],
      workingDirectory: directory,
      environment: { IMAGE: "env" },
    };
    const given = { images: { repo: image } };
    expect((await world.finish({}, given)).stdout).toBe(`${directory},env,default`);
    expect((await world.finish({ command: ["own"] }, given)).stdout).toBe(`${directory},env,own`);
    expect((await world.finish({ entryPoint: script(print, "own entry") }, given)).stdout).toBe(
      `${directory},env,own entry`,
    );
    const environment = [{ name: "IMAGE", value: "own" }];
    expect((await world.finish({ environment }, given)).stdout).toBe(`${directory},own,default`);
  });

  test("programs and directories of containers are those of this machine", async () => {
    writeFileSync(join(directory, "agent.mjs"), print);
    const run = await world.finish(
      { entryPoint: ["/agent", "--"], command: ["x"], workingDirectory: "/app/sub/.." },
      {
        programs: { "/agent": [process.execPath, "agent.mjs"] },
        directories: { "/": tmpdir(), "/app": directory },
      },
    );
    expect(run.stdout).toBe(`${directory},,${join(directory, "agent.mjs")},--,x`);
  });
});

describe("a container that cannot be started", () => {
  const runc =
    "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to " +
    "create shim task: OCI runtime create failed: runc create failed: unable to start container process: ";

  test.each([
    [
      "a missing program",
      { command: ["no-such-program"] },
      `${runc}exec: "no-such-program": executable file not found in $PATH: unknown`,
    ],
    [
      "a missing path",
      { command: ["/no/such"] },
      `${runc}exec: "/no/such": stat /no/such: no such file or directory: unknown`,
    ],
    [
      "a program that is none",
      { command: ["/etc/passwd"] },
      `${runc}exec: "/etc/passwd": permission denied: unknown`,
    ],
    [
      "a missing directory",
      { command: ["true"], workingDirectory: "/no/such" },
      `${runc}chdir to cwd ("/no/such") set in config.json failed: no such file or directory: unknown`,
    ],
    ["no command", {}, "ContainerRuntimeError: failed to create container model: no command specified"],
  ])("%s", async (_, container, reason) => {
    const run = await world.finish(container);
    expect(run).toMatchObject({ stopCode: "TaskFailedToStart", stoppedReason: reason });
    const task = await world.tasks.describe(run.taskArn);
    expect(task.containers?.[0]).toMatchObject({ lastStatus: "STOPPED", reason });
    expect(task.containers?.[0]).not.toHaveProperty("exitCode");
  });

  test("an argument that no process can have", async () => {
    const run = await world.finish({ command: ["true", "a\0b"] });
    expect(run.stopCode).toBe("TaskFailedToStart");
    expect(run.stoppedReason).toContain("without null bytes");
  });

  test("an image that is not listed, where only listed images run", async () => {
    const run = await world.finish(
      { command: ["true"] },
      { images: { other: ["true"] }, unknownImages: "fail" },
    );
    expect(run).toMatchObject({
      stopCode: "TaskFailedToStart",
      stoppedReason: expect.stringMatching(
        /^CannotPullContainerError: .*failed to resolve ref repo:1: pull access denied/,
      ),
    });
  });
});

describe("options", () => {
  test.each<[object, string]>([
    [{ imges: {} }, 'runCommand has no option "imges". Did you mean "images"?'],
    [{ images: { a: "node" } }, 'Option images["a"] of runCommand cannot be "node"'],
    [{ images: { a: { entrypoint: [] } } }, 'images["a"] has no "entrypoint". Did you mean "entryPoint"?'],
    [{ images: { a: { command: "ls" } } }, 'Option images["a"].command of runCommand cannot be "ls"'],
    [
      { images: { a: { workingDirectory: 1 } } },
      'Option images["a"].workingDirectory of runCommand cannot be 1',
    ],
    [{ images: [] }, "Option images of runCommand cannot be"],
    [{ unknownImages: "pull" }, 'Option unknownImages of runCommand cannot be "pull". Use "run" or "fail".'],
    [{ programs: { a: [] } }, 'Option programs["a"] of runCommand cannot be'],
    [{ directories: { a: 1 } }, 'Option directories["a"] of runCommand cannot be 1. Use a path.'],
    [{ patience: "1s" }, 'Option patience of runCommand cannot be "1s"'],
  ])("%j is rejected", (options, message) => {
    expect(() => runCommand(options as never)).toThrow(TypeError);
    expect(() => runCommand(options as never)).toThrow(message);
  });
});
