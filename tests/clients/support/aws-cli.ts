import type { AwsSim } from "../../../lib/index.js";
import { type Finished, run, succeed } from "./run.js";

/** Options by name without dashes. `true` is an option without a value, a list one with several, an object its JSON. */
export type CliOptions = Readonly<Record<string, string | number | true | readonly string[] | object>>;

/** The AWS CLI, pointed at a simulator by `AWS_ENDPOINT_URL` alone. */
export class AwsCli {
  private readonly env: Readonly<Record<string, string>>;

  /** @param cwd folder that relative paths start at */
  constructor(
    sim: AwsSim,
    env: Readonly<Record<string, string>> = {},
    private readonly cwd?: string,
  ) {
    this.env = {
      ...sim.env(),
      AWS_PAGER: "",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      TZ: "UTC",
      ...env,
    };
  }

  /** `aws <command> --<options>`: its JSON output; `undefined` where there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asserts
  async json(command: string, options: CliOptions = {}): Promise<any> {
    const text = await this.text(command, { ...options, output: "json" });
    return text.trim() === "" ? undefined : JSON.parse(text);
  }

  /** `aws <command> --<options>`: what it prints. */
  text(command: string, options: CliOptions = {}): Promise<string> {
    return succeed("aws", [...command.split(" "), ...argumentsOf(options)], this.place());
  }

  /** As {@link text}, with the printed lines sorted: the CLI transfers several files in parallel. */
  async lines(command: string, options: CliOptions = {}): Promise<string[]> {
    const text = await this.text(command, options);
    return text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => line.trimEnd())
      .sort();
  }

  /** For commands that may fail. */
  run(command: string, options: CliOptions = {}, input = ""): Promise<Finished> {
    return run("aws", [...command.split(" "), ...argumentsOf(options)], { ...this.place(), input });
  }

  private place() {
    return { env: this.env, ...(this.cwd !== undefined && { cwd: this.cwd }) };
  }
}

function argumentsOf(options: CliOptions): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === true) return [`--${name}`];
    if (Array.isArray(value) && value.every((item) => typeof item === "string"))
      return [`--${name}`, ...value];
    return [`--${name}`, typeof value === "object" ? JSON.stringify(value) : String(value)];
  });
}
