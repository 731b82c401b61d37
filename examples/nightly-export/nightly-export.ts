/**
 * A small piece of an ordinary application: every night it runs an export as a
 * Fargate task and reports the result to a Lambda function. Nothing in it knows
 * of a simulator.
 */
import { type ECSClient, StopTaskCommand } from "@aws-sdk/client-ecs";
import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type Attempt, type ExportTask, runToEnd } from "./export-task.js";

/** What the application is wired up with. */
export interface NightlyExport extends ExportTask {
  readonly ecs: ECSClient;
  readonly lambda: LambdaClient;
  /** The function that is notified of the outcome. */
  readonly notifyFunction: string;
  /** Milliseconds after which the night is over. Default one hour. */
  readonly giveUpAfter?: number;
}

/** The input of the function, and the result for the caller. */
export interface Outcome {
  readonly status: "succeeded" | "failed";
  readonly attempts: readonly Attempt[];
}

/** The export is still running when the night is over. */
export class ExportTimedOut extends Error {
  override readonly name = "ExportTimedOut";
}

const ONE_HOUR = 3_600_000;
const MOST_ATTEMPTS = 2;

/**
 * Runs the export, once more if it fails, and reports the outcome.
 *
 * @throws ExportTimedOut when it takes too long; the task is stopped then.
 */
export async function nightlyExport(settings: NightlyExport): Promise<Outcome> {
  const deadline = settings.clock.now() + (settings.giveUpAfter ?? ONE_HOUR);
  const attempts: Attempt[] = [];
  while (attempts.length < MOST_ATTEMPTS && attempts.at(-1)?.exitCode !== 0) {
    const result = await runToEnd(settings, deadline);
    if ("unfinished" in result) {
      await settings.ecs.send(
        new StopTaskCommand({
          cluster: settings.cluster,
          task: result.unfinished,
          reason: "The nightly export timed out",
        }),
      );
      throw new ExportTimedOut(`The nightly export timed out: ${result.unfinished} is still running.`);
    }
    attempts.push(result);
  }
  const outcome: Outcome = { status: attempts.at(-1)?.exitCode === 0 ? "succeeded" : "failed", attempts };
  await notify(settings, outcome);
  return outcome;
}

async function notify({ lambda, notifyFunction }: NightlyExport, outcome: Outcome): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: notifyFunction, Payload: JSON.stringify(outcome) }),
  );
  if (FunctionError === undefined) return;
  const { errorMessage } = JSON.parse(Payload?.transformToString() ?? "{}");
  throw new Error(`The function ${notifyFunction} failed: ${errorMessage}`);
}
