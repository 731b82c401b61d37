import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

export interface Finished {
  /** `null` when a signal ended the process, as it does after `patience`. */
  readonly exitCode: number | null;
  /** What it wrote to its two outputs, in order. */
  readonly output: string;
}

/** How long a command may take, in milliseconds, before it is ended. */
const patience = 180_000;

/** Runs a command as a person would: without the settings of the npm and the Vitest that run this test. */
export function run(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  const inherited = /^(npm_|VITEST|NODE_ENV$|NODE_OPTIONS$|NODE_V8_COVERAGE$|TEST$|FORCE_COLOR$|INIT_CWD$)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      // The SDK's notice about the version of Node is not ours to answer for.
      env: { ...env, NO_COLOR: "1", AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: patience,
    });
    let output = "";
    const collect = (text: Buffer) => {
      output += text.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (exitCode) => resolve({ exitCode, output }));
  });
}
