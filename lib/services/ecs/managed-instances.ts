import { clientException } from "./errors.js";
import type {
  ManagedInstancesProvider,
  UpdateManagedInstancesProviderConfiguration,
} from "./generated/types.js";

/** A managed instances provider after an update; omitted members of the launch template keep their values. */
export function updatedInstances(
  provider: ManagedInstancesProvider | undefined,
  update: UpdateManagedInstancesProviderConfiguration,
): ManagedInstancesProvider {
  const template = provider?.instanceLaunchTemplate;
  if (!template) throw clientException("The specified capacity provider does not use managed instances.");
  const { ec2InstanceProfileArn = template.ec2InstanceProfileArn, ...changes } =
    update.instanceLaunchTemplate;
  const { networkConfiguration = template.networkConfiguration } = changes;
  return {
    ...provider,
    ...update,
    instanceLaunchTemplate: { ...template, ...changes, ec2InstanceProfileArn, networkConfiguration },
  };
}
