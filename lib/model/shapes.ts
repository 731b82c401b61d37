import type { MemberFacts, TimestampFormat, XmlNamespaceFacts } from "./facts.js";

/** A compiled shape. Its members are linked directly, so no names are looked up at request time. */
export type Shape =
  | StructureShape
  | ListShape
  | MapShape
  | StringShape
  | NumberShape
  | BooleanShape
  | BlobShape
  | TimestampShape;

interface CommonShape {
  readonly name: string;
  readonly sensitive: boolean;
  /** This shape or one below it can violate a constraint. */
  readonly constrained: boolean;
}

export interface StructureShape extends CommonShape {
  readonly type: "structure";
  readonly members: readonly Member[];
  /** The members that can break a constraint: required ones, and those of constrained shapes. */
  readonly checked: readonly Member[];
  /** The members by their name in code. */
  readonly memberByName: ReadonlyMap<string, Member>;
  /** The members in the body, by their name in JSON and XML. */
  readonly memberByWireName: ReadonlyMap<string, Member>;
  /** The locations of the members in a REST message. */
  readonly bindings: Bindings;
  readonly union: boolean;
  /** Any JSON value. */
  readonly document: boolean;
  readonly eventStream: boolean;
  readonly xmlNamespace: XmlNamespaceFacts | undefined;
  readonly locationName: string | undefined;
  readonly error: { readonly code?: string; readonly status?: number; readonly fault?: boolean } | undefined;
}

export interface ListShape extends CommonShape, Bounds {
  readonly type: "list";
  readonly member: Member;
  readonly flattened: boolean;
}

export interface MapShape extends CommonShape, Bounds {
  readonly type: "map";
  readonly key: Member;
  readonly value: Member;
  readonly flattened: boolean;
}

export interface StringShape extends CommonShape, Bounds {
  readonly type: "string";
  /** As in the model, in Java's syntax. */
  readonly pattern: string | undefined;
  /** Matches whole values; also undefined if JavaScript has no equivalent. */
  readonly expression: RegExp | undefined;
  readonly enum: readonly string[] | undefined;
}

export interface NumberShape extends CommonShape, Bounds {
  readonly type: "integer" | "long" | "float" | "double";
}

export interface BooleanShape extends CommonShape {
  readonly type: "boolean";
}

export interface BlobShape extends CommonShape, Bounds {
  readonly type: "blob";
  readonly streaming: boolean;
}

export interface TimestampShape extends CommonShape {
  readonly type: "timestamp";
  readonly timestampFormat: TimestampFormat | undefined;
}

export interface Bounds {
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** A member of a structure, the element of a list, the key or value of a map. */
export interface Member {
  /** Its name in code; empty for elements, keys and values. */
  readonly name: string;
  /** Its name on the wire: `locationName`, else `name`. */
  readonly wireName: string;
  /** The same in lower case, as in Node's header names. */
  readonly headerName: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** The remaining traits, from the facts. */
  readonly traits: MemberFacts;
}

/** The members of a structure, by their location in a REST message. */
export interface Bindings {
  readonly labels: readonly Member[];
  readonly query: readonly Member[];
  readonly headers: readonly Member[];
  /** The same by member name. */
  readonly headerByMember: ReadonlyMap<string, Member>;
  /** The same by header name in lower case. */
  readonly headerByName: ReadonlyMap<string, Member>;
  /** Maps of headers with a common prefix. */
  readonly prefixHeaders: readonly Member[];
  readonly status: Member | undefined;
  /** The member that is the whole body. */
  readonly payload: Member | undefined;
  readonly body: readonly Member[];
  /** The member that is an event stream. */
  readonly events: Member | undefined;
}

/** The wire format of a timestamp, if the model specifies one. */
export function timestampFormatOf(member: Member): TimestampFormat | undefined {
  const { traits, shape } = member;
  return traits.timestampFormat ?? (shape.type === "timestamp" ? shape.timestampFormat : undefined);
}
