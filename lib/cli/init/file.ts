import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AwsSim } from "../../sim.js";
import { applyDocument } from "./apply.js";
import { readDocument } from "./document.js";

/** Loads an ES module or CommonJS module from its URL. */
export type ImportModule = (url: string) => Promise<{ readonly default?: unknown }>;

/**
 * Runs the module, or applies the JSON document, at a path.
 *
 * @throws Error naming the file and, in a JSON document, the entry, with advice.
 */
export async function applyInitFile(sim: AwsSim, path: string, importModule: ImportModule): Promise<void> {
  const file = resolve(path);
  switch (extname(file)) {
    case ".json":
      return naming(path, async () => applyDocument(sim, readDocument(await parsed(file))));
    case ".mjs":
    case ".cjs":
    case ".js":
    case ".ts":
    case ".mts":
    case ".cts":
      return naming(path, async () => runModule(sim, file, importModule));
    default:
      throw new Error(
        `The init file ${path} is neither a module (.mjs, .cjs, .js, .ts, .mts, .cts) nor a .json document. Rename it.`,
      );
  }
}

async function runModule(sim: AwsSim, file: string, importModule: ImportModule): Promise<void> {
  const module = await importModule(pathToFileURL(file).href).catch(cannotLoad);
  const init = module.default;
  if (!isFunction(init))
    throw new Error("its default export is not a function. Write: export default async (sim) => { … }");
  try {
    await init(sim);
  } catch (error) {
    throw withStack(error);
  }
}

async function parsed(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`not valid JSON: ${messageOf(error)}. Correct it.`);
  }
}

type InitFunction = (sim: AwsSim) => unknown;

/** Node 22.18 and later run TypeScript; earlier versions need a loader such as tsx. */
function cannotLoad(error: unknown): never {
  if (!(error instanceof Error && "code" in error && error.code === "ERR_UNKNOWN_FILE_EXTENSION"))
    throw withStack(error);
  throw new Error(
    `Node ${process.versions.node} cannot run TypeScript. Use Node 22.18 or later, run with NODE_OPTIONS="--import tsx", or compile it.`,
    { cause: error },
  );
}

/** The author of a module needs the location of an exception, so the message becomes the stack. */
function withStack(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack = message } = error;
  return new Error(stack.includes(message) ? stack : `${message}\n${stack}`, { cause: error });
}

/** The author of the module declares its parameters. */
function isFunction(value: unknown): value is InitFunction {
  return typeof value === "function";
}

async function naming(path: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Error(`The init file ${path} failed: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
