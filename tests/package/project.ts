import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Finished, run } from "./run.js";

const fixtures = fileURLToPath(new URL("fixtures/", import.meta.url));

/** A project of somebody else, far from this repository, that uses the package. */
export interface Project {
  readonly folder: string;
  run(command: string, ...args: string[]): Promise<Finished>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Copies a fixture to a temporary folder and installs its dependencies and the tarball.
 *
 * @param versions replace those of the fixture's dependencies.
 */
export async function createProject(
  fixture: string,
  tarball: string,
  versions: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), `aws-sim-${fixture}-`));
  await cp(join(fixtures, fixture), folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const dependencies = { ...manifest.dependencies, ...versions };
  await writeFile(join(folder, "package.json"), JSON.stringify({ ...manifest, dependencies }));
  const install = ["install", tarball, "--prefer-offline", "--no-audit", "--no-fund", "--no-package-lock"];
  const installed = await run("npm", install, folder);
  if (installed.exitCode !== 0) throw new Error(`npm install failed in ${fixture}:\n${installed.output}`);
  return {
    folder,
    run: (command, ...args) => run(command, args, folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
