import type { Context } from "../../runtime/context.js";
import { EraEnded } from "../../runtime/era.js";
import { AwsError } from "../../runtime/errors.js";
import type { ExecutableOperation, GivenValues, Stub } from "../../runtime/execute.js";
import { Recent } from "../../runtime/store/records.js";
import { describeThrown } from "../../values/foreign-values.js";
import { isError } from "../../values/is-error.js";
import { hasPart } from "../../values/partial.js";
import { andThen, isPromise } from "../../values/promises.js";
import type { StubAnswer, StubConditions, StubOutcome } from "./answer.js";
import { readBody } from "./bodies.js";
import { awsErrorOf, givenErrorOf, hasCode, isGivenError } from "./given-errors.js";
import { type Outcome, outcomeOf, type Settled } from "./outcome.js";
import { RecordedCall } from "./recorded-call.js";
import type { StubCall } from "./spy.js";
import { type Simulate, StubbedCall } from "./stubbed-call.js";

/** What is computed once the model of the operation is loaded. */
interface Prepared {
  /** Converts between values of the test and of the model. */
  readonly given: GivenValues;
  readonly outcomes: readonly Outcome[];
  /** The part of an input that calls must contain. */
  readonly part: object | undefined;
}

/** An active stub. */
export class ActiveStub implements Stub {
  readonly calls: Recent<RecordedCall>;
  /** Number of calls handled. */
  answered = 0;
  private readonly answers: readonly StubOutcome[];
  private prepared: Prepared | undefined;

  /** @throws TypeError for an empty sequence. */
  constructor(
    readonly id: string,
    answer: StubAnswer,
    readonly conditions: StubConditions,
    historyLimit: number,
    /** DynamoDB items have JavaScript values. */
    private readonly inDocuments = false,
  ) {
    this.answers = outcomesIn(answer);
    this.calls = new Recent(historyLimit);
  }

  /** @throws TypeError for answers and conditions that the operation cannot have. */
  prepare(model: GivenValues): Prepared {
    if (this.prepared) return this.prepared;
    const { when } = this.conditions;
    const given = this.inDocuments ? model.documents : model;
    this.prepared = {
      given,
      part: when && given.partOfInput(when),
      outcomes: this.answers.map((answer) => outcomeOf(answer, given)),
    };
    return this.prepared;
  }

  /** Copies of the latest calls for the test, oldest first. */
  seenCalls(): StubCall[] {
    return this.calls.all().map((call) => call.describe(this.prepared?.given));
  }

  /** A copy of the latest call for the test. */
  lastSeenCall(): StubCall | undefined {
    return this.calls.last()?.describe(this.prepared?.given);
  }

  matches({ given }: ExecutableOperation, input: object, { account, region }: Context): boolean {
    const { conditions } = this;
    if (conditions.times !== undefined && this.answered >= conditions.times) return false;
    if (conditions.account !== undefined && conditions.account !== account) return false;
    if (conditions.region !== undefined && conditions.region !== region) return false;
    return conditions.when === undefined || this.hasWanted(input, given);
  }

  private hasWanted(input: object, model: GivenValues): boolean {
    try {
      const { part, given } = this.prepare(model);
      return part === undefined || hasPart(given.seenInput(input), part);
    } catch {
      // No call can satisfy this condition; the call receives the reason.
      return true;
    }
  }

  answer(operation: ExecutableOperation, input: object, ctx: Context, simulate: Simulate): unknown {
    const callIndex = this.answered++;
    ctx.stub = this.id;
    return andThen(readBody(input), (content) => {
      ctx.era.check();
      const record = new RecordedCall(content.input, ctx);
      this.calls.add(record);
      const fail = (thrown: unknown) => record.end({ error: this.errorOf(thrown, operation) }, ctx);
      let settled: Settled | PromiseLike<Settled>;
      try {
        const { outcomes, given } = this.prepare(operation.given);
        const call = new StubbedCall(operation, given, content, ctx, callIndex, simulate);
        settled = elementAt(outcomes, callIndex)(call);
      } catch (thrown) {
        return fail(thrown);
      }
      return isPromise(settled)
        ? settled.then((known) => record.end(known, ctx), fail)
        : record.end(settled, ctx);
    });
  }

  /** The error returned for an exception of a function, or for an output that the operation cannot have. */
  private errorOf(thrown: unknown, operation: ExecutableOperation): AwsError {
    if (thrown instanceof EraEnded) throw thrown;
    if (isGivenError(thrown, operation.given)) return givenErrorOf(thrown, operation.given);
    if (isError(thrown) && hasCode(thrown)) return awsErrorOf(thrown, operation.given);
    const { name, message } = describeThrown(thrown);
    const reason = thrown instanceof TypeError ? message : `${name}: ${message}`;
    const place = `Stub ${this.id} of ${operation.service}:${operation.name}`;
    return new AwsError("StubFailed", `${place} failed: ${reason}`, { status: 501, cause: thrown });
  }
}

/** The last outcome repeats for all further calls. */
function elementAt(outcomes: readonly Outcome[], index: number): Outcome {
  const outcome = outcomes[Math.min(index, outcomes.length - 1)];
  if (!outcome) throw new TypeError("It has no answer.");
  return outcome;
}

/** Outputs are never lists, so a list is a sequence. */
function outcomesIn(answer: StubAnswer): readonly StubOutcome[] {
  if (!Array.isArray(answer)) return [answer as StubOutcome];
  if (answer.length === 0) throw new TypeError("A sequence of responses needs at least one. Use an output.");
  return answer;
}
