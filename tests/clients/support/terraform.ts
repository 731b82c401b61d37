import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AwsSim } from "../../../lib/index.js";
import { type Finished, run, succeed } from "./run.js";
import { pluginDirectory } from "./tools.js";

export type Variables = Readonly<Record<string, string>>;

/** A stack of tests/clients/terraform/stacks, in a folder of its own and with a state of its own. */
export class Stack {
  private constructor(
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Copies a stack and initialises it. */
  static async open(name: string, sim: AwsSim): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), `aws-sim-terraform-${name}-`));
    await cp(fileURLToPath(new URL(`../terraform/stacks/${name}`, import.meta.url)), folder, {
      recursive: true,
    });
    const stack = new Stack(folder, {
      ...sim.env(),
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      TF_IN_AUTOMATION: "1",
      TF_CLI_CONFIG_FILE: "",
      CHECKPOINT_DISABLE: "1",
      TF_VAR_region: sim.region,
    });
    await stack.terraform("init", `-plugin-dir=${pluginDirectory}`);
    return stack;
  }

  async apply(variables: Variables = {}): Promise<void> {
    await this.terraform("apply", "-auto-approve", ...given(variables));
  }

  async destroy(): Promise<void> {
    await this.terraform("destroy", "-auto-approve");
  }

  /** What Terraform would still change: its plan, or "" when that is nothing. */
  async changes(variables: Variables = {}): Promise<string> {
    const { status, stdout, stderr } = await this.run("plan", "-detailed-exitcode", ...given(variables));
    if (status === 0) return "";
    return stdout + stderr;
  }

  /** The addresses of all that is managed. */
  async resources(): Promise<string[]> {
    const { stdout } = await this.run("state", "list");
    return stdout.split("\n").filter((address) => address !== "" && !address.includes("data."));
  }

  /** Forgets resources and imports them again by their ids: whatever was lost shows in the next plan. */
  async reimport(ids: Readonly<Record<string, string>>): Promise<void> {
    const blocks = Object.entries(ids).map(
      ([to, id]) => `import {\n  to = ${to}\n  id = ${JSON.stringify(id)}\n}\n`,
    );
    await this.terraform("state", "rm", ...Object.keys(ids));
    await writeFile(join(this.folder, "imports.tf"), blocks.join("\n"));
    await this.terraform("apply", "-auto-approve");
    await rm(join(this.folder, "imports.tf"));
  }

  /** An output of the stack. */
  async output(name: string): Promise<unknown> {
    return JSON.parse(await this.terraform("output", "-json", name));
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private terraform(command: string, ...args: string[]): Promise<string> {
    return succeed("terraform", [command, ...this.common(command), ...args], {
      env: this.env,
      cwd: this.folder,
    });
  }

  private run(command: string, ...args: string[]): Promise<Finished> {
    return run("terraform", [command, ...this.common(command), ...args], { env: this.env, cwd: this.folder });
  }

  private common(command: string): string[] {
    if (command === "state" || command === "output") return [];
    return ["-no-color", "-input=false", ...(command === "init" ? [] : ["-lock=false"])];
  }
}

function given(variables: Variables): string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}
