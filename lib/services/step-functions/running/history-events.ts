import type { HistoryEvent } from "../generated/types.js";
import type { EventDetails, EventRow } from "../state/history.js";

/** Events whose details are in a member with another name. */
const MEMBERS: readonly (readonly [RegExp, string])[] = [
  [/StateEntered$/, "stateEnteredEventDetails"],
  [/StateExited$/, "stateExitedEventDetails"],
];

/** Events without details. */
const BARE =
  /^(LambdaFunctionStarted|MapState(Succeeded|Failed|Aborted)|ParallelState(Started|Succeeded|Failed|Aborted)|MapRun(Succeeded|Aborted)|(Task|Wait)StateAborted)$/;

const NOT_TRUNCATED = { truncated: false };

/** An event as returned by GetExecutionHistory. @param data whether inputs and outputs are included. */
export function describeEvent(id: number, event: EventRow, data = true): HistoryEvent {
  const { type, at, previous, details = {} } = event;
  const described: HistoryEvent = { timestamp: new Date(at), type, id, previousEventId: previous };
  if (BARE.test(type)) return described;
  // The type determines the name of the member; the model has one for each.
  return Object.assign(described, { [memberOf(type)]: describeDetails(details, data) });
}

function memberOf(type: string): string {
  const known = MEMBERS.find(([pattern]) => pattern.test(type));
  return known ? known[1] : `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

function describeDetails(details: EventDetails, data: boolean): object {
  const { input, output, parameters, assignedVariables, ...others } = details;
  const described: Record<string, unknown> = withoutUndefined(others);
  if (data && parameters !== undefined) described.parameters = parameters;
  if (input !== undefined) {
    if (data) described.input = input;
    described.inputDetails = NOT_TRUNCATED;
  }
  if (output !== undefined) {
    if (data) described.output = output;
    described.outputDetails = NOT_TRUNCATED;
  }
  if (assignedVariables !== undefined) {
    if (data) described.assignedVariables = assignedVariables;
    described.assignedVariablesDetails = NOT_TRUNCATED;
  }
  return described;
}

function withoutUndefined(members: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
