import type { Attribute } from "../generated/types.js";
import type { RegisteredContainer } from "../state/task-definitions.js";
import type { Draft } from "./draft.js";

const DOCKER = "com.amazonaws.ecs.capability.docker-remote-api.";

type Needs = (draft: Draft) => boolean;

/**
 * The attributes that a container instance must have, by the parts of a task definition that require them.
 */
const ATTRIBUTES: readonly (readonly [Needs, ...string[]])[] = [
  [someLogDriver("awslogs"), "com.amazonaws.ecs.capability.logging-driver.awslogs", `${DOCKER}1.19`],
  [
    (draft) => someLogDriver("awslogs")(draft) && draft.executionRoleArn !== undefined,
    "ecs.capability.execution-role-awslogs",
  ],
  [some(({ image }) => image.includes(".dkr.ecr.")), "com.amazonaws.ecs.capability.ecr-auth"],
  [
    (draft) =>
      draft.executionRoleArn !== undefined && some(({ image }) => image.includes(".dkr.ecr."))(draft),
    "ecs.capability.execution-role-ecr-pull",
  ],
  [
    ({ taskRoleArn }) => taskRoleArn !== undefined,
    "com.amazonaws.ecs.capability.task-iam-role",
    `${DOCKER}1.17`,
  ],
  [({ networkMode }) => networkMode === "awsvpc", `${DOCKER}1.18`, "ecs.capability.task-eni"],
  [some(({ memoryReservation }) => memoryReservation !== undefined), `${DOCKER}1.21`],
  [
    some(({ healthCheck }) => healthCheck !== undefined),
    `${DOCKER}1.24`,
    "ecs.capability.container-health-check",
  ],
  [some(({ linuxParameters }) => linuxParameters?.initProcessEnabled === true), `${DOCKER}1.25`],
  [some(({ privileged }) => privileged === true), "com.amazonaws.ecs.capability.privileged-container"],
  [some(({ dependsOn }) => dependsOn !== undefined), "ecs.capability.container-ordering"],
  [some(({ environmentFiles }) => environmentFiles !== undefined), "ecs.capability.env-files.s3"],
  [
    some(({ secrets = [] }) => secrets.some(({ valueFrom }) => isSecretsManager(valueFrom))),
    "ecs.capability.secrets.asm.environment-variables",
  ],
  [
    some(({ secrets = [] }) => secrets.some(({ valueFrom }) => !isSecretsManager(valueFrom))),
    "ecs.capability.secrets.ssm.environment-variables",
  ],
  [
    some(({ repositoryCredentials }) => repositoryCredentials !== undefined),
    "ecs.capability.private-registry-authentication.secretsmanager",
  ],
  [
    ({ volumes }) => volumes.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration),
    `${DOCKER}1.25`,
    "ecs.capability.efs",
  ],
  [({ pidMode, ipcMode }) => (pidMode ?? ipcMode) !== undefined, "ecs.capability.pid-ipc-namespace-sharing"],
];

/** The attributes that the task requires of a container instance, by name, without duplicates. */
export function requiredAttributes(draft: Draft): readonly Attribute[] {
  const names = ATTRIBUTES.flatMap(([needs, ...attributes]) => (needs(draft) ? attributes : []));
  return [...new Set(names)].sort().map((name) => ({ name }));
}

function some(needs: (container: RegisteredContainer) => boolean): Needs {
  return ({ containerDefinitions }) => containerDefinitions.some(needs);
}

function someLogDriver(driver: string): Needs {
  return some(({ logConfiguration }) => logConfiguration?.logDriver === driver);
}

function isSecretsManager(valueFrom: string): boolean {
  return /^arn:[\w-]+:secretsmanager:/.test(valueFrom);
}
