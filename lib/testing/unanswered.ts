import type { UnansweredOperation } from "../control/requests.js";
import type { AwsSim } from "../sim.js";

/**
 * Writes to standard error which operations a test called that are neither simulated nor stubbed: usually the
 * reason for the failure.
 */
export function reportUnanswered({ requests }: Pick<AwsSim, "requests">): void {
  const unanswered = requests.unanswered();
  if (unanswered.length > 0) process.stderr.write(`\n${reportOf(unanswered)}\n`);
}

function reportOf(unanswered: readonly UnansweredOperation[]): string {
  const lines = unanswered.map(({ service, operation, count }) => {
    const times = count === 1 ? "" : ` (${count} times)`;
    return `  sim.stub("${service}", "${operation}", { … })${times}`;
  });
  return ["aws-sim does not simulate what this test called. Stub it:", ...lines].join("\n");
}
