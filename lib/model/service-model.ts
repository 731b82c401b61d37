import { own } from "../values/own.js";
import type { WireRequest } from "../wire/message.js";
import { ShapeCompiler } from "./compile.js";
import type { OperationFacts, ServiceFacts } from "./facts.js";
import { type RouteMatch, Router } from "./router.js";
import type { Member, StructureShape } from "./shapes.js";

/** One operation with its shapes linked. */
export interface Operation {
  /** Its name on the wire: `RunTask`. */
  readonly name: string;
  /** Its name in the SDK and in handlers: `runTask`. */
  readonly methodName: string;
  /** Success status. */
  readonly status: number;
  readonly input: StructureShape | undefined;
  readonly output: StructureShape | undefined;
  readonly facts: OperationFacts;
}

/** The model of one service. Operations and shapes are compiled on demand. */
export class ServiceModel {
  readonly #compiler: ShapeCompiler;
  readonly #operations = new Map<string, Operation>();
  #router: Router<string> | undefined;

  constructor(readonly facts: ServiceFacts) {
    this.#compiler = new ShapeCompiler(facts);
  }

  get operationNames(): readonly string[] {
    return Object.keys(this.facts.operations);
  }

  /** The operation with this name on the wire, such as `RunTask`; undefined if the service has none. */
  operation(name: string): Operation | undefined {
    const known = this.#operations.get(name);
    if (known !== undefined) return known;
    const facts = own(this.facts.operations, name);
    if (facts === undefined) return undefined;
    const operation: Operation = {
      name,
      methodName: methodNameOf(name),
      status: facts.status ?? 200,
      input: facts.input === undefined ? undefined : this.#compiler.structure(facts.input),
      output: facts.output === undefined ? undefined : this.#compiler.structure(facts.output),
      facts,
    };
    this.#operations.set(name, operation);
    return operation;
  }

  /** The operation of a REST request, with its URI labels. */
  route(
    request: Pick<WireRequest, "method" | "path" | "query" | "headers">,
  ): { operation: Operation; labels: Record<string, string> } | undefined {
    this.#router ??= this.#compileRouter();
    const match: RouteMatch<string> | undefined = this.#router.match(request);
    const operation = match && this.operation(match.target);
    return operation && match && { operation, labels: match.labels };
  }

  /** The error code by which an operation reports an internal failure, such as ECS's `ServerException`. */
  failureCode({ facts }: Operation): string | undefined {
    return facts.errors?.find((name) => {
      const error = this.error(name)?.error;
      return error && (error.fault || (error.status ?? 0) >= 500) && /^(Internal|Server|Service)/.test(name);
    });
  }

  /** The modelled error with this wire code or shape name. */
  error(code: string): StructureShape | undefined {
    this.#errorNames ??= errorNames(this.facts);
    const name = this.#errorNames.get(code);
    return name === undefined ? undefined : this.#compiler.structure(name);
  }
  #errorNames: ReadonlyMap<string, string> | undefined;

  #compileRouter(): Router<string> {
    return new Router(
      Object.entries(this.facts.operations).map(([name, operation]) => ({
        target: name,
        method: operation.method ?? "POST",
        uri: operation.uri ?? "/",
        requiredQuery: this.#requiredAt("querystring", operation),
        requiredHeaders: this.#requiredAt("header", operation),
      })),
    );
  }

  /** Reads only the facts, because routing must not compile the shapes of every operation. */
  #requiredAt(location: "querystring" | "header", operation: OperationFacts): string[] {
    const shape = operation.input === undefined ? undefined : own(this.facts.shapes, operation.input);
    if (shape?.type !== "structure") return [];
    return (shape.required ?? []).flatMap((name) => {
      const member = own(shape.members ?? {}, name);
      return typeof member === "object" && member.location === location ? [member.locationName ?? name] : [];
    });
  }
}

/** `RunTask` → `runTask`: the SDKs convert only the first letter to lower case. */
export function methodNameOf(operation: string): string {
  return operation.charAt(0).toLowerCase() + operation.slice(1);
}

function errorNames(facts: ServiceFacts): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [name, shape] of Object.entries(facts.shapes)) {
    if (shape.type !== "structure" || shape.error === undefined) continue;
    names.set(name, name);
    if (shape.error.code !== undefined) names.set(shape.error.code, name);
  }
  return names;
}

/** The member with an error's message: `message`, `Message`, or none. */
export function messageMemberOf(error: StructureShape): Member | undefined {
  return error.members.find((member) => member.name.toLowerCase() === "message");
}
