import type { PermissionOwner } from "../services/iam/permissions.js";
import { toHavePutEvent, type WantedEvent } from "./event-matchers.js";
import {
  toHaveFailedWith,
  toHavePassedThrough,
  toHaveStartedExecution,
  toHaveSucceeded,
} from "./execution-matchers.js";
import { toHaveInvoked, toHaveInvokedTimes, toHaveInvokedWith } from "./invocation-matchers.js";
import { toHaveLogged } from "./log-matchers.js";
import {
  toHavePublished,
  toHavePublishedTimes,
  toHaveSentMessage,
  toHaveSentMessageTimes,
} from "./message-matchers.js";
import { toHaveObject, type WantedObject } from "./object-matchers.js";
import { toHaveBeenDenied, toHaveUsedOnly, type WantedDenial } from "./permission-matchers.js";
import {
  toHaveReceivedRequest,
  toHaveReceivedRequestTimes,
  toHaveReceivedRequestWith,
  type WantedRequest,
} from "./request-matchers.js";
import { toHaveRunTask, toHaveRunTaskTimes, toHaveRunTaskWith, type WantedRun } from "./task-matchers.js";

/** Matchers for simulators of `createAwsSim()` and `connectAwsSim()`, for `expect.extend(matchers)` of Vitest and Jest. */
export const matchers = {
  toHaveReceivedRequest,
  toHaveReceivedRequestWith,
  toHaveReceivedRequestTimes,
  toHaveInvoked,
  toHaveInvokedWith,
  toHaveInvokedTimes,
  toHaveRunTask,
  toHaveRunTaskWith,
  toHaveRunTaskTimes,
  toHaveLogged,
  toHaveObject,
  toHaveBeenDenied,
  toHaveUsedOnly,
  toHaveSentMessage,
  toHaveSentMessageTimes,
  toHavePublished,
  toHavePublishedTimes,
  toHavePutEvent,
  toHaveStartedExecution,
  toHaveSucceeded,
  toHaveFailedWith,
  toHavePassedThrough,
};

/**
 * The matchers of `expect(sim)`. `Result` is the return type of the runner's own matchers. For a simulator of
 * `connectAwsSim()`, every matcher returns a promise: `await expect(sim).toHaveRunTask("export")`.
 */
export interface AwsSimMatchers<Result = void> {
  /**
   * The simulator received a request of this operation (`"RunTask"`), or one with these members in its
   * record.
   */
  toHaveReceivedRequest(wanted: WantedRequest): Result;
  /** … with an input that contains these members; asymmetric matchers work inside. */
  toHaveReceivedRequestWith(wanted: WantedRequest, input: object): Result;
  /** … exactly this number of times, including retries. */
  toHaveReceivedRequestTimes(wanted: WantedRequest, times: number): Result;
  /** A function ran. */
  toHaveInvoked(functionName: string): Result;
  /** … with an event that contains these members. */
  toHaveInvokedWith(functionName: string, payload: unknown): Result;
  /** … exactly this number of times, including retries. */
  toHaveInvokedTimes(functionName: string, times: number): Result;
  /** A task of this family was run. */
  toHaveRunTask(family: string): Result;
  /** … with a run that contains these members: `environment`, `command`, `exitCode`, … */
  toHaveRunTaskWith(family: string, run: WantedRun): Result;
  /** … exactly this number of times. */
  toHaveRunTaskTimes(family: string, times: number): Result;
  /**
   * The log group has a message that contains this string, matches this regular expression or this asymmetric
   * matcher.
   */
  toHaveLogged(group: string, message: unknown): Result;
  /** The bucket has an object with this key and all of these members; `text` is its content. */
  toHaveObject(bucket: string, key: string, object?: WantedObject): Result;
  /** A request was denied; without members, any request. Requires the option `authorization`. */
  toHaveBeenDenied(wanted?: WantedDenial): Result;
  /** A role or user, or all principals of the account, used only these actions; `s3:Get*` is a pattern. */
  toHaveUsedOnly(actions: readonly string[], owner?: PermissionOwner): Result;
  /** A message was sent to the queue, even if it is gone; `body` is the whole body or a part of its JSON. */
  toHaveSentMessage(queue: string, body?: unknown): Result;
  /** … exactly this number of times. */
  toHaveSentMessageTimes(queue: string, times: number): Result;
  /**
   * A message was published to the topic, even without subscribers; `message` is the whole message or a part
   * of its JSON.
   */
  toHavePublished(topic: string, message?: unknown): Result;
  /** … exactly this number of times. */
  toHavePublishedTimes(topic: string, times: number): Result;
  /**
   * An event was put on a bus, with this detail type or these members, and a detail that contains these
   * members.
   */
  toHavePutEvent(event: string | WantedEvent, detail?: unknown): Result;
  /** A state machine started an execution, with an input that contains these members if given. */
  toHaveStartedExecution(stateMachine: string, input?: unknown): Result;
  /** An execution of `sim.stepFunctions` ended with SUCCEEDED. */
  toHaveSucceeded(): Result;
  /**
   * An execution failed with this error, and a cause that contains this string, or matches this expression or
   * value.
   */
  toHaveFailedWith(error: unknown, cause?: unknown): Result;
  /** An execution entered these states in this order, possibly with others between. */
  toHavePassedThrough(states: readonly string[]): Result;
}
