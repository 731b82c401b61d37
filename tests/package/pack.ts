import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { repository, run } from "./run.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The package as npm would publish it. */
    tarball: string;
  }
}

/** Builds and packs the package once for all package tests. */
export default async function pack(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "aws-sim-pack-"));
  const packed = await run("npm", ["pack", "--pack-destination", folder], repository);
  const name = (await readdir(folder)).find((file) => file.endsWith(".tgz"));
  if (packed.exitCode !== 0 || name === undefined) throw new Error(`npm pack failed:\n${packed.output}`);
  project.provide("tarball", join(folder, name));
  return () => rm(folder, { recursive: true, force: true });
}
