import { readFileSync, writeFileSync } from "node:fs";
import type { Exercised } from "./exercised.js";
import { page } from "./page.js";
import { summaries } from "./services.js";

const PAGE = new URL("../../docs/compatibility.md", import.meta.url);
/** The recorded results of the suites. */
export const EXERCISED = new URL("exercised.json", import.meta.url);

export function readExercised(): Exercised {
  return JSON.parse(readFileSync(EXERCISED, "utf8"));
}

/** The content of the page file. */
export function readPage(): string {
  return readFileSync(PAGE, "utf8");
}

/** The page, generated from the current sources. */
export async function currentPage(): Promise<string> {
  return page(await summaries(), readExercised());
}

export async function writePage(): Promise<void> {
  writeFileSync(PAGE, await currentPage());
}
