import { propertyName } from "./render-facts.mjs";

/**
 * Writes the interfaces of a service's structures and a map of its operations.
 *
 * @param {any} facts
 * @param {string} name our directory name of the service
 * @param {string} header
 */
export function renderTypes(facts, name, header) {
  const body = [...declarations(facts), "", ...operationMap(facts, name), ""].join("\n");
  const streaming = /\bStreamingBody\b/.test(body)
    ? ['import type { StreamingBody } from "../../../wire/streaming-body.js";', ""]
    : [];
  return [header, ...streaming, body].join("\n");
}

function declarations(facts) {
  const structures = Object.entries(facts.shapes).filter(
    ([, shape]) => shape.type === "structure" && !shape.document && !shape.error,
  );
  const enums = Object.entries(facts.shapes).filter(([, shape]) => shape.enum);
  return [
    ...enums.map(
      ([name, shape]) => `export type ${name} = ${shape.enum.map((v) => JSON.stringify(v)).join(" | ")};`,
    ),
    ...structures.flatMap(([name, shape]) => structure(name, shape, facts)),
  ];
}

function structure(name, shape, facts) {
  const members = Object.entries(shape.members ?? {});
  if (members.length === 0) return ["", `export type ${name} = object;`];
  const required = new Set(shape.required);
  const lines = members.map(([member, reference]) => {
    const mark = required.has(member) ? "" : "?";
    return `  ${propertyName(member)}${mark}: ${memberType(reference, facts)};`;
  });
  return ["", `export interface ${name} {`, ...lines, "}"];
}

function memberType(reference, facts) {
  const member = typeof reference === "string" ? { shape: reference } : reference;
  const shape = facts.shapes[member.shape];
  if (member.jsonvalue) return "unknown";
  if (shape.type === "blob" && (member.streaming || shape.streaming)) return "StreamingBody";
  if (shape.eventStream) return `AsyncIterable<${member.shape}>`;
  return shapeType(member.shape, facts);
}

function shapeType(name, facts) {
  const shape = facts.shapes[name];
  switch (shape.type) {
    case "structure":
      return shape.document || shape.error ? "unknown" : name;
    case "list":
      return `readonly ${elementType(shapeOf(shape.member), facts)}[]`;
    case "map":
      return `Record<string, ${shapeType(shapeOf(shape.value), facts)}>`;
    case "string":
      return shape.enum ? name : "string";
    case "boolean":
      return "boolean";
    case "timestamp":
      return "Date";
    case "blob":
      return "Uint8Array";
    default:
      return "number";
  }
}

function shapeOf(reference) {
  return typeof reference === "string" ? reference : reference.shape;
}

/** `readonly` binds looser than `[]`: a list of lists needs brackets. */
function elementType(name, facts) {
  const type = shapeType(name, facts);
  return type.startsWith("readonly ") ? `(${type})` : type;
}

function operationMap(facts, name) {
  const rows = Object.entries(facts.operations).map(([operation, { input, output }]) => {
    const method = operation.charAt(0).toLowerCase() + operation.slice(1);
    return `  ${method}: [${input ?? "object"}, ${output ?? "object"}];`;
  });
  return [`export interface ${pascalCase(name)}Operations {`, ...rows, "}"];
}

function pascalCase(name) {
  return name.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());
}
