import type { AccountRegion } from "../scope.js";
import type { Json } from "../store/codec.js";

/** A call from one service to an operation of any service. */
export interface OperationCall {
  /** The SDK's name of the service, in any letter case: `ecs`, `sfn`. */
  readonly service: string;
  /** The name of the operation, in any letter case: `runTask`. */
  readonly operation: string;
  /** The input as a document: the first letter of member names in any case, blobs as strings. */
  readonly input: Json;
  /** Format of timestamps in the output: seconds or milliseconds since the epoch, or ISO 8601. */
  readonly timestamps: DocumentTimestamps;
  readonly at: AccountRegion;
  /** The calling principal: a session of a role. */
  readonly callerArn: string;
  /** The role whose permissions apply; omitted for the root user of an account. */
  readonly roleArn?: string;
  /** The calling service, as in CloudTrail: `states.amazonaws.com`. */
  readonly userAgent: string;
  /** The cause in the request log: the ARN of an execution. */
  readonly cause: string;
}

/** Format of timestamps in a document. */
export type DocumentTimestamps = "seconds" | "milliseconds" | "iso8601";

/** The outcome of a call. */
export type OperationOutcome =
  | {
      readonly kind: "output";
      /** Members start with capital letters; blobs are strings. */
      readonly output: { readonly [name: string]: Json };
      readonly status: number;
      readonly requestId: string;
    }
  | {
      readonly kind: "error";
      /** The code on the wire: `NoSuchKey`. */
      readonly code: string;
      /** The name of the error in the model, if it has one. */
      readonly shape: string | undefined;
      readonly message: string;
      readonly status: number;
      readonly requestId: string;
    }
  /** The operation does not exist or is not simulated. */
  | { readonly kind: "unknown"; readonly reason: string };

/**
 * Calls operations for services as a client does: with validation, faults, and a record in the request log.
 */
export interface OperationCaller {
  /** @returns a promise only where something has to be waited for. Never throws for what the operation rejects. */
  call(call: OperationCall): OperationOutcome | PromiseLike<OperationOutcome>;
}
