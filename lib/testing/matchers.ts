import { toHaveInvoked, toHaveInvokedTimes, toHaveInvokedWith } from "./invocation-matchers.js";
import { toHaveLogged } from "./log-matchers.js";
import { toHaveObject, type WantedObject } from "./object-matchers.js";
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
};

/**
 * The matchers as `expect(sim)` offers them. `Result` is what the runner's own matchers return; for a simulator of
 * `connectAwsSim()`, every matcher returns a promise: `await expect(sim).toHaveRunTask("export")`.
 */
export interface AwsSimMatchers<Result = void> {
  /** The simulator received a request of this operation (`"RunTask"`), or one with these members of its record. */
  toHaveReceivedRequest(wanted: WantedRequest): Result;
  /** … with an input that has all of this; asymmetric matchers work inside. */
  toHaveReceivedRequestWith(wanted: WantedRequest, input: object): Result;
  /** … exactly so many times, retries included. */
  toHaveReceivedRequestTimes(wanted: WantedRequest, times: number): Result;
  /** A function ran. */
  toHaveInvoked(functionName: string): Result;
  /** … with an event that has all of this. */
  toHaveInvokedWith(functionName: string, payload: unknown): Result;
  /** … exactly so many times, retries included. */
  toHaveInvokedTimes(functionName: string, times: number): Result;
  /** A task of this family was run. */
  toHaveRunTask(family: string): Result;
  /** … whose run has all of this: `environment`, `command`, `exitCode`, … */
  toHaveRunTaskWith(family: string, run: WantedRun): Result;
  /** … exactly so many times. */
  toHaveRunTaskTimes(family: string, times: number): Result;
  /** The log group has a message that contains this text, matches this expression or equals this asymmetric matcher. */
  toHaveLogged(group: string, message: unknown): Result;
  /** The bucket has an object of this key, with all of these members; `text` is its content. */
  toHaveObject(bucket: string, key: string, object?: WantedObject): Result;
}
