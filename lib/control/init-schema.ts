import type { Schema } from "./definition/kinds.js";
import { bodySchema } from "./definition/parameters.js";
import type { ControlledService } from "./http/service-routes.js";

/** The parts of a service that the schema uses. */
type Declared = Pick<ControlledService, "name" | "definition">;

const NAME = { type: "string", minLength: 1 };
const ACCOUNT = { type: "string", pattern: "^\\d{12}$", description: "Default the simulator's." };
const REGION = { type: "string", description: "Default the simulator's." };

/**
 * The handlers that a document can set: the member below the service, and the method that accepts the same
 * outcomes.
 */
const HANDLERS = [
  { service: "ecs", of: "tasks", method: "onTask" },
  { service: "lambda", of: "functions", method: "on" },
] as const;

/**
 * The JSON schema of init files in JSON, for editors. The simulator checks the rest at start, such as the
 * members of an operation's input.
 */
export function initFileSchema(services: readonly Declared[]): Schema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Init file of aws-sim",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      handlers: closed(
        Object.fromEntries(
          HANDLERS.map(({ service, of, method }) => [
            service,
            closed({ [of]: { type: "object", additionalProperties: outcomesOf(services, service, method) } }),
          ]),
        ),
        "The behaviours of tasks, by family, and of functions, by name.",
      ),
      stubs: { type: "array", items: STUB, description: "Answers in place of the simulation." },
      steps: {
        type: "array",
        items: { anyOf: [OPERATION, CONTROL] },
        description: "What to do, in this order.",
      },
    },
  };
}

const STUB = closed(
  {
    service: NAME,
    operation: NAME,
    answer: { type: ["object", "array"], description: "An output, an error, or a list of these." },
    when: { type: "object", description: "A part of the input." },
    times: { type: "integer", minimum: 1 },
    account: ACCOUNT,
    region: REGION,
  },
  undefined,
  ["service", "operation", "answer"],
);

const OPERATION = closed(
  {
    service: { ...NAME, description: "Its name in `sim.<name>`." },
    operation: { ...NAME, description: "The SDK's name, such as `createCluster`." },
    input: { type: "object" },
    account: ACCOUNT,
    region: REGION,
    as: { ...NAME, description: "The name by which strings in later steps refer to the output." },
  },
  "Calls an operation.",
  ["service", "operation"],
);

const CONTROL = closed(
  {
    control: { type: "string", pattern: "^(POST|PATCH|DELETE) /\\S*$", description: "A route below /_sim." },
    body: {},
  },
  "Calls a route of the control over HTTP.",
  ["control"],
);

function closed(properties: Schema, description?: string, required: readonly string[] = []): Schema {
  return {
    type: "object",
    ...(description !== undefined && { description }),
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** The schema of the body of a method; any value if the service is not part of the simulator. */
function outcomesOf(services: readonly Declared[], service: string, name: string): Schema {
  const method = services.find((candidate) => candidate.name === service)?.definition.methods.get(name);
  const body = method?.parameters.find(({ kind }) => kind.isBody);
  return body ? bodySchema(body) : {};
}
