import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { createProject, type Project } from "./project.js";

let project: Project;
beforeAll(async () => {
  project = await createProject("node", inject("tarball"));
});
afterAll(() => project?.[Symbol.asyncDispose]());

const aws = (...args: string[]) => project.run(join(project.folder, "node_modules/.bin/aws-sim"), ...args);

test("aws-sim --version", async () => {
  expect(await aws("--version")).toEqual({ exitCode: 0, output: `${manifest.version}\n` });
});

test("aws-sim reads the chunks that it needs to be ready, and no service", async () => {
  const program = join(project.folder, "node_modules/.bin/aws-sim");
  const { exitCode, output } = await project.run(
    "node",
    "--require",
    "./program-chunks.cjs",
    program,
    "--port",
    "0",
  );
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: "rolldown-runtime serve sim\n" });
});

test("aws-sim exec runs a command that connects to it, and exits with its status (A21)", async () => {
  const code = `
    import { connectAwsSim } from "aws-sim";
    const sim = await connectAwsSim();
    await sim.clock.advance("1h");
    console.log(sim.region, await sim.clock.now());
    process.exitCode = 3;`;
  const flags = ["--region", "eu-west-1", "--clock", "frozen", "--start-time", "0"];
  expect(await aws("exec", ...flags, "--", "node", "--input-type=module", "-e", code)).toEqual({
    exitCode: 3,
    output: "eu-west-1 3600000\n",
  });
});
