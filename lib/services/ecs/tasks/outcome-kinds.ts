import type { Kind, Schema } from "../../../control/definition/kinds.js";
import type { ContainerOutcome, TaskBehaviour } from "./outcome.js";
import { checkBehaviour, type OutcomeOf } from "./outcome-rules.js";

const OUTPUT = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] };

const CONTAINER_MEMBERS = {
  exitCode: { type: "integer", minimum: 0, maximum: 255 },
  stdout: OUTPUT,
  stderr: OUTPUT,
  duration: { anyOf: [{ type: "number", minimum: 0 }, { type: "string" }] },
  reason: { type: "string" },
};

const CONTAINER_OUTCOME: Schema = {
  type: "object",
  properties: CONTAINER_MEMBERS,
  additionalProperties: false,
};

const TASK_OUTCOME: Schema = {
  type: "object",
  properties: {
    ...CONTAINER_MEMBERS,
    failToStart: { type: "string" },
    containers: { type: "object", additionalProperties: CONTAINER_OUTCOME },
  },
  additionalProperties: false,
};

/** An outcome of tasks, or a sequence; in process also handlers. */
export const taskBehaviour: Kind<TaskBehaviour> = behaviour("task", TASK_OUTCOME);

/** An outcome of containers, or a sequence; in process also handlers. */
export const containerBehaviour: Kind<TaskBehaviour<ContainerOutcome>> = behaviour(
  "container",
  CONTAINER_OUTCOME,
);

function behaviour(of: OutcomeOf, outcome: Schema): Kind<TaskBehaviour> {
  return {
    schema: { anyOf: [outcome, { type: "array", items: outcome, minItems: 1 }] },
    isBody: true,
    check(value) {
      checkBehaviour(value, of);
      // Each member of each step was checked.
      return value as TaskBehaviour;
    },
  };
}
