import { expect } from "vitest";

/** Matches a TypeError, or an error of a class below it, with exactly this message. */
export function typeError(message: string): unknown {
  return expect.objectContaining({ name: "TypeError", message });
}
