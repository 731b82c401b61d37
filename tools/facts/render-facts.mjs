/**
 * Writes facts as a TypeScript module: one line per operation and shape.
 *
 * @param {any} facts
 * @param {string} header
 */
export function renderFacts(facts, header) {
  const { operations, shapes, ...service } = facts;
  const lines = [header, 'import type { ServiceFacts } from "../../../model/facts.js";', ""];
  lines.push("export const facts: ServiceFacts = {");
  for (const [key, value] of Object.entries(service)) {
    if (value !== undefined) lines.push(`  ${key}: ${literal(value)},`);
  }
  lines.push(...table("operations", operations), ...table("shapes", shapes), "};", "");
  return lines.join("\n");
}

function table(name, entries) {
  const rows = Object.entries(entries).map(([key, value]) => `    ${propertyName(key)}: ${literal(value)},`);
  return [`  ${name}: {`, ...rows, "  },"];
}

function literal(value) {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (present.length === 0) return "{}";
  return `{ ${present.map(([key, inner]) => `${propertyName(key)}: ${literal(inner)}`).join(", ")} }`;
}

/** @param {string} name */
export function propertyName(name) {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
