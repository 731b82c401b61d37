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
  /** Its name in the SDK and in our handlers: `runTask`. */
  readonly methodName: string;
  /** Status of success. */
  readonly status: number;
  readonly input: StructureShape | undefined;
  readonly output: StructureShape | undefined;
  readonly facts: OperationFacts;
}

/** The model of one service. Operations and shapes are compiled when first asked for. */
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

  /** The operation of this name on the wire, such as `RunTask`; undefined when the service has none. */
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

  /** The operation that a REST request asks for, with its URI labels. */
  route(
    request: Pick<WireRequest, "method" | "path" | "query" | "headers">,
  ): { operation: Operation; labels: Record<string, string> } | undefined {
    this.#router ??= this.#compileRouter();
    const match: RouteMatch<string> | undefined = this.#router.match(request);
    const operation = match && this.operation(match.target);
    return operation && match && { operation, labels: match.labels };
  }

  /** The modelled error of this code, found by its wire code or by the name of its shape. */
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

  /** Reads the facts alone: routing must not compile the shapes of every operation. */
  #requiredAt(location: "querystring" | "header", operation: OperationFacts): string[] {
    const shape = operation.input === undefined ? undefined : own(this.facts.shapes, operation.input);
    if (shape?.type !== "structure") return [];
    return (shape.required ?? []).flatMap((name) => {
      const member = own(shape.members ?? {}, name);
      return typeof member === "object" && member.location === location ? [member.locationName ?? name] : [];
    });
  }
}

/** `RunTask` → `runTask`: the SDKs lower the first letter and nothing else. */
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

/** The member that carries an error's message: `message`, `Message`, or none. */
export function messageMemberOf(error: StructureShape): Member | undefined {
  return error.members.find((member) => member.name.toLowerCase() === "message");
}
