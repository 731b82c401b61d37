import { HttpError } from "./http-error.js";

/** A control request, as passed to the function of its route. */
export interface Call {
  readonly method: string;
  /** The `{names}` of the route, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The parsed JSON body; `undefined` if there is none. */
  readonly body: unknown;
}

/**
 * Functions by method and path: `"GET /tasks/{family}/runs"`. Results are sent as JSON; bytes and streams
 * unchanged; `undefined` as 204. A TypeError is an error of the caller (400).
 */
export type Routes = Readonly<Record<string, (call: Call) => unknown>>;

interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly segments: readonly string[];
  readonly run: (call: Call) => unknown;
}

/** Finds the function of a method and path. */
export class Router {
  private readonly routes: Route[] = [];

  /** Adds routes below a path: `/clock` and `POST /advance` make `POST /clock/advance`. */
  mount(below: string, routes: Routes): void {
    for (const [name, run] of Object.entries(routes)) {
      const [method = "", path = ""] = name.split(" ");
      const pattern = path === "/" ? below : below + path;
      this.routes.push({ method, pattern, segments: pattern.split("/"), run });
    }
  }

  /**
   * Runs the function of a route.
   *
   * @throws HttpError 404 for an unknown path, 405 for another method.
   */
  run(path: string, call: Omit<Call, "params">): unknown {
    const { method } = call;
    const segments = path.replace(/\/$/, "").split("/");
    const matching = this.routes.filter((route) => matches(route, segments));
    const route = matching.find((candidate) => candidate.method === method);
    if (route) return route.run({ ...call, params: paramsOf(route, segments) });
    if (matching.length === 0) throw this.unknownPath(method, path);
    const allow = [...new Set(matching.map((candidate) => candidate.method))].join(", ");
    throw new HttpError(405, `${method} is not supported on /_sim${path}. Use ${allow}.`, {
      headers: { allow },
    });
  }

  /** All routes: `GET /clock`. */
  list(): string[] {
    return this.routes.map(({ method, pattern }) => `${method} ${pattern}`);
  }

  private unknownPath(method: string, path: string): HttpError {
    const [, first] = path.split("/");
    const below = this.routes.filter(({ segments }) => segments[1] === first);
    const known = (below.length > 0 ? below : this.routes).map(
      (route) => `${route.method} /_sim${route.pattern}`,
    );
    return new HttpError(404, `There is no ${method} /_sim${path}. There are: ${known.join(", ")}.`, {
      unknown: "route",
    });
  }
}

function matches(route: Route, segments: readonly string[]): boolean {
  return (
    route.segments.length === segments.length &&
    route.segments.every((wanted, i) => (isParam(wanted) ? segments[i] !== "" : wanted === segments[i]))
  );
}

function paramsOf(route: Route, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = Object.create(null);
  for (const [i, wanted] of route.segments.entries()) {
    if (isParam(wanted)) params[wanted.slice(1, -1)] = decode(segments[i] ?? "");
  }
  return params;
}

function isParam(segment: string): boolean {
  return segment.startsWith("{");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new HttpError(400, `"${segment}" is not percent-encoded UTF-8. Encode it as a path segment.`);
  }
}
