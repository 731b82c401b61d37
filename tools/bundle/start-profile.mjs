import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "rolldown";

/**
 * What the start of a simulator runs, found by running it: builds each module into a file of its own, starts a
 * simulator that answers one request, and reads the coverage that V8 counts.
 *
 * @param {{ input: string, options: object }} given the entry point, which exports createAwsSim, and how it is bundled
 * @returns {Promise<Set<string>>} the source files that a start needs
 */
export async function modulesOfStart({ input, options }) {
  const folder = await mkdtemp(
    join(fileURLToPath(new URL("../../node_modules/", import.meta.url)), ".start-"),
  );
  try {
    const modules = join(folder, "modules");
    const { output } = await build({
      ...options,
      input: { index: input },
      output: {
        dir: modules,
        format: "cjs",
        exports: "named",
        preserveModules: true,
        dynamicImportInCjs: false,
        entryFileNames: "[name].js",
      },
    });
    const chunks = output.filter(({ type }) => type === "chunk");
    const script = join(folder, "start.cjs");
    await writeFile(script, START);
    await mkdir(join(folder, "coverage"));
    const { status, stderr } = spawnSync(process.execPath, [script, join(modules, "index.js")], {
      env: { ...process.env, NODE_V8_COVERAGE: join(folder, "coverage") },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`A simulator built module by module does not start:\n${stderr}`);
    const coverage = await readCoverage(join(folder, "coverage"));
    return used(chunks, (file) => coverage.get(pathToFileURL(join(modules, file)).href));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const START = `const { createAwsSim } = require(process.argv[2]);
(async () => {
  const sim = await createAwsSim();
  const answer = await fetch(sim.url, {
    method: "POST",
    headers: {
      authorization: "AWS4-HMAC-SHA256 Credential=AKID/20300101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
  });
  if (!answer.ok) throw new Error(await answer.text());
  await answer.text();
  await sim.close();
})();
`;

async function readCoverage(folder) {
  const scripts = new Map();
  for (const name of await readdir(folder)) {
    const { result } = JSON.parse(await readFile(join(folder, name), "utf8"));
    for (const { url, functions } of result) scripts.set(url, functions);
  }
  return scripts;
}

/** Modules of which something ran, beyond being read, and those whose values they took while they ran. */
function used(chunks, coverageOf) {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const files = new Set();
  const add = (file) => {
    if (files.has(file) || !byFile.has(file)) return;
    files.add(file);
    for (const taken of takenFrom(byFile.get(file), coverageOf(file) ?? [])) add(taken);
  };
  const imported = reachable(byFile);
  for (const { fileName, isEntry } of chunks) {
    const [script, ...functions] = coverageOf(fileName) ?? [];
    // Read although nothing imports it: by a dynamic import() of the start.
    const isAskedFor = script !== undefined && !imported.has(fileName);
    if (isEntry || isAskedFor || functions.some(({ ranges: [range] }) => range.count > 0)) add(fileName);
  }
  return new Set([...files].flatMap((file) => byFile.get(file).moduleIds));
}

/** The files that are read with the entry point. */
function reachable(byFile) {
  const files = new Set();
  const add = (file) => {
    if (files.has(file)) return;
    files.add(file);
    for (const imported of byFile.get(file)?.imports ?? []) add(imported);
  };
  for (const { fileName, isEntry } of byFile.values()) if (isEntry) add(fileName);
  return files;
}

/** The files from which a module took a value while it ran. */
function* takenFrom({ code, fileName }, functions) {
  // Whole functions: V8 counts blocks behind an await as not run, although they were.
  const ranges = functions.map((each) => each.ranges[0]);
  for (const [declaration, name, path] of code.matchAll(IMPORT)) {
    const declared = code.indexOf(declaration) + "const ".length;
    const uses = placesOf(name, code).filter((place) => place !== declared);
    // V8 counts the computed name of a method as a part of the method, which has not run when the class is made.
    if (uses.some((place) => ran(ranges, place) || code.charAt(place - 1) === "["))
      yield posix.join(posix.dirname(fileName), path);
  }
}

const IMPORT = /^const (require_[\w$]+) = require\("(\.{1,2}\/[^"]+)"\);$/gm;

/** Where a name is, and not a part of a longer one. */
function placesOf(name, code) {
  const places = [];
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1))
    if (!/[\w$]/.test(code.charAt(at + name.length))) places.push(at);
  return places;
}

/** Whether what is at this offset ran: the innermost range counts. */
function ran(ranges, offset) {
  let innermost;
  for (const range of ranges) {
    if (range.startOffset > offset || range.endOffset <= offset) continue;
    const isInner =
      innermost === undefined ||
      range.endOffset - range.startOffset < innermost.endOffset - innermost.startOffset;
    if (isInner) innermost = range;
  }
  return innermost !== undefined && innermost.count > 0;
}
