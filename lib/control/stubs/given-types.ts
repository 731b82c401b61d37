import type { CommandInput, CommandOutput, SdkCommandClass } from "./command.js";

/** Bytes in a test; a string is sent as UTF-8. */
export type GivenBytes = Uint8Array | string | { readonly base64: string };

/** A timestamp in a test; a string is ISO 8601, a number is seconds since the epoch. */
export type GivenTime = Date | string | number;

/**
 * An output of the SDK as written in a test: bytes and bodies also as strings, timestamps also as strings or
 * numbers, event streams as lists. Members that AWS always returns are required, all others optional.
 */
export type Given<T> = T extends string | number | bigint | boolean | null | undefined
  ? T
  : T extends Date
    ? GivenTime
    : T extends { transformToByteArray(): unknown }
      ? GivenBytes | AsyncIterable<Uint8Array | string>
      : T extends Uint8Array
        ? GivenBytes
        : T extends AsyncIterable<infer Event>
          ? readonly Given<Event>[] | AsyncIterable<Given<Event>>
          : T extends readonly (infer Item)[]
            ? readonly Given<Item>[]
            : T extends object
              ? { readonly [Name in keyof T as Name extends "$metadata" ? never : Name]: Given<T[Name]> }
              : T;

/** The output that a stub of a command may return. */
export type GivenOutput<Class extends SdkCommandClass> = Given<CommandOutput<Class>>;

/** The input that the function of a stub receives for a command: bodies are bytes. */
export type SeenInput<Class extends SdkCommandClass> = Seen<CommandInput<Class>>;

/** An input whose body, which clients send in many forms, is bytes. */
type Seen<Input> = { readonly [Name in keyof Input]: SeenMember<Input[Name]> };

/** Only a body can be a stream. */
type SeenMember<T> =
  AsyncIterable<never> extends T ? T : HasStream<T> extends true ? Uint8Array | undefined : T;

type HasStream<T> = true extends (T extends AsyncIterable<unknown> | ReadableStreamLike ? true : false)
  ? true
  : false;

/** A `ReadableStream` or `Readable`; not every project has their types. */
interface ReadableStreamLike {
  getReader(): unknown;
}
