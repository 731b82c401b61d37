import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { ACCOUNT, stepFunctionsWorld } from "./step-functions-world.js";

/** A world with ways to run executions and to read their histories. */
export function executionsWorld(options: Parameters<typeof stepFunctionsWorld>[0] = {}) {
  const world = stepFunctionsWorld(options);
  return {
    get sim() {
      return world.sim;
    },
    get sfn() {
      return world.sfn;
    },
    get logs() {
      return world.logs;
    },
    elsewhere: world.elsewhere,
    machine: world.machine,
    /** Creates a state machine with these states, starting with the first, and returns its ARN. */
    async states(states: object, more: object = {}, name = "m", input: object = {}): Promise<string> {
      const [StartAt] = Object.keys(states);
      return world.machine(name, {
        definition: JSON.stringify({ StartAt, States: states, ...more }),
        ...input,
      });
    },
    /** Starts an execution and returns its ARN. */
    async start(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
      const started = await world.sfn.startExecution({ stateMachineArn, input: JSON.stringify(input), name });
      return started.executionArn ?? "";
    },
    /** Runs states, as far as they go without time; returns the ARN of the execution. */
    async run(states: object, input: unknown = {}, more: object = {}): Promise<string> {
      const arn = await this.start(await this.states(states, more), input);
      await this.settled();
      return arn;
    },
    /** Waits for work at the current time. */
    async settled() {
      await world.sim.clock.advance(0);
    },
    /** All events of an execution. */
    async history(executionArn: string): Promise<HistoryEvent[]> {
      const { events = [] } = await world.sfn.getExecutionHistory({ executionArn, maxResults: 1000 });
      return events;
    },
    /** The events of an execution in short: id, previous id and type. */
    async trail(executionArn: string): Promise<string[]> {
      return (await this.history(executionArn)).map(
        ({ id, previousEventId, type }) => `${id} ${previousEventId} ${type}`,
      );
    },
    /** What came of an execution. */
    async outcome(executionArn: string) {
      const { status, output, error, cause } = await world.sfn.describeExecution({ executionArn });
      return {
        status,
        ...(output !== undefined && { output: JSON.parse(output) }),
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
    },
  };
}

export const executionArn = (machine: string, name: string) =>
  `arn:aws:states:us-east-1:${ACCOUNT}:execution:${machine}:${name}`;
