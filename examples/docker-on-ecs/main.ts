/**
 * The Docker Engine API on ECS: `docker run` runs Fargate tasks.
 * `--help` prints the configuration.
 */
import { startApplication } from "./application.js";
import { configure, helpText } from "./config/configuration.js";
import { ConfigurationError } from "./config/configuration-error.js";

try {
  const settings = configure(process.argv.slice(2), process.env);
  if (settings === "help") console.log(helpText());
  else await serve(settings);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ConfigurationError ? 2 : 1;
}

async function serve(settings: Parameters<typeof startApplication>[0]): Promise<void> {
  const application = await startApplication(settings);
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.on(signal, () => {
      // A second signal ends the process as it is.
      if (stopping) process.exit(1);
      stopping = true;
      void application.close().then(() => process.exit(0));
    });
}
