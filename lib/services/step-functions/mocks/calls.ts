import type { Context } from "../../../runtime/context.js";
import type { Json } from "../../../runtime/store/codec.js";
import { nextNumber, trimHistory } from "../../../runtime/store/records.js";
import { defineTable, key, keyPrefix } from "../../../runtime/store/store.js";
import type { Mock } from "./mocks.js";
import type { MockContext, MockResult } from "./outcome.js";

/** The context of a call. */
export type CallSubject = Omit<MockContext, "signal" | "sleep"> & {
  /** The input of the mock. */
  readonly input: Json;
};

/** A call of a mock, as its spy returns it. */
export interface MockCall {
  readonly executionArn: string;
  readonly stateMachine: string;
  readonly state?: string;
  readonly resource?: string;
  readonly retryCount: number;
  readonly input: Json;
  /** Simulated time of the start. */
  readonly time: Date;
  /** The result; omitted while the call is running, if it failed, and if the handler returned nothing. */
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
}

/** A call, and its mock. JSON needs less memory as a string than parsed. */
interface MockCallRow extends Omit<MockCall, "input" | "output"> {
  readonly mock: number;
  /** Whether it has ended; until then it stays in the history. */
  readonly over: boolean;
  readonly inputText: string;
  readonly outputText?: string;
}

/** The latest calls in all accounts and regions, in start order. */
export const MOCK_CALLS = defineTable<MockCallRow, number>({
  name: "step-functions.mock-calls",
  key: "number",
  scope: "global",
});

/** The call counts of a mock. */
interface CountRow {
  readonly calls: number;
  /** Number of calls that its spy has cleared. */
  readonly forgotten: number;
  /** Number of the first call in its spy. */
  readonly since: number;
}

const NO_CALLS: CountRow = { calls: 0, forgotten: 0, since: 0 };

/** By number of the mock. */
export const MOCK_COUNTS = defineTable<CountRow, number>({
  name: "step-functions.mock-counts",
  key: "mock",
  scope: "global",
});

/** Calls by execution, for mocks whose outcomes start again in each execution. */
export const EXECUTION_COUNTS = defineTable<number>({
  name: "step-functions.mock-execution-counts",
  key: ["executionArn", "mock"],
  scope: "global",
});

/** Records a call of a mock. Returns its number, and the number of earlier calls of the mock. */
export function addCall(
  ctx: Context,
  mock: Mock,
  { input, taskToken: _, ...subject }: CallSubject,
): { readonly call: number; readonly position: number } {
  const table = ctx.table(MOCK_CALLS);
  const call = nextNumber(table);
  table.put(call, {
    mock: mock.number,
    over: false,
    inputText: JSON.stringify(input),
    time: ctx.date(),
    ...subject,
  });
  return { call, position: count(ctx, mock, subject.executionArn) };
}

/** Records the end of a call. Beyond the history limit, the oldest ended ones are removed. */
export function endCall(ctx: Context, call: number, result: MockResult): void {
  const row = ctx.table(MOCK_CALLS).get(call);
  if (!row) return;
  const ending =
    "error" in result
      ? result
      : result.output === undefined
        ? {}
        : { outputText: JSON.stringify(result.output) };
  ctx.table(MOCK_CALLS).put(call, { ...ending, ...row, over: true });
  trimHistory(ctx, MOCK_CALLS, undefined, ({ over }) => over);
}

/** Copies of the calls in the spy of a mock, oldest first. */
export function readCalls(ctx: Context, mock: number): MockCall[] {
  const { since } = countsOf(ctx, mock);
  return [...ctx.table(MOCK_CALLS).values({ from: since })]
    .filter((row) => row.mock === mock)
    .map(describeCall);
}

/** Number of calls in the spy of a mock. */
export function countCalls(ctx: Context, mock: number): number {
  const { calls, forgotten } = countsOf(ctx, mock);
  return calls - forgotten;
}

/** Clears the calls in the spy of a mock. Its sequence of outcomes continues. */
export function forgetCalls(ctx: Context, mock: number): void {
  const { calls } = countsOf(ctx, mock);
  const since = nextNumber(ctx.table(MOCK_CALLS));
  ctx.table(MOCK_COUNTS).put(mock, { calls, forgotten: calls, since });
}

/** Removes the call counts of a removed execution. */
export function forgetExecution(ctx: Context, executionArn: string): void {
  const table = ctx.table(EXECUTION_COUNTS);
  const prefix = keyPrefix(executionArn);
  const counted: string[] = [];
  for (const [known] of table.range({ from: prefix })) {
    if (!known.startsWith(prefix)) break;
    counted.push(known);
  }
  for (const known of counted) table.delete(known);
}

function count(ctx: Context, { number, perExecution }: Mock, executionArn: string): number {
  const row = countsOf(ctx, number);
  ctx.table(MOCK_COUNTS).put(number, { ...row, calls: row.calls + 1 });
  if (!perExecution) return row.calls;
  const counts = ctx.table(EXECUTION_COUNTS);
  const counted = key(executionArn, number);
  const position = counts.get(counted) ?? 0;
  counts.put(counted, position + 1);
  return position;
}

function countsOf(ctx: Context, mock: number): CountRow {
  return ctx.table(MOCK_COUNTS).get(mock) ?? NO_CALLS;
}

function describeCall({ mock: _, over: __, inputText, outputText, ...call }: MockCallRow): MockCall {
  return {
    ...structuredClone(call),
    input: JSON.parse(inputText) as Json,
    ...(outputText !== undefined && { output: JSON.parse(outputText) as Json }),
  };
}
