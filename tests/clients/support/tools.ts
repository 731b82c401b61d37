import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";

/** A client that a suite needs, and whether this machine has it. */
export interface Tool {
  readonly name: string;
  readonly found: boolean;
}

export const awsCli: Tool = { name: "aws", found: answers("aws", ["--version"]) };
/** The commands that version 1 never got, such as `aws logs tail`. */
export const awsCli2: Tool = {
  name: "version 2 of the AWS CLI",
  found: spawnSync("aws", ["--version"], { encoding: "utf8" }).stdout?.startsWith("aws-cli/2.") ?? false,
};
export const s3cmd: Tool = { name: "s3cmd", found: answers("s3cmd", ["--version"]) };
export const rclone: Tool = { name: "rclone", found: answers("rclone", ["version"]) };
export const boto3: Tool = { name: "python3 with boto3", found: answers("python3", ["-c", "import boto3"]) };

/** The command alone: no engine is needed. */
export const docker: Tool = { name: "docker", found: answers("docker", ["--version"]) };

/** Debian puts the sources of Go's packages here; a module cache would need a network. */
export const GO_PATH = "/usr/share/gocode";
export const goSdk: Tool = {
  name: "go with aws-sdk-go-v2",
  found:
    answers("go", ["version"]) && existsSync(join(GO_PATH, "src/github.com/aws/aws-sdk-go-v2/service/ecs")),
};

/** The folder that Terraform finds the AWS provider in, so that `init` needs no registry. */
export const pluginDirectory = [
  process.env.TF_PLUGIN_DIR,
  "/opt/tf-plugins",
  join(homedir(), ".terraform.d/plugins"),
  "/usr/local/share/terraform/plugins",
  "/usr/share/terraform/plugins",
].find((folder) => folder && existsSync(join(folder, "registry.terraform.io/hashicorp/aws")));
export const terraform: Tool = {
  name: "terraform with its AWS provider",
  found: pluginDirectory !== undefined && answers("terraform", ["version"]),
};

/** A suite that runs where its tool is found, and is reported as skipped, by name, where not. */
export function describeWith(tool: Tool, name: string, suite: () => void | Promise<void>): void {
  describe.skipIf(!tool.found)(tool.found ? name : `${name} (${tool.name} is not installed)`, suite);
}

/** The same for one test of a suite. */
export function testWith(tool: Tool, name: string, run: () => Promise<void>): void {
  test.skipIf(!tool.found)(tool.found ? name : `${name} (${tool.name} is not installed)`, run);
}

function answers(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
