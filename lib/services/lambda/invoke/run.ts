import type { Context } from "../../../runtime/context.js";
import { parseDocument } from "../../../text/json-document.js";
import { describeThrown } from "../../../values/foreign-values.js";
import { isPromise } from "../../../values/promises.js";
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
import { TimeLimit } from "./time-limit.js";

/** The end of an attempt. */
export interface Completion {
  /** JSON: the return value of the function, or its runtime's error document. */
  readonly payload: string;
  readonly failure?: FunctionFailure;
  readonly log: ExecutionLog;
}

/** A running attempt. */
export interface FunctionRun {
  readonly attempt: Attempt;
  /** Number of its record. */
  readonly invocation: number;
  /** Number of earlier calls of its behaviour. */
  readonly position: number;
  readonly environment: Pick<ExecutionEnvironment, "logStream" | "cold">;
}

const LARGEST_RESPONSE = 6_291_556;

/** Records the start of an attempt, and acquires an execution environment. */
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

/**
 * Runs the behaviour of a function within its timeout. A return value that is not a promise is the outcome
 * immediately: it uses no time, and its environment is released for the next event.
 */
export function run(
  ctx: Context,
  { attempt, position, environment }: FunctionRun,
): Completion | Promise<Completion> {
  const { consoles } = ctx.transient(LAMBDA);
  const { perform, captureConsole } = behaviourOf(ctx, attempt.target);
  const log = new ExecutionLog(ctx, attempt.target, environment, attempt.requestId);
  const surroundings = { log, logStreamName: environment.logStream };
  const behave: Behave = (event, context) => perform(position, event, context);
  if (captureConsole) consoles.begin();
  const complete = (outcome: Outcome): Completion => {
    if (outcome.failure) log.writeFailure(outcome.failure);
    return { log, ...outcome };
  };
  const end = () => {
    if (captureConsole) consoles.end();
  };
  const behaviour = captureConsole ? capturing(consoles, log, behave) : behave;
  const outcome = withinTimeout(ctx, attempt, behaviour, surroundings);
  if (isPromise(outcome)) return outcome.then(complete).finally(end);
  end();
  return complete(outcome);
}

/** Records the end of an attempt, and sends its log to CloudWatch Logs. */
export function concludeRun(ctx: Context, run: FunctionRun, completion: Completion): void {
  endInvocation(ctx, run.invocation, ending(ctx, completion));
  completion.log.finish();
  releaseEnvironment(ctx, run.attempt.target, run.environment.logStream);
}

/** Records that an attempt has no result, because a restore dropped its caller. */
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

/** A behaviour that can be called with an event. */
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

function withinTimeout(
  ctx: Context,
  attempt: Attempt,
  behave: Behave,
  surroundings: { readonly log: ExecutionLog; readonly logStreamName: string },
): Outcome | Promise<Outcome> {
  const { target, requestId } = attempt;
  const limit = new TimeLimit(ctx, target);
  const context = handlerContext(ctx, attempt, { ...surroundings, limit });
  const fail = (reason: unknown): Outcome => {
    reportThrown(ctx, attempt, reason);
    return failed(thrown(familyOf(target.settings.Runtime), requestId, reason));
  };
  let outcome: Outcome | PromiseLike<Outcome>;
  try {
    const value = ctx.work.run(() => behave(parsePayload(attempt.payload), context));
    outcome = isPromise(value) ? value.then(returned, fail) : returned(value);
  } catch (reason) {
    outcome = fail(reason);
  }
  if (isPromise(outcome))
    return limit.apply(outcome, () => failed(timedOut(requestId, target.settings.Timeout)));
  limit.end();
  return outcome;
}

function reportThrown(ctx: Context, { target, requestId }: Attempt, exception: unknown): void {
  if (ctx.era.ended) return;
  const msg = `The handler of the function ${target.name} threw: ${describeThrown(exception).message}`;
  ctx.logger({ level: "error", msg, fields: { function: target.name, requestId, exception } });
}

function returned(value: unknown): Outcome {
  try {
    const payload = JSON.stringify(value) ?? "null";
    if (Buffer.byteLength(payload) > LARGEST_RESPONSE) return failed(responseTooLarge(LARGEST_RESPONSE));
    // Rejects documents that are too deeply nested for their readers.
    parseDocument(payload);
    return { payload };
  } catch (reason) {
    return failed(notSerializable(reason));
  }
}

function failed(failure: FunctionFailure): Outcome {
  return { payload: failure.payload, failure };
}
