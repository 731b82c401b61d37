import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build } from "rolldown";

/**
 * Bundles TypeScript entry points for Node, below `outDir/cjs` and `outDir/esm`.
 *
 * The code is CommonJS, because Jest can load nothing else; the ES modules import it and export the same names. A
 * process that uses both so has one copy of every class. Packages stay external; every dynamic `import()` becomes a
 * chunk of its own, loaded when it is reached.
 *
 * @param {{ input: Record<string, string>, programs?: Record<string, string>, outDir: string }} options
 *   `input` maps each output path (without extension) to its source file. So does `programs`, which are run and never
 *   imported: each stays the ES module that it is, and may import entry points of `input`.
 */
export async function bundle({ input, programs = {}, outDir }) {
  const { output } = await bundleAs("cjs", {
    input,
    dir: join(outDir, "cjs"),
    external: (id) => isPackage(id) && !INLINED.has(id),
  });
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

/** CommonJS packages that are small enough to be part of the bundle: reading them from their own files costs 3 ms. */
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

/** Facts of services are data, which no stack trace leads to. */
const withoutMapsOfFacts = {
  name: "no-maps-of-facts",
  generateBundle(_, files) {
    for (const chunk of Object.values(files)) {
      if (chunk.type !== "chunk" || !chunk.moduleIds.every((id) => id.includes("/generated/"))) continue;
      chunk.code = chunk.code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
      delete files[chunk.sourcemapFileName];
    }
  },
};

const MAIN_ENTRY = /[\\/]lib[\\/]index\.ts$/;

/** Services with few operations, whose code is not worth a chunk of its own. */
const SMALL_SERVICES = /[\\/]lib[\\/]services[\\/](sts|s3-control)[\\/]operations[\\/]/;

/**
 * Keeps everything that is loaded with the package in one chunk. By default the bundler would make a chunk of what it
 * shares with each deferred import, which costs files, and time at the start.
 */
function loadedTogether() {
  const known = new Map();
  const isEager = (id, context) => {
    if (!known.has(id)) {
      // Imports may form circles, of types alone.
      known.set(id, false);
      const { importers = [] } = context.getModuleInfo(id) ?? {};
      known.set(id, MAIN_ENTRY.test(id) || importers.some((importer) => isEager(importer, context)));
    }
    return known.get(id);
  };
  return (id, context) => (isEager(id, context) || SMALL_SERVICES.test(id) ? "sim" : null);
}

function bundleAs(format, { input, dir, external }) {
  return build({
    input,
    platform: "node",
    external,
    plugins: [withLicences, withoutMapsOfFacts],
    resolve: { extensionAlias: { ".js": [".ts", ".js"] } },
    onLog(level, log, report) {
      if (level === "warn") throw new Error(`The bundler warns, and a build has no warnings: ${log.message}`);
      report(level, log);
    },
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
      codeSplitting: { groups: [{ debugName: "loaded together", name: loadedTogether() }] },
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
