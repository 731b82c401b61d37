import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "rolldown";
import { buildPage } from "../inspector.mjs";
import { chunkOf, isDeferred, MAIN_CHUNK } from "./chunks.mjs";
import { deferredChunks } from "./deferred-chunks.mjs";
import { linesAlone, packedFacts, withLicences, withoutMapsOfFacts } from "./plugins.mjs";
import { modulesOfStart } from "./start-profile.mjs";

/**
 * Bundles TypeScript entry points for Node, below `outDir/cjs` and `outDir/esm`.
 *
 * The code is CommonJS, because Jest can load nothing else; the ES modules import it and export the same names. A
 * process that uses both so has one copy of every class. Packages stay external; every dynamic `import()` becomes a
 * chunk of its own, loaded when it is reached.
 *
 * @param {{ input: Record<string, string>, programs?: Record<string, Program>, outDir: string, start?: Start }} options
 *   `input` maps each output path (without extension) to its source file. `programs` are run and never imported: they
 *   are CommonJS, which Node loads faster. With `start`, code that no start runs is loaded when it is used.
 *
 * @typedef {{ library: string, program: string }} Start the source files that export createAwsSim and program.
 * @typedef {{ main: string, parts: Record<string, string> }} Program `main` is a file of its own, in which `import()`
 *   stays what it is; `parts` are the entry points that it imports, by their output paths.
 */
export async function bundle({ input, programs = {}, outDir, start }) {
  const external = (id) => isPackage(id) && !INLINED.has(id);
  const atStart =
    start && (await modulesOfStart({ ...start, options: { ...READING, external, plugins: [packedFacts] } }));
  const dir = join(outDir, "cjs");
  const parts = Object.assign({}, ...Object.values(programs).map((program) => program.parts));
  const { output } = await bundleEntries({ input: { ...input, ...parts }, dir, external, atStart });
  for (const [name, { main }] of Object.entries(programs)) await bundleProgram(dir, name, main);
  await copyArchive(dir);
  await buildPage(join(dir, "chunks", "generated", "inspector.html.br"));
  await describeModules(dir, "commonjs");
  for (const { name, exports } of output.filter(({ isEntry, name }) => isEntry && Object.hasOwn(input, name)))
    await writeModule(join(outDir, "esm"), name, exports);
  await describeModules(join(outDir, "esm"), "module");
}

/** Packages that are small enough to be part of the bundle: reading one from its own files costs 3 ms. */
const INLINED = new Set(["nanoid"]);

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
  // The source maps have the names of the files.
  experimental: { attachDebugInfo: "none" },
  resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
  // How long plugins take depends on the machine: on a busy one it would fail the build.
  checks: { pluginTimings: false },
  onLog(level, log, report) {
    if (level === "warn") throw new Error(`The bundler warns, and a build has no warnings: ${log.message}`);
    report(level, log);
  },
};

function bundleEntries({ input, dir, external, atStart }) {
  return build({
    ...READING,
    input,
    external,
    // If groups define the chunk of each module, an entry point may be moved as well; its names stay.
    ...(atStart && { preserveEntrySignatures: "allow-extension" }),
    plugins: [
      withLicences,
      packedFacts,
      withoutMapsOfFacts,
      linesAlone,
      deferredChunks({ main: MAIN_CHUNK, isDeferred }),
    ],
    output: {
      ...WRITING,
      dir,
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

function bundleProgram(dir, name, main) {
  return build({
    ...READING,
    input: { [name]: main },
    external: (id) => id !== main,
    plugins: [linesAlone],
    output: { ...WRITING, dir },
  });
}

/** How all code is written. */
const WRITING = {
  format: "cjs",
  exports: "named",
  // Stack traces name the files and lines of lib/. The sources themselves would double the size of the package.
  sourcemap: true,
  sourcemapExcludeSources: true,
  // The declarations have the doc comments; in the code they would only be read at every start.
  comments: { legal: true, annotation: false, jsdoc: false },
  entryFileNames: "[name].js",
  // Node reads a file of ASCII in a quarter of the time, and V8 keeps its text in half of the memory.
  charset: "ascii",
};

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
