import type { Context } from "../../../runtime/context.js";
import { nextNumber, trimHistory } from "../../../runtime/store/records.js";
import { defineTable } from "../../../runtime/store/store.js";
import { describeInvocation, type Invocation, type KeptInvocation } from "./invocation.js";

/** An invocation, and the behaviour that it got. */
interface InvocationRow extends KeptInvocation {
  /** Number of the behaviour. */
  readonly behaviour: number;
  /** Whether it is over; until then it is not removed from the history. */
  readonly over: boolean;
}

/** The latest invocations of all accounts and regions, in the order in which they began. */
export const INVOCATIONS = defineTable<InvocationRow, number>({
  name: "lambda.invocations",
  key: "number",
  scope: "global",
});

/** How often a behaviour was asked for. */
interface CallsRow {
  readonly calls: number;
  /** Calls that its spy has forgotten. */
  readonly forgotten: number;
  /** Number of the first invocation that its spy shows. */
  readonly since: number;
}

/** By number of the registration. */
export const CALLS = defineTable<CallsRow, number>({
  name: "lambda.behaviour-calls",
  key: "behaviour",
  scope: "global",
});

const NO_CALLS: CallsRow = { calls: 0, forgotten: 0, since: 0 };

/** Records that a behaviour is asked for, and returns how often it was before. */
export function countCall(ctx: Context, behaviour: number): number {
  const row = callsOf(ctx, behaviour);
  ctx.table(CALLS).put(behaviour, { ...row, calls: row.calls + 1 });
  return row.calls;
}

/** Records an invocation that begins, and returns its number. */
export function addInvocation(ctx: Context, behaviour: number, invocation: KeptInvocation): number {
  const table = ctx.table(INVOCATIONS);
  const number = nextNumber(table);
  table.put(number, { behaviour, over: false, ...invocation });
  return number;
}

/** Records how an invocation ended. Of many that are over, the oldest are removed. */
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

/** The invocations of all functions, or of those of a name, oldest first. Copies. */
export function readInvocations(ctx: Context, name?: string): Invocation[] {
  return [...ctx.table(INVOCATIONS).values()]
    .filter(({ functionName }) => (name ?? functionName) === functionName)
    .map(shown);
}

/** The invocations that the spy of a behaviour shows, oldest first. Copies. */
export function readSpied(ctx: Context, behaviour: number): Invocation[] {
  const { since } = callsOf(ctx, behaviour);
  return [...ctx.table(INVOCATIONS).values({ from: since })]
    .filter((row) => row.behaviour === behaviour)
    .map(shown);
}

/** How many calls the spy of a behaviour counts. */
export function countSpied(ctx: Context, behaviour: number): number {
  const { calls, forgotten } = callsOf(ctx, behaviour);
  return calls - forgotten;
}

/** Lets the spy of a behaviour forget the calls so far. Its sequence of outcomes goes on. */
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
