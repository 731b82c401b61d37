import type { Context } from "../../../runtime/context.js";
import { backupDescribed, startBackup } from "../backups.js";
import { policyNotFound, validationException } from "../errors.js";
import { requireState, saveFileSystem } from "../file-systems.js";
import type {
  BackupPolicyDescription,
  DescribeBackupPolicyRequest,
  DescribeLifecycleConfigurationRequest,
  LifecycleConfigurationDescription,
  PutBackupPolicyRequest,
  PutLifecycleConfigurationRequest,
} from "../generated/types.js";
import { checkLifecyclePolicies } from "../lifecycle-policies.js";
import { findFileSystem } from "../references.js";

/** https://docs.aws.amazon.com/efs/latest/ug/API_PutLifecycleConfiguration.html */
export function putLifecycleConfiguration(
  input: PutLifecycleConfigurationRequest,
  ctx: Context,
): LifecycleConfigurationDescription {
  const row = findFileSystem(ctx, input.FileSystemId);
  requireState(row, "available", "updating");
  const { LifecyclePolicies } = input;
  checkLifecyclePolicies(row, LifecyclePolicies);
  saveFileSystem(ctx, { ...row, lifecyclePolicies: LifecyclePolicies });
  return { LifecyclePolicies };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeLifecycleConfiguration.html */
export function describeLifecycleConfiguration(
  input: DescribeLifecycleConfigurationRequest,
  ctx: Context,
): LifecycleConfigurationDescription {
  return { LifecyclePolicies: findFileSystem(ctx, input.FileSystemId).lifecyclePolicies };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_PutBackupPolicy.html */
export function putBackupPolicy(input: PutBackupPolicyRequest, ctx: Context): BackupPolicyDescription {
  const row = findFileSystem(ctx, input.FileSystemId);
  requireState(row, "available", "updating");
  const { Status } = input.BackupPolicy;
  if (Status !== "ENABLED" && Status !== "DISABLED")
    throw validationException(`The backup policy status ${Status} cannot be set. Use ENABLED or DISABLED.`);
  return policyOf(startBackup(ctx, row, Status));
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeBackupPolicy.html */
export function describeBackupPolicy(
  input: DescribeBackupPolicyRequest,
  ctx: Context,
): BackupPolicyDescription {
  const row = findFileSystem(ctx, input.FileSystemId);
  if (!row.backup) throw policyNotFound();
  backupDescribed(ctx, row);
  return policyOf(row);
}

function policyOf({ backup }: { backup?: { status: "ENABLED" | "ENABLING" | "DISABLED" | "DISABLING" } }) {
  return { BackupPolicy: backup && { Status: backup.status } };
}
