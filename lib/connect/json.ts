import type { Scope } from "../runtime/scope.js";

/** A value as JSON shows it: moments as ISO 8601 strings, bytes as base64. */
export type Json<T> = T extends Date | Uint8Array
  ? string
  : T extends readonly (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Name in keyof T]: Json<T[Name]> }
      : T;

type Method = (...args: never) => unknown;

/** What can be sent of an argument: everything but functions. */
type Sent<T> = T extends Method
  ? never
  : T extends readonly unknown[]
    ? { [Index in keyof T]: Sent<T[Index]> }
    : T;

/** A handle of a simulator in another process: each of its members is a method that asks there. */
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

/** The control object of a service of a simulator in another process: the same methods, with promises of JSON. */
export type Connected<Sim> = {
  readonly [Name in keyof Sim as Sim[Name] extends Method ? Name : never]: Name extends "at"
    ? (scope: Scope) => Connected<Sim>
    : Sim[Name] extends (...args: infer Args) => infer Result
      ? (...args: { [Index in keyof Args]: Sent<Args[Index]> }) => Promise<Received<Result>>
      : never;
};
