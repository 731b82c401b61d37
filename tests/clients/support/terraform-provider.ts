import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { environment } from "./run.js";
import { pluginDirectory } from "./tools.js";

/**
 * A running AWS provider. Terraform starts one for each command otherwise,
 * which takes longer than the command; it calls AWS no differently.
 *
 * https://developer.hashicorp.com/terraform/plugin/debugging
 */
export class TerraformProvider {
  private constructor(
    private readonly child: ChildProcess,
    /** What Terraform needs in its environment to find it. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Starts one for the stack in a folder, which finds AWS through this environment. */
  static start(folder: string, env: Readonly<Record<string, string>>): Promise<TerraformProvider> {
    const child = spawn(binary(), ["-debug"], { cwd: folder, env: environment(env) });
    let said = "";
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => reject(new Error(`The provider ended with ${status}:\n${said}`)));
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk: Buffer) => {
          said += chunk.toString();
          const address = /TF_REATTACH_PROVIDERS='(.*)'/.exec(said)?.[1];
          if (address) resolve(new TerraformProvider(child, { TF_REATTACH_PROVIDERS: address }));
        });
    });
  }

  /** Resolves when it has ended. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.child.on("close", () => resolve());
      this.child.kill();
    });
  }
}

function binary(): string {
  const versions = join(pluginDirectory ?? "", "registry.terraform.io/hashicorp/aws");
  const found = readdirSync(versions, { recursive: true, encoding: "utf8" }).find((file) =>
    /terraform-provider-aws_[^/]*$/.test(file),
  );
  if (!found) throw new Error(`There is no terraform-provider-aws in ${versions}.`);
  return join(versions, found);
}
