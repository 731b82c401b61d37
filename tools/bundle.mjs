import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "rolldown";

/**
 * Bundles TypeScript entry points for Node, once as ES modules and once as
 * CommonJS, below `outDir/esm` and `outDir/cjs`. Packages stay external;
 * every dynamic `import()` becomes a chunk of its own, loaded when it is reached.
 *
 * @param {{ input: Record<string, string>, programs?: Record<string, string>, outDir: string }} options
 *   `input` maps each output path (without extension) to its source file. So does `programs`,
 *   which are run and never imported: they are bundled as ES modules only.
 */
export async function bundle({ input, programs = {}, outDir }) {
  await bundleAs("es", "module", { ...input, ...programs }, join(outDir, "esm"));
  if (Object.keys(input).length > 0) await bundleAs("cjs", "commonjs", input, join(outDir, "cjs"));
}

/**
 * CommonJS packages that are part of the ES modules: Node takes 9 ms to import this one, because it looks for the names
 * of its exports first, and 3 ms to require it.
 */
const INLINED = new Set(["sorted-btree"]);

function isPackage(id) {
  return !id.startsWith(".") && !id.startsWith("/") && !/^[A-Za-z]:[\\/]/.test(id);
}

/** Puts the licence of a package before its code. */
const withLicences = {
  name: "licences",
  async load(id) {
    const [folder, name] = /^.*[\\/]node_modules[\\/]([^\\/]+)[\\/]/.exec(id) ?? [];
    if (folder === undefined) return undefined;
    const [licence, code] = await Promise.all([readFile(`${folder}LICENSE`, "utf8"), readFile(id, "utf8")]);
    return `/*! ${name}\n${licence}*/\n${code}`;
  },
};

async function bundleAs(format, type, input, dir) {
  await build({
    input,
    platform: "node",
    external: (id) => isPackage(id) && !(format === "es" && INLINED.has(id)),
    plugins: [withLicences],
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    onLog(level, log, report) {
      if (level === "warn") throw new Error(`The bundler warns, and a build has no warnings: ${log.message}`);
      report(level, log);
    },
    output: {
      dir,
      format,
      exports: "named",
      sourcemap: true,
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      // Jest's CommonJS has no import() without --experimental-vm-modules: a deferred require() instead.
      dynamicImportInCjs: false,
    },
  });
  // Node and TypeScript read the module system of a .js and .d.ts file from the nearest package.json.
  await writeFile(join(dir, "package.json"), `${JSON.stringify({ type, sideEffects: false })}\n`);
}
