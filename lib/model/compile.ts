import { own } from "../values/own.js";
import type { MemberFacts, MemberReference, ServiceFacts, ShapeFacts, StructureFacts } from "./facts.js";
import { compilePattern } from "./patterns.js";
import type { Bindings, Member, Shape, StructureShape } from "./shapes.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Compiles the shapes of a service on demand, each once, including recursive ones. */
export class ShapeCompiler {
  readonly #facts: ServiceFacts;
  readonly #shapes = new Map<string, Shape>();

  constructor(facts: ServiceFacts) {
    this.#facts = facts;
  }

  /** A shape with all shapes below it linked. */
  shape(name: string): Shape {
    const known = this.#shapes.get(name);
    if (known !== undefined) return known;
    const before = new Set(this.#shapes.values());
    const shape = this.#link(name);
    markConstrained([...this.#shapes.values()].filter((added) => !before.has(added)));
    return shape;
  }

  structure(name: string): StructureShape {
    const shape = this.shape(name);
    if (shape.type !== "structure")
      throw new TypeError(`The shape ${name} is a ${shape.type}, not a structure.`);
    return shape;
  }

  #link(name: string): Shape {
    const known = this.#shapes.get(name);
    if (known !== undefined) return known;
    const facts = own(this.#facts.shapes, name);
    if (facts === undefined) throw new TypeError(`The facts have no shape ${name}; generate them again.`);
    return this.#build(name, facts);
  }

  /** Registers a shape before its members are linked, so that a shape may contain itself. */
  #register<T extends Shape>(shape: T): Mutable<T> {
    this.#shapes.set(shape.name, shape);
    return shape;
  }

  #build(name: string, facts: ShapeFacts): Shape {
    const common = { name, sensitive: facts.sensitive === true, constrained: false };
    switch (facts.type) {
      case "structure":
        return this.#structure(name, facts);
      case "list": {
        const flattened = facts.flattened === true;
        const list = this.#register({
          ...common,
          ...bounds(facts),
          type: "list",
          flattened,
          member: UNLINKED,
        });
        list.member = this.#element(facts.member, "member");
        return list;
      }
      case "map": {
        const ends = { key: UNLINKED, value: UNLINKED };
        const flattened = facts.flattened === true;
        const map = this.#register({ ...common, ...bounds(facts), type: "map", flattened, ...ends });
        map.key = this.#element(facts.key, "key");
        map.value = this.#element(facts.value, "value");
        return map;
      }
      case "string": {
        const { pattern, enum: values } = facts;
        const expression = pattern === undefined ? undefined : compilePattern(pattern);
        return this.#register({
          ...common,
          ...bounds(facts),
          type: "string",
          pattern,
          expression,
          enum: values,
        });
      }
      case "blob":
        return this.#register({
          ...common,
          ...bounds(facts),
          type: "blob",
          streaming: facts.streaming === true,
        });
      case "timestamp":
        return this.#register({ ...common, type: "timestamp", timestampFormat: facts.timestampFormat });
      case "boolean":
        return this.#register({ ...common, type: "boolean" });
      default:
        return this.#register({ ...common, ...bounds(facts), type: facts.type });
    }
  }

  #structure(name: string, facts: StructureFacts): StructureShape {
    const members: Member[] = [];
    const memberByName = new Map<string, Member>();
    const memberByWireName = new Map<string, Member>();
    const bindings: Mutable<Bindings> & { body: Member[] } = { ...NO_BINDINGS, body: [] };
    const shape = this.#register<StructureShape>({
      type: "structure",
      name,
      sensitive: facts.sensitive === true,
      constrained: false,
      members,
      checked: [],
      memberByName,
      memberByWireName,
      bindings,
      union: facts.union === true,
      document: facts.document === true,
      eventStream: facts.eventStream === true,
      xmlNamespace: facts.xmlNamespace,
      locationName: facts.locationName,
      error: facts.error,
    });
    const required = new Set(facts.required);
    for (const [memberName, reference] of Object.entries(facts.members ?? {})) {
      const member = this.#member(memberName, reference, required.has(memberName));
      members.push(member);
      memberByName.set(memberName, member);
    }
    Object.assign(bindings, bind(members, facts.payload));
    for (const member of bindings.body) memberByWireName.set(member.wireName, member);
    return shape;
  }

  #element(reference: MemberReference, defaultName: string): Member {
    const member = this.#member("", reference, false);
    const wireName = member.traits.locationName ?? defaultName;
    return { ...member, wireName, headerName: wireName.toLowerCase() };
  }

  #member(name: string, reference: MemberReference, required: boolean): Member {
    const traits: MemberFacts = typeof reference === "string" ? { shape: reference } : reference;
    const wireName = traits.locationName ?? name;
    const headerName = wireName.toLowerCase();
    return { name, wireName, headerName, shape: this.#link(traits.shape), required, traits };
  }
}

const NO_BINDINGS: Bindings = {
  labels: [],
  query: [],
  headers: [],
  headerByMember: new Map(),
  headerByName: new Map(),
  prefixHeaders: [],
  status: undefined,
  payload: undefined,
  body: [],
  events: undefined,
};

/** Placeholder until a list or map that contains itself is linked. */
const UNLINKED: Member = {
  name: "",
  wireName: "",
  headerName: "",
  shape: { type: "boolean", name: "", sensitive: false, constrained: false },
  required: false,
  traits: { shape: "" },
};

function bounds(facts: { readonly min?: number; readonly max?: number }) {
  return { min: facts.min, max: facts.max };
}

function bind(members: readonly Member[], payload: string | undefined): Bindings {
  const at = (location: MemberFacts["location"]) =>
    members.filter((member) => member.traits.location === location);
  const headers = at("header");
  return {
    labels: at("uri"),
    query: at("querystring"),
    headers,
    headerByMember: new Map(headers.map((member) => [member.name, member])),
    headerByName: new Map(headers.map((member) => [member.headerName, member])),
    prefixHeaders: at("headers"),
    status: at("statusCode")[0],
    payload: members.find((member) => member.name === payload),
    body: at(undefined),
    events: members.find(({ shape }) => shape.type === "structure" && shape.eventStream),
  };
}

/**
 * Marks shapes that can violate a constraint, upward until nothing changes, because shapes may be recursive.
 */
function markConstrained(shapes: readonly Mutable<Shape>[]): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (const shape of shapes) {
      if (shape.constrained || !isConstrained(shape)) continue;
      shape.constrained = true;
      changed = true;
    }
  }
  for (const shape of shapes) if (shape.type === "structure") shape.checked = shape.members.filter(isChecked);
}

function isChecked({ required, shape }: Member): boolean {
  return required || shape.constrained;
}

function isConstrained(shape: Shape): boolean {
  switch (shape.type) {
    case "structure":
      return shape.members.some(isChecked);
    case "list":
      return hasBounds(shape) || shape.member.shape.constrained;
    case "map":
      return hasBounds(shape) || shape.key.shape.constrained || shape.value.shape.constrained;
    case "string":
      return hasBounds(shape) || shape.enum !== undefined || shape.expression !== undefined;
    case "boolean":
    case "timestamp":
      return false;
    default:
      return hasBounds(shape);
  }
}

function hasBounds(shape: { readonly min: number | undefined; readonly max: number | undefined }): boolean {
  return shape.min !== undefined || shape.max !== undefined;
}
