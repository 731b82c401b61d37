import type { Context } from "../../../runtime/context.js";
import { nextNumber, trimHistory } from "../../../runtime/store/records.js";
import { defineTable } from "../../../runtime/store/store.js";
import { describeInvocation, type Invocation, type KeptInvocation } from "./invocation.js";

/** An invocation, and the behaviour that it used. */
interface InvocationRow extends KeptInvocation {
  /** Number of the behaviour. */
  readonly behaviour: number;
  /** Whether it has ended; until then it stays in the history. */
  readonly over: boolean;
}

/** The latest invocations of all accounts and regions, in start order. */
export const INVOCATIONS = defineTable<InvocationRow, number>({
  name: "lambda.invocations",
  key: "number",
  scope: "global",
});

/** The call counts of a behaviour. */
interface CallsRow {
  readonly calls: number;
  /** Number of calls that its spy has cleared. */
  readonly forgotten: number;
  /** Number of the first invocation in its spy. */
  readonly since: number;
}

/** By number of the registration. */
export const CALLS = defineTable<CallsRow, number>({
  name: "lambda.behaviour-calls",
  key: "behaviour",
  scope: "global",
});

const NO_CALLS: CallsRow = { calls: 0, forgotten: 0, since: 0 };

/** Counts a call of a behaviour, and returns the number of earlier calls. */
export function countCall(ctx: Context, behaviour: number): number {
  const row = callsOf(ctx, behaviour);
  ctx.table(CALLS).put(behaviour, { ...row, calls: row.calls + 1 });
  return row.calls;
}

/** Records the start of an invocation, and returns its number. */
export function addInvocation(ctx: Context, behaviour: number, invocation: KeptInvocation): number {
  const table = ctx.table(INVOCATIONS);
  const number = nextNumber(table);
  table.put(number, { behaviour, over: false, ...invocation });
  return number;
}

/** Records the end of an invocation. Beyond the history limit, the oldest ended ones are removed. */
export function endInvocation(
  ctx: Context,
  number: number,
  ending: Pick<KeptInvocation, "error" | "responseText" | "destination">,
): void {
  const row = ctx.table(INVOCATIONS).get(number);
  if (!row) return;
  ctx.table(INVOCATIONS).put(number, { ...row, over: true, ...ending });
  trimHistory(ctx, INVOCATIONS, undefined, ({ over }) => over);
}

/** Copies of the invocations of all functions, or of one, oldest first. */
export function readInvocations(ctx: Context, name?: string): Invocation[] {
  return [...ctx.table(INVOCATIONS).values()]
    .filter(({ functionName }) => (name ?? functionName) === functionName)
    .map(shown);
}

/** Copies of the invocations in the spy of a behaviour, oldest first. */
export function readSpied(ctx: Context, behaviour: number): Invocation[] {
  const { since } = callsOf(ctx, behaviour);
  return [...ctx.table(INVOCATIONS).values({ from: since })]
    .filter((row) => row.behaviour === behaviour)
    .map(shown);
}

/** Number of calls in the spy of a behaviour. */
export function countSpied(ctx: Context, behaviour: number): number {
  const { calls, forgotten } = callsOf(ctx, behaviour);
  return calls - forgotten;
}

/** Clears the calls in the spy of a behaviour. Its sequence of outcomes continues. */
export function forgetSpied(ctx: Context, behaviour: number): void {
  const { calls } = callsOf(ctx, behaviour);
  ctx.table(CALLS).put(behaviour, { calls, forgotten: calls, since: nextNumber(ctx.table(INVOCATIONS)) });
}

function callsOf(ctx: Context, behaviour: number): CallsRow {
  return ctx.table(CALLS).get(behaviour) ?? NO_CALLS;
}

function shown({ behaviour: _, over: __, ...invocation }: InvocationRow): Invocation {
  return describeInvocation(invocation);
}
