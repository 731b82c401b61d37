import { clientException, invalidParameter } from "./errors.js";
import type {
  AutoScalingGroupProvider,
  AutoScalingGroupProviderUpdate,
  ManagedScaling,
} from "./generated/types.js";

const SCALING: ManagedScaling = {
  status: "DISABLED",
  targetCapacity: 100,
  minimumScalingStepSize: 1,
  maximumScalingStepSize: 10_000,
  instanceWarmupPeriod: 300,
};

/** An Auto Scaling group provider with AWS's defaults. */
export function registeredGroup(group: AutoScalingGroupProvider): AutoScalingGroupProvider {
  return checked({
    autoScalingGroupArn: group.autoScalingGroupArn,
    managedScaling: { ...SCALING, ...given(group.managedScaling) },
    managedTerminationProtection: group.managedTerminationProtection ?? "DISABLED",
    managedDraining: group.managedDraining ?? "ENABLED",
  });
}

/** An Auto Scaling group provider after an update; omitted members keep their values. */
export function updatedGroup(
  group: AutoScalingGroupProvider | undefined,
  update: AutoScalingGroupProviderUpdate,
): AutoScalingGroupProvider {
  if (!group) throw clientException("The specified capacity provider does not use an Auto Scaling group.");
  return checked({
    ...group,
    managedScaling: { ...group.managedScaling, ...given(update.managedScaling) },
    managedTerminationProtection: update.managedTerminationProtection ?? group.managedTerminationProtection,
    managedDraining: update.managedDraining ?? group.managedDraining,
  });
}

function checked(group: AutoScalingGroupProvider): AutoScalingGroupProvider {
  if (group.managedTerminationProtection === "ENABLED" && group.managedScaling?.status !== "ENABLED") {
    throw invalidParameter(
      "The managed termination protection setting requires managed scaling to be enabled. Enable managed scaling and try again.",
    );
  }
  return group;
}

/** Removes undefined members, which would otherwise overwrite others when spread. */
function given(scaling: ManagedScaling = {}): ManagedScaling {
  return Object.fromEntries(Object.entries(scaling).filter(([, value]) => value !== undefined));
}
