import { readFileSync, writeFileSync } from "node:fs";
import { FactsArchive } from "../../lib/model/archive.js";
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
  const simulated = await summaries();
  const archived = new FactsArchive().services.filter((one) =>
    simulated.every(({ name }) => name !== one.name),
  );
  return page(simulated, readExercised(), archived);
}

export async function writePage(): Promise<void> {
  writeFileSync(PAGE, await currentPage());
}
