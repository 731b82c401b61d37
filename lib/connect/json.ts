import type { Scope } from "../runtime/scope.js";

/** A value after a round trip through JSON: dates as ISO 8601 strings, bytes as base64. */
export type Json<T> = T extends Date | Uint8Array
  ? string
  : T extends readonly (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Name in keyof T]: Json<T[Name]> }
      : T;

type Method = (...args: never) => unknown;

/** The part of an argument that can be sent: everything except functions. */
type Sent<T> = T extends Method
  ? never
  : T extends readonly unknown[]
    ? { [Index in keyof T]: Sent<T[Index]> }
    : T;

/** A handle in another process: each member is a method that requests its value. */
export type ConnectedHandle<Handle> = {
  readonly [Name in keyof Handle]: Handle[Name] extends Method
    ? () => Promise<void>
    : () => Promise<Json<Handle[Name]>>;
};

type Received<T> = T extends Uint8Array
  ? Uint8Array
  : T extends { remove(): void } | { restore(): void }
    ? ConnectedHandle<T>
    : Json<T>;

/** The control object of a service in another process: the same methods, which return promises of JSON. */
export type Connected<Sim> = {
  readonly [Name in keyof Sim as Sim[Name] extends Method ? Name : never]: Name extends "at"
    ? (scope: Scope) => Connected<Sim>
    : Sim[Name] extends (...args: infer Args) => infer Result
      ? (...args: { [Index in keyof Args]: Sent<Args[Index]> }) => Promise<Received<Awaited<Result>>>
      : never;
};
