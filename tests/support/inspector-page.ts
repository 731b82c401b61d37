import { buildPage, PAGE_OF_SOURCES } from "../../tools/inspector.mjs";

/** Builds the page of the inspector beside the sources that serve it, before any test. */
export default async function setup(): Promise<void> {
  await buildPage(PAGE_OF_SOURCES);
}
