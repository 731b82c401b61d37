import { readFileSync } from "node:fs";
import { kebabCase } from "../../lib/text/kebab-case.js";

const root = new URL("../../", import.meta.url);

/** What `Settable` gives the services that have settings. */
const DEFINITION = "lib/control/definition/define-control.ts";

/** The first sentence of the doc comment of each method of a service's control object, by name. */
export function descriptionsOf(service: string): ReadonlyMap<string, string> {
  const control = `lib/services/${kebabCase(service)}/control.ts`;
  return new Map([...membersIn(DEFINITION, "Settable<Settings>"), ...membersIn(control, /\w+Sim\b/.source)]);
}

function membersIn(path: string, name: string): [string, string][] {
  const text = readFileSync(new URL(path, root), "utf8");
  const body = new RegExp(`export interface ${name}[^{]*\\{\\n(.*?)^\\}`, "ms").exec(text)?.[1] ?? "";
  const members = body.matchAll(/\/\*\*((?:(?!\*\/).)*)\*\/\s+(?:readonly )?(\w+)/gs);
  return Array.from(members, ([, comment = "", member = ""]) => [member, firstSentence(comment)]);
}

/** The text of a comment up to its first period before a space, without links and tags. */
function firstSentence(comment: string): string {
  const text = comment
    .replace(/^\s*\*/gm, "")
    .replace(/\{@link (\w+)\}/g, "`$1`")
    .replace(/\s+/g, " ")
    .trim();
  return /^.*?(?<!such as \w*)[.](?= [A-Z@`]|$)/.exec(text)?.[0] ?? text;
}
