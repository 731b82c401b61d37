import { failureFile } from "../inspector/report-file.js";
import type { AwsSim } from "../sim.js";

/**
 * Writes the report of a failed test, and adds its path to the failure message.
 *
 * @param names of the test: its file, its blocks, and its own.
 * @param errors of the test.
 */
export async function reportFailedTest(
  sim: Pick<AwsSim, "report">,
  names: readonly string[],
  errors: readonly unknown[],
): Promise<void> {
  const file = failureFile(names);
  const note = await sim.report(file).then(
    () => `The aws-sim inspector shows what happened: ${file}`,
    (error: Error) => `The report of aws-sim was not written: ${error.message}`,
  );
  for (const error of errors.slice(0, 1)) addToMessage(error, note);
}

/** Runners show the message, or the stack, which starts with it. */
function addToMessage(error: unknown, note: string): void {
  if (typeof error !== "object" || error === null) return;
  const message: unknown = Reflect.get(error, "message");
  const stack: unknown = Reflect.get(error, "stack");
  if (typeof message !== "string") return;
  const longer = `${message}\n\n${note}`;
  Reflect.set(error, "message", longer);
  if (typeof stack === "string")
    Reflect.set(
      error,
      "stack",
      stack.replace(message, () => longer),
    );
}
