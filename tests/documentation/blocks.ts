import { existsSync, readdirSync, readFileSync } from "node:fs";
import { format } from "node:util";

const docs = new URL("../../docs/", import.meta.url);
const preludes = new URL("preludes/", import.meta.url);

/** A block of code on a page of the documentation. */
export interface Block {
  /** `docs/faults.md`. */
  readonly page: string;
  readonly line: number;
  readonly code: string;
  /** The comment before the block: the example that it is, or why it is not executed. */
  readonly note: string | undefined;
}

/** The blocks of TypeScript and JavaScript of all pages below docs/. */
export function codeBlocks(): Block[] {
  return (
    readdirSync(docs, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      // Those of doc comments are parts of programs.
      .filter((name) => name.endsWith(".md") && !name.startsWith("api/"))
      .sort()
      .flatMap((name) => blocksOf(`docs/${name}`, readFileSync(new URL(name, docs), "utf8")))
  );
}

export function blocksOf(page: string, markdown: string): Block[] {
  return [...markdown.matchAll(/(?:<!-- (.*?) -->\n)?```[jt]s\n([\s\S]*?)```/g)].map(
    ({ 1: note, 2: code = "", index }) => ({
      page,
      line: markdown.slice(0, index).split("\n").length,
      code,
      note,
    }),
  );
}

/**
 * A module whose default export executes a block. What the page takes for
 * granted, such as clients, is in the prelude of the page, whose statements
 * come before it in an outer scope.
 *
 * The simulators that it makes are in the export `made`.
 */
export function moduleOf({ page, code }: Block): string {
  const file = new URL(
    page
      .replace(/^docs\//, "")
      .replaceAll("/", "-")
      .replace(/\.md$/, ".ts"),
    preludes,
  );
  const before = split(existsSync(file) ? readFileSync(file, "utf8") : "");
  const { imports, body } = split(code);
  return `
import { createAwsSim as create } from "aws-sim";
${[...new Set([...before.imports, ...imports])].join("\n").replace(/(?:type )?\bcreateAwsSim,? ?/g, "")}
export const made: { close(): Promise<void> }[] = [];
async function createAwsSim(options?: Parameters<typeof create>[0]) {
  const sim = await create(options);
  made.push(sim);
  return sim;
}
export default async function () {
${before.body}
{
${body}
}
}`;
}

function split(source: string): { imports: string[]; body: string } {
  const statement = /^import [\s\S]*?;\n/gm;
  return {
    imports: [...source.matchAll(statement)].map(([text]) => text.trim()),
    // A prelude exports what it gives to the blocks.
    body: source
      .replace(statement, "")
      .replace(/^export \{.*\};\n/gm, "")
      .replace(/^export /gm, ""),
  };
}

/** What the comments behind calls of console.log promise: `console.log(fault.hits); // 2`. */
export function promisedOutput(code: string): string[] {
  return [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map(([, output = ""]) => output);
}

/** Whether all calls of console.log have a comment that promises their output. */
export function promisesAll(code: string): boolean {
  return [...code.matchAll(/console\.log\(/g)].length === promisedOutput(code).length;
}

export const printed = (calls: readonly unknown[][]): string[] => calls.map((args) => format(...args));
