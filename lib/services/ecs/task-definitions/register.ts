import type { Context } from "../../../runtime/context.js";
import { clientException, familyBlank, tagsEmpty } from "../errors.js";
import type { RegisterTaskDefinitionRequest } from "../generated/types.js";
import type { TaskDefinitionRow } from "../state/task-definitions.js";
import { tagging } from "../tags.js";
import { compatibilitiesOf } from "./compatibilities.js";
import { CONTAINER_RULES } from "./container-rules.js";
import { registeredContainer } from "./containers.js";
import { DEPENDENCY_RULES } from "./dependency-rules.js";
import { type Draft, enforce } from "./draft.js";
import { NETWORK_RULES } from "./network-rules.js";
import { requiredAttributes } from "./required-attributes.js";
import { cpuUnits, memoryMiB } from "./sizes.js";
import { nextRevision } from "./store.js";
import { TASK_RULES } from "./task-rules.js";
import { VOLUME_RULES } from "./volume-rules.js";
import { registeredVolume } from "./volumes.js";

const RULES = [...TASK_RULES, ...CONTAINER_RULES, ...DEPENDENCY_RULES, ...VOLUME_RULES, ...NETWORK_RULES];

/**
 * The validated next revision of a family, with AWS's defaults.
 *
 * @throws ClientException if AWS rejects it.
 */
export function registeredTaskDefinition(
  ctx: Context,
  request: RegisterTaskDefinitionRequest,
): TaskDefinitionRow {
  if (request.tags?.length === 0) throw tagsEmpty();
  const { tags, ...rest } = request;
  const draft = draftOf(rest);
  enforce(RULES, draft);
  const compatibilities = compatibilitiesOf(draft);
  const revision = nextRevision(ctx, draft.family);
  const requiresAttributes = requiredAttributes(draft);
  return {
    taskDefinition: {
      ...draft,
      taskDefinitionArn: ctx.arn(`task-definition/${draft.family}:${revision}`),
      revision,
      status: "ACTIVE",
      placementConstraints: draft.placementConstraints ?? [],
      ...(requiresAttributes.length > 0 ? { requiresAttributes } : {}),
      compatibilities,
      registeredAt: ctx.date(),
      registeredBy: ctx.caller.arn,
    },
    tags: tagging.checked(tags),
  };
}

function draftOf(request: Omit<RegisterTaskDefinitionRequest, "tags">): Draft {
  if (request.family === "") throw familyBlank();
  if (request.containerDefinitions.length === 0) throw clientException("Container list cannot be empty.");
  return {
    ...request,
    containerDefinitions: request.containerDefinitions.map((container) =>
      registeredContainer(container, request.networkMode),
    ),
    volumes: (request.volumes ?? []).map(registeredVolume),
    cpu: cpuUnits(request.cpu),
    memory: memoryMiB(request.memory),
  };
}
