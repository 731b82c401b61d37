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

/** The routes below a path, which are made when they are first needed. */
class Mount {
  private made: readonly Route[] | undefined;

  constructor(
    private readonly below: string,
    private readonly make: () => Routes,
  ) {}

  /** Whether a path with these segments is below the path. */
  has([, first = ""]: readonly string[]): boolean {
    return this.below === (first === "" ? "" : `/${first}`);
  }

  get routes(): readonly Route[] {
    this.made ??= Object.entries(this.make()).map(([name, run]) => {
      const [method = "", path = ""] = name.split(" ");
      const pattern = path === "/" ? this.below : this.below + path;
      return { method, pattern, segments: pattern.split("/"), run };
    });
    return this.made;
  }
}

/** Finds the function of a method and path. */
export class Router {
  private readonly mounts: Mount[] = [];

  /**
   * Adds routes below a path of at most one segment: `/clock` and `POST /advance` make `POST /clock/advance`.
   *
   * @param make is called when one of the routes is first needed.
   */
  mount(below: string, make: () => Routes): void {
    this.mounts.push(new Mount(below, make));
  }

  /**
   * Runs the function of a route.
   *
   * @throws HttpError 404 for an unknown path, 405 for another method.
   */
  run(path: string, call: Omit<Call, "params">): unknown {
    const { method } = call;
    const segments = path.replace(/\/$/, "").split("/");
    const below = this.mounts.filter((mount) => mount.has(segments)).flatMap(({ routes }) => routes);
    const matching = below.filter((route) => matches(route, segments));
    const route = matching.find((candidate) => candidate.method === method);
    if (route) return route.run({ ...call, params: paramsOf(route, segments) });
    if (matching.length === 0) throw unknownPath(method, path, below.length > 0 ? below : this.routes);
    const allow = [...new Set(matching.map((candidate) => candidate.method))].join(", ");
    throw new HttpError(405, `${method} is not supported on /_sim${path}. Use ${allow}.`, {
      headers: { allow },
    });
  }

  /** All routes: `GET /clock`. */
  list(): string[] {
    return this.routes.map(({ method, pattern }) => `${method} ${pattern}`);
  }

  private get routes(): Route[] {
    return this.mounts.flatMap(({ routes }) => routes);
  }
}

function unknownPath(method: string, path: string, routes: readonly Route[]): HttpError {
  const known = routes.map((route) => `${route.method} /_sim${route.pattern}`);
  return new HttpError(404, `There is no ${method} /_sim${path}. There are: ${known.join(", ")}.`, {
    unknown: "route",
  });
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
