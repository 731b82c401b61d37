import { expect, inject, test } from "vitest";
import { createProject } from "./project.js";

const major = Number(process.versions.node.split(".", 1)[0]);

test.for([
  ["^4.1.10", 20],
  ["^5.1.2", 22],
] as const)("the tests of a project with Vitest %s pass", async ([version, leastNode], { skip }) => {
  skip(major < leastNode, `Vitest ${version} needs Node ${leastNode}.`);
  await using project = await createProject("vitest", inject("tarball"), { vitest: version });
  const { exitCode, output } = await project.run("npx", "--no-install", "vitest", "run");
  expect(output).toMatch(/Tests +3 passed \(3\)/);
  expect(exitCode).toBe(0);
});

test("the tests of a Jest project in CommonJS pass, and Jest ends by itself", async () => {
  await using project = await createProject("jest", inject("tarball"));
  const { exitCode, output } = await project.run("npx", "--no-install", "jest", "--ci", "--runInBand");
  expect(output).toMatch(/Tests: +5 passed, 5 total/);
  expect(output).not.toMatch(/did not exit|open handle/);
  expect(exitCode).toBe(0);
});
