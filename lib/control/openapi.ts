import { VERSION } from "../version.js";
import { type AnyControlMethod, pathsOf, resultMember } from "./definition/define-control.js";
import { type Kind, type Schema, schemaOf } from "./definition/kinds.js";
import { type AnyParameter, bodySchema } from "./definition/parameters.js";
import type { ControlledService } from "./http/service-routes.js";

const ERROR_SCHEMA = {
  type: "object",
  properties: { error: { type: "string" }, unknown: { type: "string" }, code: { type: "string" } },
  required: ["error"],
};

const ERROR = {
  description: "What happened and what to do",
  content: json({ $ref: "#/components/schemas/Error" }),
};

/**
 * Describes the HTTP control API as OpenAPI 3.1.
 *
 * @param descriptions of methods, by service and name: `ecs.runs`.
 * @param routes all routes, such as `GET /clock`. Those that are not methods of services have no schema.
 */
export function openApi(
  services: readonly ControlledService[],
  descriptions: ReadonlyMap<string, string>,
  routes: readonly string[],
): object {
  const methods = new Map<string, object>();
  for (const { name: service, definition } of services)
    for (const [name, method] of definition.methods)
      for (const path of pathsOf(name, method)) {
        const id = `${service}.${name}`;
        methods.set(
          `${method.verb} /${service}${path}`,
          operation(id, name, method, path, descriptions.get(id)),
        );
      }
  const paths = new Map<string, Record<string, object>>();
  for (const route of routes) {
    const [verb = "", path = ""] = route.split(" ");
    const described = methods.get(route) ?? { parameters: pathParameters(path), responses: responses({}) };
    paths.set(`/_sim${path}`, { ...paths.get(`/_sim${path}`), [verb.toLowerCase()]: described });
  }
  return {
    openapi: "3.1.0",
    info: { title: "Control of aws-sim", version: VERSION },
    paths: Object.fromEntries(paths),
    components: { schemas: { Error: ERROR_SCHEMA } },
  };
}

function operation(
  id: string,
  name: string,
  method: AnyControlMethod,
  path: string,
  summary: string | undefined,
): object {
  const { verb, parameters, everywhere, bytes } = method;
  const inPath = namesIn(path);
  const members = new Map(parameters.flatMap(membersOf).filter(([member]) => !inPath.includes(member)));
  const body = parameters.find(({ kind }) => kind.isBody);
  const query = [...(everywhere ? [] : ["account", "region"]), ...(verb === "GET" ? members.keys() : [])];
  const sends = verb !== "GET" && (body !== undefined || members.size > 0);
  return {
    operationId: [id, ...inPath].join("."),
    ...(summary && { summary }),
    parameters: [...pathParameters(path), ...query.map((member) => parameter(member, "query"))],
    ...(sends && { requestBody: { content: json(body ? bodySchema(body) : schemaOf(members)) } }),
    responses: bytes
      ? { "200": { description: "The bytes", content: { "application/octet-stream": {} } }, default: ERROR }
      : responses(resultSchema(name, method)),
  };
}

function membersOf({ name, kind }: AnyParameter): [string, Kind<unknown>][] {
  if (kind.isBody) return [];
  return kind.members ? [...kind.members] : [[name, kind]];
}

function resultSchema(name: string, method: AnyControlMethod): Schema {
  const member = resultMember(name, method);
  if (member === undefined) return { type: "object" };
  return {
    type: "object",
    properties: { [member]: method.list ? { type: "array" } : {} },
    required: [member],
  };
}

function pathParameters(path: string): object[] {
  return namesIn(path).map((name) => parameter(name, "path"));
}

function parameter(name: string, place: "path" | "query"): object {
  return { name, in: place, ...(place === "path" && { required: true }), schema: { type: "string" } };
}

function namesIn(path: string): string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = ""]) => name);
}

function responses(schema: Schema): object {
  return {
    "200": { description: "The result", content: json(schema) },
    "204": { description: "Done: there is nothing to return" },
    default: ERROR,
  };
}

function json(schema: Schema): object {
  return { "application/json": { schema } };
}
