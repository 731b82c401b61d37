import type { ServiceFacts } from "../../lib/model/facts.js";
import { methodNameOf, type Operation, ServiceModel } from "../../lib/model/service-model.js";
import type { Member, Shape, StructureShape } from "../../lib/model/shapes.js";
import { services } from "../../lib/services/index.js";
import type { Random } from "./random.js";
import type { Values } from "./values.js";

/** A request before it is written as bytes. */
export interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** A service of the simulator with its model. */
export interface Target {
  readonly name: string;
  readonly model: ServiceModel;
  /** Names of the operations that are simulated. */
  readonly simulated: readonly string[];
}

/** Every service that is simulated. */
export async function loadTargets(): Promise<Target[]> {
  const loading = Object.entries(services).map(async ([name, service]) => {
    const model = new ServiceModel((await service.loadFacts()).facts);
    const operations = await service.loadOperations();
    const simulated = model.operationNames.filter((operation) => methodNameOf(operation) in operations);
    return { name, model, simulated };
  });
  return Promise.all(loading);
}

/** A request for a random operation, as an SDK would write it. */
export function requestFor({ model, simulated }: Target, random: Random, values: Values): Request {
  const operation = model.operation(random.pick(random.chance(0.95) ? simulated : model.operationNames));
  if (!operation) throw new Error("The model does not have an operation that it names.");
  const input = operation.input ? values.structure(operation.input) : {};
  const { method, target, headers, body } = write(model.facts, operation, input);
  const credential = `AKIAFUZZ/20300101/us-east-1/${model.facts.signingName}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${"0".repeat(64)}`;
  const signed = [...headers, ["x-amz-date", "20300101T000000Z"], ["authorization", authorization]] as const;
  return { method, target, headers: signed, body };
}

function write(facts: ServiceFacts, operation: Operation, input: Record<string, unknown>): Request {
  switch (facts.protocol) {
    case "json":
      return {
        method: "POST",
        target: "/",
        headers: [
          ["x-amz-target", `${facts.targetPrefix}.${operation.name}`],
          ["content-type", `application/x-amz-json-${facts.jsonVersion ?? "1.1"}`],
        ],
        body: Buffer.from(JSON.stringify(input)),
      };
    case "query":
    case "ec2":
      return {
        method: "POST",
        target: "/",
        headers: [["content-type", "application/x-www-form-urlencoded"]],
        body: Buffer.from(
          new URLSearchParams([
            ["Action", operation.name],
            ["Version", facts.apiVersion],
            ...fields("", operation.input, input, facts.protocol === "ec2"),
          ]).toString(),
        ),
      };
    default:
      return writeRest(facts, operation, input);
  }
}

/** Members as `Tag.1.Key=a`; IAM's and STS's lists have `member` between. */
function fields(prefix: string, shape: Shape | undefined, value: unknown, flat: boolean): [string, string][] {
  if (value === null || value === undefined) return [];
  const below = (name: string) => (prefix === "" ? name : `${prefix}.${name}`);
  if (Array.isArray(value)) {
    const element = shape?.type === "list" ? shape.member.shape : undefined;
    const place = flat || (shape?.type === "list" && shape.flattened) ? prefix : `${prefix}.member`;
    return value.flatMap((item, i) => fields(`${place}.${i + 1}`, element, item, flat));
  }
  if (typeof value === "object") {
    return Object.entries(value).flatMap(([name, inner]) => {
      const member = shape?.type === "structure" ? shape.memberByName.get(name) : undefined;
      const wireName = member?.traits.queryName ?? member?.wireName ?? name;
      const written = flat ? wireName.charAt(0).toUpperCase() + wireName.slice(1) : wireName;
      return fields(below(written), member?.shape, inner, flat);
    });
  }
  return [[prefix, textOf(value)]];
}

function writeRest(facts: ServiceFacts, operation: Operation, input: Record<string, unknown>): Request {
  const { labels, query, headers, payload, body } = operation.input?.bindings ?? NOTHING;
  const given = (members: readonly Member[]) =>
    members.flatMap((member): [Member, string][] => {
      const value = input[member.name];
      return value === undefined ? [] : [[member, textOf(value)]];
    });
  const byLabel = new Map(given(labels).map(([{ wireName }, text]) => [wireName, text]));
  const path = (operation.facts.uri ?? "/").replace(
    /\{([^}+]+)(\+?)\}/g,
    (_, name: string, greedy: string) =>
      greedy ? encoded(byLabel.get(name)).replaceAll("%2F", "/") : encoded(byLabel.get(name)),
  );
  const parameters = given(query).map(([{ wireName }, text]) => `${encoded(wireName)}=${encoded(text)}`);
  const mark = path.includes("?") ? "&" : "?";
  return {
    method: operation.facts.method ?? "POST",
    target: path + (parameters.length > 0 ? mark + parameters.join("&") : ""),
    headers: [
      ...given(headers).map(([{ wireName }, text]) => [wireName, text] as const),
      ["content-type", facts.protocol === "rest-xml" ? "application/xml" : "application/json"],
    ],
    body: Buffer.from(bodyOf(facts, payload ? [payload] : body, payload, input)),
  };
}

/** A value where a request has text. Objects may lack a prototype, and with it a `toString`. */
function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const NOTHING = { labels: [], query: [], headers: [], payload: undefined, body: [] };

function bodyOf(
  { protocol, xmlNamespace = "" }: ServiceFacts,
  members: readonly Member[],
  payload: Member | undefined,
  input: Record<string, unknown>,
): string {
  if (payload) {
    const value = input[payload.name];
    if (payload.shape.type !== "structure") return value === undefined ? "" : textOf(value);
    if (protocol !== "rest-xml") return JSON.stringify(value ?? {});
    const root = payload.shape.locationName ?? payload.wireName;
    return `<${root} xmlns="${xmlNamespace}">${xml(payload.shape, value)}</${root}>`;
  }
  const present = Object.fromEntries(members.map(({ name }) => [name, input[name]]));
  return Object.values(present).every((value) => value === undefined) ? "" : JSON.stringify(present);
}

function xml(shape: Shape | undefined, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .map(([name, inner]) => {
      const member = (shape as StructureShape | undefined)?.memberByName?.get(name);
      const tag = (member?.wireName ?? name).replace(/[^\w:-]/g, "") || "a";
      if (!Array.isArray(inner)) return `<${tag}>${xml(member?.shape, inner)}</${tag}>`;
      const list = member?.shape.type === "list" ? member.shape : undefined;
      const items = (itemTag: string) =>
        inner.map((item) => `<${itemTag}>${xml(list?.member.shape, item)}</${itemTag}>`).join("");
      if (list?.flattened) return items(tag);
      return `<${tag}>${items(list?.member.traits.locationName ?? "member")}</${tag}>`;
    })
    .join("");
}

function escaped(text: string): string {
  return text.replace(/[<>&]/g, (c) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;" })[c] ?? c);
}

/** Lone surrogates cannot be percent-encoded. */
function encoded(text = ""): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}
