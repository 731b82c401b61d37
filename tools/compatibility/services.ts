import { readFileSync } from "node:fs";
import { loadService } from "../../lib/dispatch/loaded-service.js";
import { Catalogue, type CatalogueService } from "../../lib/model/catalogue.js";
import { services } from "../../lib/services/index.js";
import { services as generated } from "../facts/services.mjs";

/** A service, from its facts, its handlers and the header of its `index.ts`. */
export interface ServiceSummary {
  /** Its name in the simulator: `cloudMap`. */
  readonly name: string;
  /** Its folder below lib/services: `cloud-map`. */
  readonly folder: string;
  /** The package of its client in the SDK for JavaScript. */
  readonly sdk: string;
  /** Its name at AWS. */
  readonly title: string;
  /** Its page, relative to docs/. */
  readonly page: string;
  readonly simulated: readonly string[];
  /** Operations that return 501. */
  readonly notSimulated: readonly string[];
  /** The paragraphs of the header with these labels. */
  readonly gaps: string;
  readonly differences: string | undefined;
  /** The heading of its page that describes more differences, if it has one. */
  readonly deviations: string | undefined;
}

/** Every service, by name of the control object. */
export function summaries(): Promise<ServiceSummary[]> {
  return Promise.all(Object.keys(services).map((name) => summaryOf(name as keyof typeof services)));
}

async function summaryOf(name: keyof typeof services): Promise<ServiceSummary> {
  const service = await loadService(services[name]);
  const folder = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const { serviceId, operations } = await inCatalogue(folder);
  // The facts of some services have only the operations that the simulator needs.
  const all = isPartial(folder) ? operations : [];
  const names = [...new Set([...all, ...service.model.operationNames])].sort();
  const simulated = names.filter((operation) => {
    const known = service.model.operation(operation);
    return known !== undefined && service.handlerOf(known) !== undefined;
  });
  const page = `services/${folder}.md`;
  return {
    name,
    folder,
    sdk: `@aws-sdk/client-${serviceId.toLowerCase().replaceAll(" ", "-")}`,
    page,
    simulated,
    notSimulated: names.filter((operation) => !simulated.includes(operation)),
    ...readHeader(read(`lib/services/${folder}/index.ts`)),
    deviations: /^## (.*differ.*|Limits)$/im.exec(read(`docs/${page}`))?.[1],
  };
}

async function inCatalogue(folder: string): Promise<CatalogueService> {
  const model = generated.find(({ name }) => name === folder)?.model;
  const found = (await Catalogue.load()).services.find(({ name }) => name === model);
  if (found === undefined) throw new Error(`tools/facts/services.mjs names no model of "${folder}".`);
  return found;
}

function isPartial(folder: string): boolean {
  return generated.find(({ name }) => name === folder)?.operations !== undefined;
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

/**
 * Reads the first comment of the `index.ts` of a service.
 *
 * @throws Error if it has no name of the service or no paragraph "Not simulated: ...".
 */
export function readHeader(source: string): Pick<ServiceSummary, "title" | "gaps" | "differences"> {
  const [, comment = ""] = /^\/\*\*\n([\s\S]*?)\n \*\//.exec(source) ?? [];
  const paragraphs = comment
    .replace(/^ \* ?/gm, "")
    .split("\n\n")
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim());
  const [title] = /^[\w -]+/.exec(paragraphs[0] ?? "") ?? [];
  const gaps = under("Not simulated: ", paragraphs);
  if (title === undefined || gaps === undefined) {
    throw new Error(
      "The index.ts of a service must begin with a comment that has its AWS name and a paragraph " +
        `"Not simulated: ...". This one begins with: ${source.slice(0, 80)}`,
    );
  }
  return { title: title.trim(), gaps, differences: under("Differs on purpose: ", paragraphs) };
}

function under(heading: string, paragraphs: readonly string[]): string | undefined {
  const text = paragraphs.find((paragraph) => paragraph.startsWith(heading))?.slice(heading.length);
  return text && text.charAt(0).toUpperCase() + text.slice(1);
}
