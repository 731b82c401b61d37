import type { Fields } from "./fields.js";
import type { Catcher, Retrier } from "./types.js";

/** `Retry`, with AWS's defaults. */
export function compileRetry(state: Fields): readonly Retrier[] {
  return state.objects("Retry").map((retrier) => ({
    errorEquals: retrier.strings("ErrorEquals"),
    intervalSeconds: retrier.number("IntervalSeconds") ?? 1,
    maxAttempts: retrier.number("MaxAttempts") ?? 3,
    backoffRate: retrier.number("BackoffRate") ?? 2,
    maxDelaySeconds: retrier.number("MaxDelaySeconds"),
    jitterStrategy: retrier.oneOf("JitterStrategy", ["FULL", "NONE"]) ?? "NONE",
  }));
}

/** `Catch`. */
export function compileCatch(state: Fields): readonly Catcher[] {
  return state.objects("Catch").map((catcher) => ({
    errorEquals: catcher.strings("ErrorEquals"),
    next: catcher.requiredString("Next"),
    resultPath: catcher.referencePath("ResultPath"),
    assign: catcher.template("Assign"),
    output: catcher.template("Output"),
  }));
}
