/** Reads a simulator over `/_sim/`, or a report, which contains the responses. */

/** The data of a report. */
interface Report {
  readonly version: string;
  readonly entries: readonly unknown[];
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The report of this page; `undefined` if a simulator serves the page. */
export const report: Report | undefined = readReport();

/** A call that the simulator rejected, with its message. */
export class ApiError extends Error {}

/** The response of a GET below `/_sim`. @throws ApiError */
export async function get<Response>(
  path: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): Promise<Response> {
  // The documentation of the routes defines the type of each route.
  if (report) return fromReport(report, path) as Response;
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  return (await send("GET", `${path}${search && `?${search}`}`)) as Response;
}

/** Calls a route that changes something. @throws ApiError */
export async function send(verb: string, path: string, body?: unknown): Promise<unknown> {
  if (report) throw new ApiError("This is a report: there is no simulator to change.");
  const response = await fetch(`/_sim${path}`, {
    method: verb,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError("The simulator does not answer. It may have been closed.");
  });
  const text = await response.text();
  const value: unknown = text === "" ? undefined : JSON.parse(text);
  if (response.ok) return value;
  throw new ApiError(messageIn(value) ?? `The simulator returned status ${response.status}.`);
}

/** The bytes of a GET below `/_sim`. @throws ApiError */
export async function bytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (report) throw new ApiError("Contents of objects are not in reports.");
  const response = await fetch(`/_sim${path}`);
  if (!response.ok) throw new ApiError(`The simulator returned status ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

/** A name as a part of a path. */
export const segment = encodeURIComponent;

function fromReport({ responses }: Report, path: string): unknown {
  if (Object.hasOwn(responses, path)) return responses[path];
  throw new ApiError("This is not in the report.");
}

function readReport(): Report | undefined {
  const data = globalThis.document?.getElementById("aws-sim-report")?.textContent;
  return data ? (JSON.parse(data) as Report) : undefined;
}

function messageIn(value: unknown): string | undefined {
  const message: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "error") : undefined;
  return typeof message === "string" ? message : undefined;
}
