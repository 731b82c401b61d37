// Runs a TypeScript program of this repository: `node tools/run.mjs examples/nightly-export/main.ts`.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

// The SDK warns on Node 20 about the end of its support, in front of every program's output.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

const lib = (file) => fileURLToPath(new URL(`../lib/${file}`, import.meta.url));

await runnerImport(process.argv[2], {
  configFile: false,
  logLevel: "error",
  resolve: { alias: [{ find: /^aws-sim$/, replacement: lib("index.ts") }] },
});
