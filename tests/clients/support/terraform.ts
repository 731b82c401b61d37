import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment, type Finished, run, succeed } from "./run.js";
import { pluginDirectory } from "./tools.js";

export type Variables = Readonly<Record<string, string>>;

/** The summary at the end of an apply or a destroy. */
export interface Summary {
  readonly imported?: number;
  readonly added?: number;
  readonly changed?: number;
  readonly destroyed?: number;
}

/** A stack of tests/clients/terraform/stacks, in a folder of its own. */
export class Stack {
  private constructor(
    readonly folder: string,
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Copies a stack, for Terraform with this environment. */
  static async copy(name: string, env: Variables): Promise<Stack> {
    const folder = await mkdtemp(join(tmpdir(), `aws-sim-terraform-${name}-`));
    const source = fileURLToPath(new URL(`../terraform/stacks/${name}`, import.meta.url));
    await cp(source, folder, { recursive: true });
    return new Stack(folder, {
      ...env,
      TF_IN_AUTOMATION: "1",
      TF_CLI_ARGS: "-no-color",
      TF_CLI_CONFIG_FILE: "/dev/null",
      CHECKPOINT_DISABLE: "1",
      // Each command reads a schema of 1,500 resources: half of its time would go into collecting the garbage.
      GOGC: "off",
      GOMEMLIMIT: "768MiB",
    });
  }

  /** The same with more in its environment. */
  with(env: Variables): Stack {
    return new Stack(this.folder, { ...this.env, ...env });
  }

  /** Prepares its folder, with these settings of its backend. */
  async init(backend: Variables = {}): Promise<void> {
    const settings = Object.entries(backend).map(([key, value]) => `-backend-config=${key}=${value}`);
    await this.terraform("init", "-input=false", `-plugin-dir=${pluginDirectory}`, ...settings);
  }

  async apply(variables: Variables = {}): Promise<Summary> {
    return summaryOf(await this.terraform("apply", "-input=false", "-auto-approve", ...given(variables)));
  }

  async destroy(variables: Variables = {}): Promise<Summary> {
    return summaryOf(await this.terraform("destroy", "-input=false", "-auto-approve", ...given(variables)));
  }

  /** What Terraform would still change: its plan, or "" when that is nothing. */
  async changes(variables: Variables = {}): Promise<string> {
    const { status, stdout, stderr } = await this.run(
      "plan",
      "-input=false",
      "-detailed-exitcode",
      ...given(variables),
    );
    return status === 0 ? "" : stdout + stderr;
  }

  /** Forgets resources, imports them again by their ids, and returns what was lost. */
  async reimport(ids: Readonly<Record<string, string>>, variables: Variables = {}): Promise<Summary> {
    const blocks = Object.entries(ids).map(
      ([to, id]) => `import {\n  to = ${to}\n  id = ${JSON.stringify(id)}\n}\n`,
    );
    await this.terraform("state", "rm", ...Object.keys(ids));
    const imports = join(this.folder, "imports.tf");
    await writeFile(imports, blocks.join("\n"));
    const summary = await this.apply(variables);
    await rm(imports);
    return summary;
  }

  /** Everything that the stack gives out. */
  async outputs(): Promise<Record<string, unknown>> {
    const outputs: Record<string, { readonly value: unknown }> = JSON.parse(
      await this.terraform("output", "-json"),
    );
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  /** Its output `ids`: by what resources are imported whose ids AWS made. */
  async ids(): Promise<Record<string, string>> {
    const { ids } = await this.outputs();
    return Object.fromEntries(Object.entries(ids ?? {}).map(([address, id]) => [address, String(id)]));
  }

  /** Starts an apply and waits until it asks for confirmation: then it holds the lock. */
  async beginApply(variables: Variables = {}): Promise<PendingApply> {
    const child = spawn("terraform", ["apply", ...given(variables)], {
      cwd: this.folder,
      env: environment(this.env),
    });
    return PendingApply.asking(child);
  }

  /** Runs a command that need not succeed. */
  run(...args: string[]): Promise<Finished> {
    return run("terraform", args, { env: this.env, cwd: this.folder });
  }

  /** Runs a command that has to succeed: what it wrote. */
  terraform(...args: string[]): Promise<string> {
    return succeed("terraform", args, { env: this.env, cwd: this.folder });
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

/** An apply that waits for a yes. */
export class PendingApply {
  private constructor(
    private readonly child: ChildProcess,
    private readonly ended: Promise<number | null>,
  ) {}

  static asking(child: ChildProcess): Promise<PendingApply> {
    let said = "";
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => reject(new Error(`terraform apply ended with ${status}:\n${said}`)));
      for (const stream of [child.stdout, child.stderr])
        stream?.on("data", (chunk: Buffer) => {
          said += chunk.toString();
          if (said.includes("Enter a value:")) resolve(new PendingApply(child, ended));
        });
    });
  }

  /** Lets it go on; resolves with its status. */
  approve(): Promise<number | null> {
    this.child.stdin?.end("yes\n");
    return this.ended;
  }
}

function given(variables: Variables): string[] {
  return Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`);
}

/** Reads "Apply complete! Resources: 3 added, 1 changed, 0 destroyed."; zero counts are omitted. */
function summaryOf(output: string): Summary {
  const line = /^(?:Apply|Destroy) complete! Resources: (.*)\.$/m.exec(output)?.[1] ?? "";
  const counts = line.split(", ").map((part) => part.split(" "));
  return Object.fromEntries(
    counts.flatMap(([count, what]) => (what && count !== "0" ? [[what, Number(count)]] : [])),
  );
}
