import type { Environment } from "../client-environment.js";
import { VERSION } from "../version.js";
import { parseCommandLine } from "./command-line.js";
import { Given } from "./given.js";
import { helpText } from "./help.js";
import type { ImportModule } from "./init/file.js";
import { serve } from "./serve.js";
import { UsageError } from "./usage-error.js";

/**
 * Runs the program; resolves with its exit status.
 *
 * @param importModule loads init modules with the `import()` of the caller. In the bundle that of this file is a
 *   `require()`, which Jest needs.
 */
export async function program(
  argv: readonly string[],
  environment: Environment,
  importModule: ImportModule,
): Promise<number> {
  try {
    const { command, flags, run, file } = parseCommandLine(argv);
    const given = new Given(flags, environment);
    switch (command) {
      case "help":
        return print(helpText());
      case "version":
        return print(`${VERSION}\n`);
      case "exec":
        // Serving does not need child processes.
        return await (await import("./exec.js")).exec(given, environment, importModule, run);
      case "export":
        return print(`${await (await import("./state-files.js")).exportState(given, file)}\n`);
      case "import":
        return print(`${await (await import("./state-files.js")).importState(given, file)}\n`);
      case "serve":
        return await serve(given, environment, importModule);
    }
  } catch (error) {
    const usage = error instanceof UsageError;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`aws-sim: ${message}\n${usage ? '"aws-sim --help" lists all flags.\n' : ""}`);
    return usage ? 2 : 1;
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}
