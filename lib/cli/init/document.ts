/** A JSON init file: first the handlers and stubs, then the steps in order. */
export interface InitDocument {
  readonly steps: readonly InitStep[];
}

/** One step; `entry` is its location in the file. */
export type InitStep = OperationStep | ControlStep;

/** A call of an AWS operation. */
export interface OperationStep {
  readonly kind: "operation";
  readonly entry: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly account?: string;
  readonly region?: string;
  /** Name by which later steps refer to its output. */
  readonly as?: string;
}

/** A call of the HTTP control API. */
export interface ControlStep {
  readonly kind: "control";
  readonly entry: string;
  readonly method: string;
  /** Path below `/_sim`. */
  readonly path: string;
  readonly body: unknown;
}

/** The control routes that accept each kind of handler. */
const HANDLERS = [
  {
    service: "ecs",
    of: "tasks",
    path: (family: string) => `/ecs/tasks/${encodeURIComponent(family)}/outcomes`,
  },
  {
    service: "lambda",
    of: "functions",
    path: (name: string) => `/lambda/functions/${encodeURIComponent(name)}/responses`,
  },
] as const;

/** @throws Error naming the entry that is wrong, and what it can be. */
export function readDocument(json: unknown): InitDocument {
  // `$schema` is for editors.
  const known = ["handlers", "stubs", "steps", "$schema"] as const;
  const { handlers = {}, stubs = [], steps = [] } = members(json, "the document", ...known);
  if (!Array.isArray(stubs)) throw new Error("stubs must be a list of stubs.");
  if (!Array.isArray(steps)) throw new Error("steps must be a list of operations and control calls.");
  return {
    steps: [
      ...handlerSteps(handlers),
      ...stubs.map((body, i) => stubStep(body, `stubs[${i}]`)),
      ...steps.map((step, i) => readStep(step, `steps[${i}]`)),
    ],
  };
}

function stubStep(body: unknown, entry: string): ControlStep {
  return { kind: "control", entry, method: "POST", path: "/stubs", body };
}

function handlerSteps(handlers: unknown): ControlStep[] {
  const byService = members(handlers, "handlers", ...HANDLERS.map(({ service }) => service));
  return HANDLERS.flatMap(({ service, of, path }) => {
    const entry = `handlers.${service}`;
    const given = members(byService[service] ?? {}, entry, of)[of] ?? {};
    return Object.entries(members(given, `${entry}.${of}`)).map(([name, body]) => ({
      kind: "control" as const,
      entry: `${entry}.${of}.${name}`,
      method: "POST",
      path: path(name),
      body,
    }));
  });
}

function readStep(step: unknown, entry: string): InitStep {
  if (typeof step === "object" && step !== null && "control" in step) {
    const { control, body } = members(step, entry, "control", "body");
    const [, method = "", path = ""] = /^(POST|PATCH|DELETE) (\/\S*)$/.exec(String(control)) ?? [];
    if (!path) throw new Error(`${entry}.control must be a method and a path, such as "PATCH /delays".`);
    return { kind: "control", entry, method, path, body };
  }
  const names = ["service", "operation", "input", "account", "region", "as"] as const;
  const { input = {}, ...others } = members(step, entry, ...names);
  const text = (name: keyof typeof others) => textOf(others[name], `${entry}.${name}`);
  const { account, region, as } = { account: text("account"), region: text("region"), as: text("as") };
  const [service, operation] = [text("service"), text("operation")];
  if (service === undefined || operation === undefined)
    throw new Error(`${entry} needs "service" and "operation", or "control".`);
  return { kind: "operation", entry, service, operation, input, account, region, as };
}

function textOf(value: unknown, entry: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new Error(`${entry} must be a string. Put it in quotes.`);
}

/** The members of an object that may have only these, or any if none are given. */
function members<Name extends string>(
  value: unknown,
  entry: string,
  ...names: Name[]
): { [N in Name]?: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${entry} is not an object${names.length > 0 ? ` with ${names.join(", ")}` : ""}.`);
  const strange = Object.keys(value).find(
    (name) => names.length > 0 && !names.some((known) => known === name),
  );
  if (strange !== undefined)
    throw new Error(`${entry} has no "${strange}". It can have: ${names.join(", ")}.`);
  return value;
}
