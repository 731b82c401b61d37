import type { Context } from "../../../runtime/context.js";
import { invalidParameter } from "../errors.js";
import type { UpdateServiceRequest } from "../generated/types.js";
import { lookUpTaskDefinition } from "../references.js";
import type { ClusterRow } from "../state/clusters.js";
import type { RevisionSettings, ServiceRow, ServiceSettings } from "../state/services.js";
import { deploymentConfigurationFor, revisionFor } from "./request.js";
import { checkTaskRole } from "./rules.js";

/**
 * The settings from which tasks start after an update; the same object if the update does not change them.
 *
 * @throws ClientException, InvalidParameterException as AWS does.
 */
export function updatedRevision(
  ctx: Context,
  cluster: ClusterRow,
  { revision, settings }: ServiceRow,
  update: UpdateServiceRequest,
): RevisionSettings {
  if (settings.deploymentController.type === "CODE_DEPLOY") refuseDeployment(update);
  if (settings.deploymentController.type === "EXTERNAL" && update.taskDefinition !== undefined) {
    throw invalidParameter(
      "Unable to update task definition on services with an EXTERNAL deployment controller.",
    );
  }
  if (!changesRevision(update)) return revision;
  const { capacityProviderStrategy: strategy = [] } = { ...revision, ...changes(update) };
  // Without a strategy, or with an empty one, a service has a launch type.
  const placement =
    strategy.length > 0 ? { launchType: undefined } : { launchType: revision.launchType ?? "FARGATE" };
  return revisionFor(ctx, cluster, { ...revision, ...changes(update), ...placement });
}

const REVISION_MEMBERS = [
  "taskDefinition",
  "capacityProviderStrategy",
  "platformVersion",
  "networkConfiguration",
  "loadBalancers",
  "serviceRegistries",
  "serviceConnectConfiguration",
  "volumeConfigurations",
  "vpcLatticeConfigurations",
] as const satisfies readonly (keyof UpdateServiceRequest & keyof RevisionSettings)[];

function changesRevision(update: UpdateServiceRequest): boolean {
  return REVISION_MEMBERS.some((member) => update[member] !== undefined);
}

/** The members of an update that affect the revision. */
function changes(update: UpdateServiceRequest): Partial<RevisionSettings> {
  return Object.fromEntries(
    REVISION_MEMBERS.filter((member) => update[member] !== undefined).map((member) => [
      member,
      update[member],
    ]),
  );
}

function refuseDeployment(update: UpdateServiceRequest): void {
  if (update.forceNewDeployment) {
    throw invalidParameter(
      "Cannot force a new deployment on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.",
    );
  }
  if (changesRevision(update)) {
    throw invalidParameter(
      "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Please use Code Deploy to trigger a new deployment.",
    );
  }
}

/**
 * The other settings of a service after an update; omitted ones keep their values.
 *
 * @throws InvalidParameterException as AWS does.
 */
export function updatedSettings(
  ctx: Context,
  row: ServiceRow,
  update: UpdateServiceRequest,
): ServiceSettings {
  const { settings } = row;
  if (update.enableExecuteCommand) {
    const reference = update.taskDefinition ?? row.revision.taskDefinition ?? "";
    checkTaskRole(lookUpTaskDefinition(ctx, reference)?.taskDefinition, "updated");
  }
  const configuration = update.deploymentConfiguration
    ? deploymentConfigurationFor(
        update.deploymentConfiguration,
        settings.deploymentConfiguration,
        settings.schedulingStrategy,
      )
    : settings.deploymentConfiguration;
  return {
    ...settings,
    deploymentConfiguration: configuration,
    placementConstraints: update.placementConstraints ?? settings.placementConstraints,
    placementStrategy: update.placementStrategy ?? settings.placementStrategy,
    healthCheckGracePeriodSeconds:
      update.healthCheckGracePeriodSeconds ?? settings.healthCheckGracePeriodSeconds,
    enableECSManagedTags: update.enableECSManagedTags ?? settings.enableECSManagedTags,
    propagateTags: update.propagateTags ?? settings.propagateTags,
    enableExecuteCommand: update.enableExecuteCommand ?? settings.enableExecuteCommand,
    availabilityZoneRebalancing: update.availabilityZoneRebalancing ?? settings.availabilityZoneRebalancing,
  };
}
