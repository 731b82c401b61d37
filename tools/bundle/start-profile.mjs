import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "rolldown";
import { isOfService } from "./chunks.mjs";

/**
 * What the start of a simulator runs, found by running it: builds each module into a file of its own, starts a
 * simulator that answers one request, starts the program, and reads the coverage that V8 counts. To this come the few
 * lines that services need to load.
 *
 * @param {{ library: string, program: string, options: object }} given the entry points, which export createAwsSim
 *   and program, and how they are bundled
 * @returns {Promise<Set<string>>} the source files that a start needs
 */
export async function modulesOfStart({ library, program, options }) {
  const folder = await mkdtemp(
    join(fileURLToPath(new URL("../../node_modules/", import.meta.url)), ".start-"),
  );
  try {
    const modules = join(folder, "modules");
    const { output } = await build({
      ...options,
      input: { library, program },
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
    const ofServices = chunks.filter(isOfService).map(({ fileName }) => fileName);
    const files = ["library.js", "program.js", ...ofServices].map((file) => join(modules, file));
    const { status, stderr } = spawnSync(process.execPath, [script, ...files], {
      env: { ...process.env, NODE_V8_COVERAGE: join(folder, "coverage") },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`A simulator built module by module does not start:\n${stderr}`);
    const [loading, start] = await readCoverage(join(folder, "coverage"));
    const functionsOf = (file) => {
      const { href } = pathToFileURL(join(modules, file));
      return { loading: loading.get(href) ?? [], start: start.get(href) ?? [] };
    };
    return used(chunks, functionsOf);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What ran while the modules loaded is written first, then what ran from there on. */
const START = `const [{ createAwsSim }, { program }] = process.argv.slice(2).map((file) => require(file));
require("node:v8").takeCoverage();
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
  const health = await fetch(sim.url + "/_sim/health");
  if (!health.ok) throw new Error(await health.text());
  await health.text();
  await sim.close();
  const ended = program(["--port", "0"], {}, () => {});
  // It announces that it is ready, and ends then.
  process.kill(process.pid, "SIGTERM");
  process.exitCode = await ended;
})();
`;

/** The functions of each script, in the order in which the coverage was written: the names have the time. */
async function readCoverage(folder) {
  const names = (await readdir(folder)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const { result } = JSON.parse(await readFile(join(folder, name), "utf8"));
      return new Map(result.map(({ url, functions }) => [url, functions]));
    }),
  );
}

/**
 * Modules of which something ran once all were loaded, and those whose values they took while they ran. A module that
 * calls a function of its own while it loads is not needed for that. Also those whose values a service takes while it
 * loads: its first request would load all that no start needs for a few lines.
 */
function used(chunks, functionsOf) {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const files = new Set();
  const add = (file) => {
    if (files.has(file) || !byFile.has(file)) return;
    files.add(file);
    for (const taken of takenFrom(byFile.get(file), functionsOf(file))) add(taken);
  };
  for (const { fileName, isEntry } of chunks) {
    const { start } = functionsOf(fileName);
    const hasRun = start.some(({ ranges: [range] }) => range.count > 0);
    if (isEntry || hasRun) add(fileName);
  }
  for (const chunk of chunks.filter(isOfService)) {
    const { loading } = functionsOf(chunk.fileName);
    for (const taken of takenFrom(chunk, { loading, start: [] }))
      if (byFile.has(taken) && !isOfService(byFile.get(taken))) add(taken);
  }
  return new Set([...files].flatMap((file) => byFile.get(file).moduleIds));
}

/** The files from which a module took a value while it ran, first or later. */
function* takenFrom({ code, fileName }, { loading, start }) {
  for (const [declaration, name, path] of code.matchAll(IMPORT)) {
    const declared = code.indexOf(declaration) + "const ".length;
    const uses = placesOf(name, code).filter((place) => place !== declared);
    // V8 counts the computed name of a method as a part of the method, which has not run when the class is made.
    const isTaken = (place) => code.charAt(place - 1) === "[" || ran(loading, place) || ran(start, place);
    if (uses.some(isTaken)) yield posix.join(posix.dirname(fileName), path);
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

/**
 * Whether what is at this offset ran: the innermost function counts. V8 counts the blocks behind an await as not run,
 * although they were.
 */
function ran(functions, offset) {
  const ranges = functions
    .map(({ ranges: [whole] }) => whole)
    .filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset);
  const size = ({ startOffset, endOffset }) => endOffset - startOffset;
  const [innermost] = ranges.toSorted((a, b) => size(a) - size(b));
  return innermost !== undefined && innermost.count > 0;
}
