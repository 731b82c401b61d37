// Builds the package: lib/ → dist/cjs, the code and its types, and dist/esm, the same names for ES modules.
import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle/bundle.mjs";
import { bundleDeclarations } from "./declarations.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");

/** What can be imported, by output path. */
const entryPoints = ["index", "testing/vitest", "testing/jest"];

/** Files of `folder` by output path. */
function files(names, folder, extension) {
  return Object.fromEntries(names.map((name) => [name, join(folder, `${name}${extension}`)]));
}

await rm(dist, { recursive: true, force: true });
await bundle({
  input: files(entryPoints, join(root, "lib"), ".ts"),
  programs: {
    "cli/main": {
      main: join(root, "lib", "cli", "main.ts"),
      parts: files(["cli/program"], join(root, "lib"), ".ts"),
    },
  },
  outDir: dist,
  start: { library: join(root, "lib", "index.ts"), program: join(root, "lib", "cli", "program.ts") },
});
// npm does this during an installation; running it from here needs it too.
await chmod(join(dist, "cjs", "cli", "main.js"), 0o755);

const declarations = await mkdtemp(join(root, "node_modules", ".declarations-"));
try {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "--project", join(root, "tsconfig.build.json"), "--outDir", declarations];
  if (spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0)
    throw new Error(
      "TypeScript could not write the declarations of lib/. Correct the errors above and build again.",
    );
  await bundleDeclarations({ input: files(entryPoints, declarations, ".d.ts"), outDir: join(dist, "cjs") });
} finally {
  await rm(declarations, { recursive: true, force: true });
}
for (const name of entryPoints) {
  const origin = `${"../".repeat(name.split("/").length)}cjs/${name}.js`;
  await writeFile(join(dist, "esm", `${name}.d.ts`), `export * from "${origin}";\n`);
}
