import type { Context } from "../../../runtime/context.js";
import { parseDocument } from "../../../text/json-document.js";
import { describeThrown } from "../../../values/foreign-values.js";
import { familyOf } from "../runtimes.js";
import type { Attempt, InvocationTarget } from "./attempt.js";
import type { ConsoleCapture } from "./console-capture.js";
import { handlerContext } from "./context.js";
import { acquireEnvironment, type ExecutionEnvironment, releaseEnvironment } from "./environments.js";
import { ExecutionLog } from "./execution-log.js";
import {
  type FunctionFailure,
  notSerializable,
  responseTooLarge,
  thrown,
  timedOut,
} from "./function-error.js";
import type { LambdaContext } from "./handler.js";
import type { KeptInvocation } from "./invocation.js";
import { addInvocation, countCall, endInvocation } from "./invocations.js";
import { LAMBDA } from "./live.js";
import { parseClientContext, parsePayload } from "./payload.js";
import type { Behaviour } from "./registrations.js";

/** How an attempt ended. */
export interface Completion {
  /** JSON: what the function returned, or what its runtime says of its failure. */
  readonly payload: string;
  readonly failure?: FunctionFailure;
  readonly log: ExecutionLog;
}

/** An attempt that runs. */
export interface FunctionRun {
  readonly attempt: Attempt;
  /** Number of its record. */
  readonly invocation: number;
  /** How often its behaviour was asked for before. */
  readonly position: number;
  readonly environment: Pick<ExecutionEnvironment, "logStream" | "cold">;
}

const LARGEST_RESPONSE = 6_291_556;

/** Records that an attempt begins, and takes an execution environment for it. */
export function prepareRun(ctx: Context, attempt: Attempt): FunctionRun {
  const { number } = behaviourOf(ctx, attempt.target);
  const { logStream, cold } = acquireEnvironment(ctx, attempt.target);
  return {
    attempt,
    invocation: addInvocation(ctx, number, begun(ctx, attempt)),
    position: countCall(ctx, number),
    environment: { logStream, cold },
  };
}

/** Runs the behaviour that the test gave to a function, in the time that the function has. */
export async function run(
  ctx: Context,
  { attempt, position, environment }: FunctionRun,
): Promise<Completion> {
  const { consoles } = ctx.transient(LAMBDA);
  const { perform, captureConsole } = behaviourOf(ctx, attempt.target);
  const log = new ExecutionLog(ctx, attempt.target, environment, attempt.requestId);
  const behave: Behave = (event, context) => perform(position, event, context);
  const surroundings = { log, logStreamName: environment.logStream };
  if (captureConsole) consoles.begin();
  try {
    const behaviour = captureConsole ? capturing(consoles, log, behave) : behave;
    const outcome = await withinTimeout(ctx, attempt, behaviour, surroundings);
    if (outcome.failure) log.writeFailure(outcome.failure);
    return { ...outcome, log };
  } finally {
    if (captureConsole) consoles.end();
  }
}

/** Records how an attempt ended, and hands its log to CloudWatch Logs. */
export function concludeRun(ctx: Context, run: FunctionRun, completion: Completion): void {
  endInvocation(ctx, run.invocation, ending(ctx, completion));
  completion.log.finish();
  releaseEnvironment(ctx, run.attempt.target, run.environment.logStream);
}

/** Records that nothing came of an attempt, because the simulator went back to a snapshot that its caller did not survive. */
export function interruptRun(ctx: Context, { attempt, invocation, environment }: FunctionRun): void {
  endInvocation(ctx, invocation, { error: INTERRUPTED });
  releaseEnvironment(ctx, attempt.target, environment.logStream);
}

const INTERRUPTED = {
  errorType: "Interrupted",
  errorMessage: "The simulator went back to a snapshot while the function ran, and its caller is gone.",
} as const;

function behaviourOf(ctx: Context, target: InvocationTarget): Behaviour {
  return ctx.transient(LAMBDA).behaviourOf({ ...target, region: ctx.region, account: ctx.account });
}

/** A behaviour that is ready to be called with whatever event comes. */
type Behave = (event: unknown, context: LambdaContext) => unknown;

/** A behaviour whose console output is also in the function's log. */
function capturing(consoles: ConsoleCapture, log: ExecutionLog, behave: Behave): Behave {
  return (event, context) =>
    consoles.listen(
      (level, text) => log.writeConsole(level, text),
      () => behave(event, context),
    );
}

function begun(ctx: Context, { target, ...attempt }: Attempt): KeptInvocation {
  const { payload } = attempt;
  return {
    functionName: target.name,
    functionArn: target.arn,
    qualifier: target.qualifier,
    executedVersion: target.version,
    invocationType: attempt.invocationType,
    ...(payload.length <= ctx.settings.requestInputLimit && { rawPayload: payload }),
    clientContext: parseClientContext(attempt.clientContext),
    requestId: attempt.requestId,
    time: ctx.date(),
    attempt: attempt.number,
  };
}

function ending(ctx: Context, { payload, failure }: Outcome): Pick<KeptInvocation, "error" | "responseText"> {
  if (failure) return { error: failure.error };
  return payload.length <= ctx.settings.requestInputLimit ? { responseText: payload } : {};
}

interface Outcome {
  readonly payload: string;
  readonly failure?: FunctionFailure;
}

async function withinTimeout(
  ctx: Context,
  attempt: Attempt,
  behave: Behave,
  surroundings: { readonly log: ExecutionLog; readonly logStreamName: string },
): Promise<Outcome> {
  const { target, requestId } = attempt;
  const { running } = ctx.transient(LAMBDA);
  const seconds = target.settings.Timeout;
  const stop = new AbortController();
  running.add(stop);
  const limits = { signal: stop.signal, deadline: ctx.now() + seconds * 1000 };
  const context = handlerContext(ctx, attempt, { ...surroundings, ...limits });
  // The time limit begins first, so that a handler that needs exactly its time is too late.
  const expiry = expire(ctx, seconds, stop.signal);
  // Once the function is done nobody listens to its time limit any more.
  expiry.catch(() => {});
  const result = ctx.work
    .run(async () => behave(parsePayload(attempt.payload), context))
    .then(returned, (reason: unknown) => {
      reportThrown(ctx, attempt, reason);
      return failed(thrown(familyOf(target.settings.Runtime), requestId, reason));
    });
  try {
    return (await Promise.race([result, expiry])) ?? failed(timedOut(requestId, seconds));
  } finally {
    running.delete(stop);
    stop.abort(new Error(`The function ${target.name} ended.`));
  }
}

function reportThrown(ctx: Context, { target, requestId }: Attempt, exception: unknown): void {
  if (ctx.era.ended) return;
  const msg = `The handler of the function ${target.name} threw: ${describeThrown(exception).message}`;
  ctx.logger({ level: "error", msg, fields: { function: target.name, requestId, exception } });
}

/** Resolves with nothing when the time is up; rejects when the signal ends the wait. */
async function expire(ctx: Context, seconds: number, signal: AbortSignal): Promise<undefined> {
  await ctx.sleep(seconds * 1000, { signal });
  return undefined;
}

function returned(value: unknown): Outcome {
  try {
    const payload = JSON.stringify(value) ?? "null";
    if (Buffer.byteLength(payload) > LARGEST_RESPONSE) return failed(responseTooLarge(LARGEST_RESPONSE));
    // Rejects what is nested deeper than its readers can go.
    parseDocument(payload);
    return { payload };
  } catch (reason) {
    return failed(notSerializable(reason));
  }
}

function failed(failure: FunctionFailure): Outcome {
  return { payload: failure.payload, failure };
}
