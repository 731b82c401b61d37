import type { Caller, Context } from "../../runtime/context.js";
import type { GivenValues } from "../../runtime/execute.js";
import type { UntypedMembers } from "./answer.js";
import { copyOf } from "./bodies.js";
import type { Settled } from "./outcome.js";
import type { StubCall } from "./spy.js";

/** A recorded call of a stub. {@link describe} computes the expensive members. */
export class RecordedCall {
  private readonly caller: Caller;
  private readonly account: string;
  private readonly region: string;
  private readonly requestId: string;
  /** Simulated milliseconds since the epoch. */
  private readonly time: number;
  private settled: Settled | undefined;

  constructor(
    private readonly input: UntypedMembers,
    ctx: Context,
  ) {
    this.caller = ctx.caller;
    this.account = ctx.account;
    this.region = ctx.region;
    this.requestId = ctx.requestId;
    this.time = ctx.now();
  }

  /** Records the end of the call. @returns the output. @throws AwsError if the outcome is an error. */
  end(settled: Settled, { era }: Context): object {
    era.check();
    this.settled = settled;
    if ("error" in settled) throw settled.error;
    return settled.output;
  }

  /**
   * A copy for the test. @param given converts inputs and outputs to the test's view; without it they are
   * unchanged.
   */
  describe(given?: GivenValues): StubCall {
    const { settled, account, region, requestId } = this;
    const { accessKeyId, arn, userId } = this.caller;
    return {
      input: copyOf(membersOf(given?.seenInput(this.input) ?? this.input)),
      ...(settled && describeEnd(settled, given)),
      caller: { accessKeyId, arn, userId },
      account,
      region,
      requestId,
      time: new Date(this.time),
    };
  }
}

function describeEnd(settled: Settled, given?: GivenValues): Pick<StubCall, "output" | "error"> {
  if ("output" in settled)
    return { output: copyOf(membersOf(given?.seenOutput(settled.output) ?? settled.output)) };
  const { code, message } = settled.error;
  return { error: { code, message } };
}

function membersOf(value: object): UntypedMembers {
  return { ...value };
}
