/** Timeline entries, as in `lib/inspector/entry.ts`. */
export interface Entry {
  readonly sequence: number;
  readonly id: string;
  readonly kind: Kind;
  readonly service: string;
  readonly name: string;
  readonly resource?: string;
  readonly account: string;
  readonly region: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly outcome: Outcome;
  readonly error?: string;
  readonly caller?: string;
  readonly cause?: string;
}

export type Kind = "request" | "run" | "invocation" | "execution" | "delivery" | "timer" | "fault";
export type Outcome = "running" | "succeeded" | "failed" | "denied";

export const KINDS: readonly Kind[] = [
  "request",
  "run",
  "invocation",
  "execution",
  "delivery",
  "timer",
  "fault",
];
export const OUTCOMES: readonly Outcome[] = ["succeeded", "failed", "denied", "running"];

/** An entry with its content. */
export interface EntryDetails {
  readonly entry: Entry;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: unknown;
  readonly authorization?: unknown;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly causes: readonly Entry[];
  readonly effects: readonly Entry[];
}
