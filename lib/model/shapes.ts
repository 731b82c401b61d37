import type { MemberFacts, TimestampFormat, XmlNamespaceFacts } from "./facts.js";

/** A compiled shape: its members are linked directly, nothing is looked up by name at request time. */
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
  /** Something in this shape or below it can violate a constraint. */
  readonly constrained: boolean;
}

export interface StructureShape extends CommonShape {
  readonly type: "structure";
  readonly members: readonly Member[];
  /** The members that can break a constraint: those that are required, and those of constrained shapes. */
  readonly checked: readonly Member[];
  /** The members by their name in code. */
  readonly memberByName: ReadonlyMap<string, Member>;
  /** The members in the body, by their name in JSON and XML. */
  readonly memberByWireName: ReadonlyMap<string, Member>;
  /** Where a REST message carries the members. */
  readonly bindings: Bindings;
  readonly union: boolean;
  /** Any JSON value at all. */
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
  /** As the model writes it, in Java's dialect. */
  readonly pattern: string | undefined;
  /** Undefined too where JavaScript has no equivalent; matches whole values. */
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
  /** The same in lower case, as Node gives the names of headers. */
  readonly headerName: string;
  readonly shape: Shape;
  readonly required: boolean;
  /** The remaining traits, as the facts tell them. */
  readonly traits: MemberFacts;
}

/** The members of a structure, split by the part of a REST message that carries them. */
export interface Bindings {
  readonly labels: readonly Member[];
  readonly query: readonly Member[];
  readonly headers: readonly Member[];
  /** The same by the names of the members. */
  readonly headerByMember: ReadonlyMap<string, Member>;
  /** The same by the names of the headers, in lower case. */
  readonly headerByName: ReadonlyMap<string, Member>;
  /** Maps spread over headers with a common prefix. */
  readonly prefixHeaders: readonly Member[];
  readonly status: Member | undefined;
  /** The member that is the whole body. */
  readonly payload: Member | undefined;
  readonly body: readonly Member[];
}

/** The wire format of a timestamp, where the model asks for one. */
export function timestampFormatOf(member: Member): TimestampFormat | undefined {
  const { traits, shape } = member;
  return traits.timestampFormat ?? (shape.type === "timestamp" ? shape.timestampFormat : undefined);
}
