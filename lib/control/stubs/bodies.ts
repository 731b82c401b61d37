import { bytesOf } from "../../model/given.js";
import { own } from "../../values/own.js";
import { andThen } from "../../values/promises.js";
import { type StreamingBody, streamingBody } from "../../wire/streaming-body.js";
import type { UntypedMembers } from "./answer.js";

/** An input whose body is bytes, with a conversion back to what handlers expect. */
export interface ReadInput {
  readonly input: UntypedMembers;
  /** The input that a handler expects, for an input that a test has seen and possibly changed. */
  restore(changed: UntypedMembers): object;
}

/** Reads the body of an input, so that a test can inspect it and it can be read again. */
export function readBody(input: object): ReadInput | PromiseLike<ReadInput> {
  for (const [name, value] of Object.entries(input))
    if (isStreamingBody(value))
      return andThen(value.whole ?? value.bytes(), (bytes) => ({
        input: { ...input, [name]: bytes },
        restore: (changed) => ({
          ...changed,
          [name]: streamingBody(bytesOf(own(changed, name)) ?? bytes, value),
        }),
      }));
  return { input: input as UntypedMembers, restore: unchanged };
}

function unchanged(changed: UntypedMembers): object {
  return changed;
}

/** A copy of an input or output for the test. A complete body becomes bytes; other streams are not copied. */
export function copyOf(value: UntypedMembers): UntypedMembers {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOfMember(member)]));
}

function copyOfMember(member: unknown): unknown {
  if (isStreamingBody(member)) return member.whole ? member.whole.slice() : member;
  const isStream = typeof member === "object" && member !== null && Symbol.asyncIterator in member;
  return isStream ? member : structuredClone(member);
}

function isStreamingBody(value: unknown): value is StreamingBody {
  return typeof value === "object" && value !== null && "announced" in value && "trailers" in value;
}
