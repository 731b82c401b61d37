import type { Context } from "../../runtime/context.js";
import { type LoopbackAnswer, type LoopbackRequest, requestLoopback } from "../../shared/loopback.js";
import { signalOf } from "../in-flight.js";
import { type Attempted, type FailureKind, failed } from "../outcome.js";

/** Stored characters of a response, from its start. */
const KEPT_CHARACTERS = 1_000;

/** An HTTP request of a delivery. */
export interface OutgoingRequest extends Omit<LoopbackRequest, "signal"> {
  /** The failure kind of a status that is not 2xx. If omitted, every failure is retried. */
  readonly failureOf?: (status: number) => FailureKind;
}

/** A delivery, by its kind and number. */
interface Sending {
  readonly kind: string;
  readonly number: number;
}

/**
 * Sends a request to a loopback address. Statuses from 200 to 299 are success. `advance` waits for the
 * response.
 */
export function sendRequest(ctx: Context, sending: Sending, request: OutgoingRequest): Promise<Attempted> {
  const { failureOf = () => "error", ...outgoing } = request;
  const signal = signalOf(ctx, sending.kind, sending.number);
  return ctx.work.run(() =>
    requestLoopback({ ...outgoing, signal }).then(
      (answer) => judged(answer, failureOf),
      (error: unknown) => failed("connection", reasonOf(error)),
    ),
  );
}

function judged({ status, body }: LoopbackAnswer, failureOf: (status: number) => FailureKind): Attempted {
  const response = { status, body: body.slice(0, KEPT_CHARACTERS) };
  if (status >= 200 && status <= 299) return { status: "delivered", response };
  return failed(failureOf(status), `The receiver returned status ${status}.`, { response });
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return (error instanceof Error ? error.message : String(error)) + cause;
}
