import type { Context } from "../../../runtime/context.js";
import { parseDocument } from "../../../text/json-document.js";
import { describeThrown } from "../../../values/foreign-values.js";
import { familyOf } from "../runtimes.js";
import type { Attempt } from "./attempt.js";
import type { ConsoleCapture } from "./console-capture.js";
import { handlerContext } from "./context.js";
import { ExecutionLog } from "./execution-log.js";
import {
  type FunctionFailure,
  notSerializable,
  responseTooLarge,
  thrown,
  timedOut,
} from "./function-error.js";
import type { Behave } from "./handler.js";
import type { InvocationRecord, KeptInvocation } from "./invocation.js";
import { LAMBDA } from "./live.js";
import { parseClientContext, parsePayload } from "./payload.js";

/** How an attempt ended. */
export interface Completion {
  readonly record: InvocationRecord;
  /** JSON: what the function returned, or what its runtime says of its failure. */
  readonly payload: string;
  readonly failure?: FunctionFailure;
  /** The last 4 KB of its log, in base64. */
  readonly logTail: string;
}

const LARGEST_RESPONSE = 6_291_556;

/** Runs the behaviour that the test gave to a function, in the time that the function has. */
export async function run(ctx: Context, attempt: Attempt): Promise<Completion> {
  const { target, requestId } = attempt;
  const live = ctx.transient(LAMBDA);
  const registration = live.registrations.find({ ...target, region: ctx.region, account: ctx.account });
  const record: InvocationRecord = { invocation: begun(ctx, attempt) };
  live.invocations.add(record);
  if (registration) {
    registration.invocations.add(record);
    registration.calls++;
  }
  const environment = live.environments.acquire(ctx, target);
  const log = new ExecutionLog(ctx, target, environment, requestId);
  const captures = registration?.captureConsole === true;
  const behave = captures
    ? capturing(live.consoles, log, registration.behave)
    : (registration?.behave ?? live.defaultBehaviour);
  if (captures) live.consoles.begin();
  try {
    const outcome = await withinTimeout(ctx, attempt, behave, { log, logStreamName: environment.logStream });
    // A handler may reset the simulator and return all the same.
    ctx.era.check();
    const { failure, payload } = outcome;
    if (failure) log.writeFailure(failure);
    record.invocation = { ...record.invocation, ...ending(ctx, outcome) };
    ctx.transaction(() => log.finish());
    return { record, payload, failure, logTail: log.tail() };
  } finally {
    environment.busy = false;
    environment.cold = false;
    if (captures) live.consoles.end();
  }
}

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
    ...(payload.length <= ctx.simulation.settings.requestInputLimit && { rawPayload: payload }),
    clientContext: parseClientContext(attempt.clientContext),
    requestId: attempt.requestId,
    time: ctx.date(),
    attempt: attempt.number,
  };
}

function ending(ctx: Context, { payload, failure }: Outcome): Pick<KeptInvocation, "error" | "responseText"> {
  if (failure) return { error: failure.error };
  return payload.length <= ctx.simulation.settings.requestInputLimit ? { responseText: payload } : {};
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
  const result = ctx.simulation.work
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
  ctx.simulation.logger({ level: "error", msg, fields: { function: target.name, requestId, exception } });
}

/** Resolves with nothing when the time is up; rejects when the signal ends the wait. */
async function expire(ctx: Context, seconds: number, signal: AbortSignal): Promise<undefined> {
  await ctx.simulation.clock.sleep(seconds * 1000, { signal });
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
