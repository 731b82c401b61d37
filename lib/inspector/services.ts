import { type AnyControlMethod, pathsOf } from "../control/definition/define-control.js";
import { schemaOf } from "../control/definition/kinds.js";
import type { ControlledService } from "../control/http/service-routes.js";
import type { Inspector } from "./inspector.js";
import type { TableSummary } from "./tables.js";

/** A control method in the inspector. */
export interface OfferedMethod {
  readonly name: string;
  readonly description: string | undefined;
  readonly verb: string;
  /** Below `/_sim/<service>`, the most specific path first. */
  readonly paths: readonly string[];
  readonly everywhere: boolean;
  readonly parameters: readonly {
    readonly name: string;
    readonly optional: boolean;
    readonly rest: boolean;
    /** It is the whole body of the request. */
    readonly isBody: boolean;
    /** The members of an object, which are sent one by one. */
    readonly members: readonly string[];
    readonly schema: object;
  }[];
}

/** A service in the inspector. */
export interface InspectedService {
  readonly name: string;
  readonly operations: readonly string[];
  /** Lists that can be read without arguments, each a table. */
  readonly lists: readonly string[];
  /** Methods that change something. */
  readonly changes: readonly OfferedMethod[];
  readonly tables: readonly TableSummary[];
}

/** All services, from their declarations, so that new services need no code here. */
export async function inspectedServices(
  { services, tables }: Inspector,
  controlled: readonly ControlledService[],
): Promise<InspectedService[]> {
  const { DESCRIPTIONS } = await import("../control/generated/descriptions.js");
  return controlled.map(({ name, definition }) => {
    const service = services.find(({ identity }) => identity.name === name);
    const methods = [...definition.methods];
    return {
      name,
      operations: service?.operationNames ?? [],
      lists: methods.filter(([, method]) => isPlainList(method)).map(([list]) => list),
      changes: methods
        .filter(([, { effect }]) => effect === "change")
        .map(([method, definition]) => offered(method, definition, DESCRIPTIONS.get(`${name}.${method}`))),
      tables: service ? tables.ofService(service) : [],
    };
  });
}

function isPlainList({ list, parameters }: AnyControlMethod): boolean {
  return list === true && parameters.every(({ optional }) => optional);
}

function offered(name: string, method: AnyControlMethod, description: string | undefined): OfferedMethod {
  const { verb, everywhere, parameters } = method;
  return {
    name,
    description,
    verb,
    paths: pathsOf(name, method),
    everywhere,
    parameters: parameters.map(({ name, optional, rest, kind }) => ({
      name,
      optional,
      rest,
      isBody: kind.isBody === true,
      members: [...(kind.members?.keys() ?? [])],
      schema: kind.members ? schemaOf(kind.members) : kind.schema,
    })),
  };
}
