import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build } from "rolldown";
import { buildPage } from "../inspector.mjs";
import { chunkOf, isDeferred, MAIN_CHUNK } from "./chunks.mjs";
import { deferredChunks } from "./deferred-chunks.mjs";
import { linesAlone, packedFacts, withoutMapsOfFacts } from "./plugins.mjs";
import { modulesOfStart } from "./start-profile.mjs";

/**
 * Bundles TypeScript entry points for Node, below `outDir/cjs` and `outDir/esm`.
 *
 * The code is CommonJS, because Jest can load nothing else; the ES modules import it and export the same names. A
 * process that uses both so has one copy of every class. Packages stay external; every dynamic `import()` becomes a
 * chunk of its own, loaded when it is reached.
 *
 * @param {{ input: Record<string, string>, programs?: Record<string, string>, outDir: string, start?: string }} options
 *   `input` maps each output path (without extension) to its source file. So does `programs`, which are run and never
 *   imported: each stays the ES module that it is, and may import entry points of `input`. `start` is the
 *   source file that exports createAwsSim: with it, code that no simulator runs at its start is loaded when it is used.
 */
export async function bundle({ input, programs = {}, outDir, start }) {
  const atStart =
    start &&
    (await modulesOfStart({
      input: start,
      options: { ...READING, external: isPackage, plugins: [packedFacts] },
    }));
  const { output } = await bundleAs("cjs", { input, dir: join(outDir, "cjs"), external: isPackage, atStart });
  await copyArchive(join(outDir, "cjs"));
  await buildPage(join(outDir, "cjs", "chunks", "generated", "inspector.html.br"));
  await describeModules(join(outDir, "cjs"), "commonjs");
  for (const { name, exports } of output.filter((chunk) => chunk.type === "chunk" && chunk.isEntry))
    await writeModule(join(outDir, "esm"), name, exports);
  for (const [name, file] of Object.entries(programs))
    await bundleAs("es", {
      input: { [basename(name)]: file },
      dir: join(outDir, "esm", dirname(name)),
      external: (id) => id !== file,
    });
  await describeModules(join(outDir, "esm"), "module");
}

function isPackage(id) {
  return !id.startsWith(".") && !id.startsWith("/") && !/^[A-Za-z]:[\\/]/.test(id);
}

/** The file of facts that lib/model/archive.ts finds below its own folder: in the package, that of the chunks. */
async function copyArchive(dir) {
  const folder = join(dir, "chunks", "generated");
  await mkdir(folder, { recursive: true });
  await copyFile(
    new URL("../../lib/model/generated/archive.bin", import.meta.url),
    join(folder, "archive.bin"),
  );
}

/** How modules are read, whatever becomes of them. */
const READING = {
  platform: "node",
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  // How long plugins take depends on the machine: on a busy one it would fail the build.
  checks: { pluginTimings: false },
  onLog(level, log, report) {
    if (level === "warn") throw new Error(`The bundler warns, and a build has no warnings: ${log.message}`);
    report(level, log);
  },
};

function bundleAs(format, { input, dir, external, atStart }) {
  return build({
    ...READING,
    input,
    external,
    // If groups define the chunk of each module, an entry point may be moved as well; its names stay.
    ...(atStart && { preserveEntrySignatures: "allow-extension" }),
    plugins: [packedFacts, withoutMapsOfFacts, linesAlone, deferredChunks({ main: MAIN_CHUNK, isDeferred })],
    // The source maps have the names of the files.
    experimental: { attachDebugInfo: "none" },
    output: {
      dir,
      format,
      exports: "named",
      // Stack traces name the files and lines of lib/. The sources themselves would double the size of the package.
      sourcemap: true,
      sourcemapExcludeSources: true,
      // The declarations have the doc comments; in the code they would only be read at every start.
      comments: { legal: true, annotation: false, jsdoc: false },
      entryFileNames: "[name].js",
      chunkFileNames: "chunks/[name]-[hash].js",
      codeSplitting: {
        // Groups define the chunk of each module: without this, a chunk includes what its modules import.
        includeDependenciesRecursively: atStart === undefined,
        groups: [{ name: chunkOf(atStart) }],
      },
      // Jest's CommonJS has no import() without --experimental-vm-modules: a deferred require() instead.
      dynamicImportInCjs: false,
    },
  });
}

/** Writes the ES module of an entry point. The default import needs no guess about the names that CommonJS exports. */
async function writeModule(dir, name, names) {
  const file = join(dir, `${name}.js`);
  const origin = `${"../".repeat(name.split("/").length)}cjs/${name}.js`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `import module from "${origin}";\nexport const { ${names.toSorted().join(", ")} } = module;\n`,
  );
}

/** Node and TypeScript read the module system of .js and .d.ts files from the nearest package.json. */
async function describeModules(dir, type) {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, "package.json"), `${JSON.stringify({ type, sideEffects: false })}\n`);
}
