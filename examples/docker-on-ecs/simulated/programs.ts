import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const here = fileURLToPath(new URL("..", import.meta.url));

/** Where tools keep what they make; packages are found from there. */
const cache = fileURLToPath(new URL("../../../node_modules/.cache/docker-on-ecs", import.meta.url));

/** The agent as one file that Node runs: what an image would contain. */
export function bundleAgent(): Promise<string> {
  return bundle("agent", "agent/main.ts", []);
}

/** The backend as one file. The packages stay where they are installed. */
export function bundleBackend(): Promise<string> {
  return bundle("backend", "main.ts", [/^[^./]/]);
}

async function bundle(name: string, entry: string, external: RegExp[]): Promise<string> {
  await mkdir(cache, { recursive: true });
  const file = join(cache, `${name}.mjs`);
  // Other processes may bundle, or run, the same program at this moment.
  const draft = join(cache, `${name}-${process.pid}-${performance.now()}.mjs`);
  await build({
    input: join(here, entry),
    platform: "node",
    external,
    logLevel: "silent",
    output: { file: draft, format: "esm" },
  });
  await rename(draft, file);
  return file;
}
