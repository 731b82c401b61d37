// Builds the package: lib/ → dist/esm and dist/cjs, each with bundles, source maps and types.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, rm } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

/** Entry points by output path, without those that are not written yet. */
function entries(...names) {
  const files = names.map((name) => [name, join(root, "lib", `${name}.ts`)]);
  return Object.fromEntries(files.filter(([, file]) => existsSync(file)));
}

await rm(dist, { recursive: true, force: true });
await bundle({
  input: entries("index", "testing/vitest", "testing/jest"),
  programs: entries("cli/main"),
  outDir: dist,
});

// npm does this when it installs; whoever runs it from here wants it too.
await chmod(join(dist, "esm", "cli", "main.js"), 0o755);

const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
const types = spawnSync(process.execPath, [tsc, "--project", join(root, "tsconfig.build.json")], {
  stdio: "inherit",
});
if (types.status !== 0) {
  console.error("The types of lib/ could not be written: correct the errors above and build again.");
  process.exit(1);
}
// The declarations are the same text; the package.json beside them says which module system they describe.
await cp(join(dist, "esm"), join(dist, "cjs"), {
  recursive: true,
  filter: (file) => extname(file) === "" || file.endsWith(".d.ts"),
});
