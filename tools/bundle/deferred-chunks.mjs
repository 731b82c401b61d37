import { posix } from "node:path";

/**
 * Loads chunks of CommonJS when one of their names is used for the first time, as functions of the main chunk. Modules
 * of Node that are slow to load are loaded so as well.
 *
 * The bundler reads every chunk that another one imports as soon as that one is loaded. Here an import of a deferred
 * chunk becomes a function, and each use of the import a call of it.
 *
 * A deferred chunk does not require the main chunk: it is a function that is called with its exports. Jest forgets its
 * modules before each test with `resetModules`, and a chunk that a simulator needs for the first time after that would
 * require a second copy of the main chunk, whose error classes the first copy does not recognise.
 *
 * @param {{ main: string, isDeferred: (chunk: { name: string, moduleIds: string[] }) => boolean }} options the name of
 *   the main chunk, and which chunks are deferred. What only a dynamic import() reaches is deferred in any case. A
 *   bundle without the main chunk stays as it is.
 */
export function deferredChunks({ main, isDeferred }) {
  return {
    name: "deferred-chunks",
    generateBundle(_, files) {
      const chunks = Object.values(files).filter(({ type }) => type === "chunk");
      const mainChunk = chunks.find(({ name }) => name === main);
      if (mainChunk === undefined) return;
      const early = loadedEarly(chunks, isDeferred);
      const isLate = (file) => !early.has(file);
      for (const chunk of chunks) {
        chunk.code = withPlainExports(chunk.code);
        if (chunk === mainChunk) chunk.code = `${LOADER} ${deferImports(chunk, isLate, "load_chunk")}`;
        else if (isLate(chunk.fileName)) chunk.code = asFunction(chunk, isLate, mainChunk.fileName);
        else {
          const path = posix.relative(posix.dirname(chunk.fileName), mainChunk.fileName);
          chunk.code = deferImports(chunk, isLate, `require("./${path}").load_chunk`);
        }
        chunk.code = withShortNames(chunk);
      }
    },
  };
}

/** The files of entry points and of what they import, but for deferred chunks. */
function loadedEarly(chunks, isDeferred) {
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const early = new Set();
  const add = (file) => {
    const chunk = byFile.get(file);
    if (chunk === undefined || early.has(file) || isDeferred(chunk)) return;
    early.add(file);
    for (const imported of chunk.imports) add(imported);
  };
  for (const { fileName, isEntry } of chunks) if (isEntry) add(fileName);
  return early;
}

/**
 * Of the main chunk. Chunks that import each other get the exports that there are so far, as CommonJS does it. Names
 * with an underscore are not in the way of those of lib/.
 */
const LOADER = [
  "const loaded_chunks = new Map();",
  "exports.load_chunk = load_chunk;",
  "function load_chunk(file, read) {",
  "let chunk = loaded_chunks.get(file);",
  "if (chunk === undefined) { loaded_chunks.set(file, (chunk = {})); read()(chunk, exports); }",
  "return chunk;",
  "}",
].join(" ");

/** Modules of Node that take milliseconds to load, and that no start needs. */
const SLOW_BUILTINS = new Set(["node:child_process", "node:crypto", "node:zlib"]);

const STATIC = /^(?:const|let) ((?:require|node)_[\w$]+) = (require\("([^"]+)"\));$/;
const DYNAMIC = /require\("(\.{1,2}\/[^"]+)"\)/g;

/** Replaces each line by one line: the source maps stay right. */
function deferImports({ code, fileName }, isLate, load) {
  const fileAt = (path) => posix.join(posix.dirname(fileName), path);
  const isDeferred = (path) => (path.startsWith(".") ? isLate(fileAt(path)) : SLOW_BUILTINS.has(path));
  const loading = (expression, path) =>
    path.startsWith(".") && isLate(fileAt(path))
      ? `${load}("${fileAt(path)}", () => ${expression})`
      : expression;
  const names = new Set();
  const lines = code.split("\n").map((line) => {
    const [, name, expression, path] = STATIC.exec(line) ?? [];
    if (name === undefined) return line.replace(DYNAMIC, loading);
    if (!isDeferred(path)) return line;
    names.add(name);
    return `let ${name}_loaded; const ${name}_now = () => (${name}_loaded ??= ${loading(expression, path)});`;
  });
  return lines.join("\n").replace(USE, (use, isNew, name, member) => {
    if (!names.has(name)) return use;
    // What follows "new" ends at its first parenthesis.
    return isNew ? `new (${name}_now()${member})` : `${name}_now()${member}`;
  });
}

const USE = /\b(new )?((?:require|node)_[\w$]+)(\.[\w$]+)/g;

/**
 * Exports values instead of functions that read them, which is less to read and as right: no name of a module is ever
 * assigned again, and both stand at the end of a chunk.
 */
function withPlainExports(code) {
  return code.replace(
    /^Object\.defineProperty\(exports, "([^"]+)", \{\n\tenumerable: true,\n\tget: function\(\) \{\n\t\treturn ([\w$]+);\n\t\}\n\}\);$/gm,
    "exports.$1 = $2;",
  );
}

/** Calls the chunk `require_sim` `sim_`: the bundler's names would be a hundredth of the package. */
function withShortNames({ code, fileName }) {
  const taken = new Set(code.match(/(?<!\brequire_\w*)\b[a-z]\w*_\b/g));
  return code.replace(/\brequire_(\w+)\b/g, (_, chunk) => {
    const name = `${chunk}_`;
    if (taken.has(name)) throw new Error(`${fileName} has a name of its own like that of a chunk: ${name}`);
    return name;
  });
}

/** In parentheses, because V8 compiles such a function immediately instead of reading it twice. */
function asFunction(chunk, isLate, mainFile) {
  const main = `require("./${posix.relative(posix.dirname(chunk.fileName), mainFile)}")`;
  const code = deferImports(chunk, isLate, "main_chunk.load_chunk").replace(main, "main_chunk");
  const end = code.lastIndexOf("\n//# sourceMappingURL=");
  const body = end < 0 ? code : code.slice(0, end);
  return `module.exports = (function (exports, main_chunk) { ${body}\n});${code.slice(body.length)}`;
}
