import type { Frame } from "./frame.js";
import type { Turn } from "./turn.js";

/** Prefix of AWS's tokens. */
const PREFIX = "AQC";
const SECRET_DIGITS = 128;

/** The content of a token: a frame, and a secret that only the current token of the frame has. */
export interface TokenTarget {
  readonly execution: string;
  readonly frame: number;
}

/** Creates a token of a frame; earlier ones of the frame become invalid. */
export function taskToken({ execution, world }: Turn, { number }: Frame): string {
  const content = JSON.stringify([execution.id, number, world.randomness.hex(SECRET_DIGITS)]);
  return PREFIX + Buffer.from(content).toString("base64url");
}

/** Parses a token; `undefined` for any other string. */
export function readTaskToken(token: string): TokenTarget | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  try {
    const content: unknown = JSON.parse(Buffer.from(token.slice(PREFIX.length), "base64url").toString());
    if (!Array.isArray(content)) return undefined;
    const [execution, frame]: unknown[] = content;
    if (typeof execution === "string" && typeof frame === "number") return { execution, frame };
  } catch {
    // Not a token of the simulator.
  }
  return undefined;
}
