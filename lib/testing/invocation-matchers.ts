import type { Json } from "../connect/json.js";
import type { Invocation } from "../services/lambda/invoke/invocation.js";
import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { hasAll } from "./partial.js";
import { show } from "./show.js";
import { judgeReads, subjectOf } from "./subject.js";

type SeenInvocation = Invocation | Json<Invocation>;

/** `expect(sim).toHaveInvoked("notify")` */
export function toHaveInvoked(this: MatcherContext, received: unknown, functionName: string): Judgement {
  return judgeInvocations(this, "toHaveInvoked", received, functionName, {});
}

/** `expect(sim).toHaveInvokedWith("notify", { rows: 42 })`: with an event that contains these members. */
export function toHaveInvokedWith(
  this: MatcherContext,
  received: unknown,
  functionName: string,
  payload: unknown,
): Judgement {
  return judgeInvocations(this, "toHaveInvokedWith", received, functionName, { payload: [payload] });
}

/** `expect(sim).toHaveInvokedTimes("notify", 1)`: counts retries of asynchronous invocations. */
export function toHaveInvokedTimes(
  this: MatcherContext,
  received: unknown,
  functionName: string,
  times: number,
): Judgement {
  return judgeInvocations(this, "toHaveInvokedTimes", received, functionName, { times });
}

function judgeInvocations(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  functionName: string,
  { payload, times }: { payload?: readonly [unknown]; times?: number },
): Judgement {
  const { lambda } = subjectOf(received, matcher);
  return judgeReads<readonly SeenInvocation[], readonly SeenInvocation[]>(
    lambda.invocations(functionName),
    () => lambda.invocations(),
    (named, all) => {
      const matching = payload
        ? named.filter((invocation) => hasAll(context, invocation.payload, payload[0]))
        : named;
      return judge({
        wanted: `call of ${functionName}${payload ? ` with ${show(payload[0])}` : ""}`,
        kind: "invocations",
        all: all.map(line),
        matching: matching.map(line),
        ...(times !== undefined && { times }),
      });
    },
  );
}

function line({ functionName, payload, response, error, attempt }: SeenInvocation): string {
  const end = error ? `${error.errorType}: ${error.errorMessage}` : show(response);
  return `${functionName}${attempt > 1 ? ` (attempt ${attempt})` : ""} ${show(payload)} → ${end}`;
}
