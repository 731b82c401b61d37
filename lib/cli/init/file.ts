import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { AwsSim } from "../../sim.js";
import { applyDocument } from "./apply.js";
import { readDocument } from "./document.js";

/** Loads an ES module, or a CommonJS one, from its URL. */
export type ImportModule = (url: string) => Promise<{ readonly default?: unknown }>;

/**
 * Runs the module, or applies the JSON document, of a path.
 *
 * @throws Error naming the file, and in a JSON document the entry, and what to do.
 */
export async function applyInitFile(sim: AwsSim, path: string, importModule: ImportModule): Promise<void> {
  const file = resolve(path);
  switch (extname(file)) {
    case ".json":
      return naming(path, async () => applyDocument(sim, readDocument(await parsed(file))));
    case ".mjs":
    case ".cjs":
    case ".js":
      return naming(path, async () => (await initFunction(file, importModule))(sim));
    default:
      throw new Error(
        `The init file ${path} is neither a module (.mjs, .cjs, .js) nor a .json document. Name it so.`,
      );
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

async function initFunction(file: string, importModule: ImportModule): Promise<InitFunction> {
  const module = await importModule(pathToFileURL(file).href);
  if (isFunction(module.default)) return module.default;
  throw new Error("it exports no function by default. Write: export default async (sim) => { … }");
}

/** What it takes is the author's word. */
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
