import { type MatchFunction, match, type ParamData } from "path-to-regexp";
import type { Backend } from "../backend.js";
import { pageNotFound } from "../errors.js";
import type { Reply } from "./reply.js";
import type { DockerRequest } from "./request.js";

/** Serves one kind of request. */
export type Handler = (backend: Backend, request: DockerRequest) => Reply | Promise<Reply>;

/** A method, a path such as `/containers/:id/json` or `/images/*name/json`, and what serves it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  readonly handler: Handler;
}

/** A table of routes: `"GET /containers/json": listContainers`. */
export function routes(table: Readonly<Record<string, Handler>>): Route[] {
  return Object.entries(table).map(([line, handler]) => {
    const [method = "", path = ""] = line.split(" ");
    return { method, path, handler };
  });
}

/** A route with the parameters of a path. */
export interface Found {
  readonly handler: Handler;
  readonly params: ReadonlyMap<string, string>;
}

/** Finds the first route for a request. */
export class Router {
  private readonly routes: readonly (Route & { readonly matches: MatchFunction<ParamData> })[];

  constructor(table: readonly Route[]) {
    this.routes = table.map((route) => ({ ...route, matches: match(route.path, { sensitive: true }) }));
  }

  /** @throws DockerError if there is none. */
  find(method: string, path: string): Found {
    for (const route of this.routes) {
      if (route.method !== method) continue;
      const found = route.matches(path);
      if (found) return { handler: route.handler, params: paramsOf(found.params) };
    }
    throw pageNotFound();
  }
}

/** Names of images have slashes: their segments are joined. */
function paramsOf(params: ParamData): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(params).map(([name, value = ""]) => [
      name,
      Array.isArray(value) ? value.join("/") : value,
    ]),
  );
}
