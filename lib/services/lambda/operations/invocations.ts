import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import { startRun } from "../../../runtime/runs.js";
import type {
  InvocationRequest,
  InvocationResponse,
  InvokeAsyncRequest,
  InvokeAsyncResponse,
} from "../generated/types.js";
import { admit } from "../invoke/admission.js";
import { enqueue } from "../invoke/async-events.js";
import { checkSize, parseClientContext, parsePayload } from "../invoke/payload.js";
import { REQUEST_RUNS } from "../invoke/request-runs.js";
import { prepareRun } from "../invoke/run.js";
import { targetOf } from "../invoke/target.js";
import { contextOfFunction, referenceOf } from "../references.js";

const EMPTY = new Uint8Array();

export function invoke(
  input: InvocationRequest,
  caller: Context,
): InvocationResponse | Pending<InvocationResponse> {
  const ctx = contextOfFunction(caller, input.FunctionName);
  const {
    InvocationType: invocationType = "RequestResponse",
    Payload: payload = EMPTY,
    ClientContext: clientContext,
  } = input;
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  checkSize(payload, invocationType);
  const target = targetOf(ctx, reference);
  if (invocationType === "DryRun") return { StatusCode: 204 };
  parsePayload(payload);
  parseClientContext(clientContext);
  if (invocationType === "Event") {
    enqueue(ctx, reference, { payload, clientContext });
    return { StatusCode: 202 };
  }
  admit(ctx, target);
  const { requestId } = ctx;
  const attempt = { target, invocationType, payload, clientContext, requestId, number: 1 };
  const running = startRun(ctx, REQUEST_RUNS, requestId, prepareRun(ctx, attempt));
  return whenReady(running, (completion) => ({
    StatusCode: 200,
    Payload: Buffer.from(completion.payload),
    ExecutedVersion: target.version,
    FunctionError: completion.failure ? "Unhandled" : undefined,
    LogResult: input.LogType === "Tail" ? completion.log.tail() : undefined,
  }));
}

/** The predecessor of `InvocationType: Event`, which old clients still use. */
export function invokeAsync(
  input: InvokeAsyncRequest,
  caller: Context,
): InvokeAsyncResponse | Pending<InvokeAsyncResponse> {
  const ctx = contextOfFunction(caller, input.FunctionName);
  const reference = referenceOf(ctx, input.FunctionName);
  const { InvokeArgs } = input;
  return whenReady(InvokeArgs.whole ?? InvokeArgs.bytes(), (payload) => {
    checkSize(payload, "Event");
    targetOf(ctx, reference);
    parsePayload(payload);
    enqueue(ctx, reference, { payload });
    return { Status: 202 };
  });
}
