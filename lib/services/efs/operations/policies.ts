import type { Context } from "../../../runtime/context.js";
import { policyNotFound } from "../errors.js";
import { fileSystemArn, requireState, saveFileSystem } from "../file-systems.js";
import type {
  DeleteFileSystemPolicyRequest,
  DescribeFileSystemPolicyRequest,
  FileSystemPolicyDescription,
  PutFileSystemPolicyRequest,
} from "../generated/types.js";
import { checkedPolicy } from "../policies.js";
import { findFileSystem } from "../references.js";

/** https://docs.aws.amazon.com/efs/latest/ug/API_PutFileSystemPolicy.html */
export function putFileSystemPolicy(
  input: PutFileSystemPolicyRequest,
  ctx: Context,
): FileSystemPolicyDescription {
  const row = findFileSystem(ctx, input.FileSystemId);
  requireState(row, "available", "updating");
  const policy = checkedPolicy(ctx, input.Policy, fileSystemArn(ctx, row.fileSystemId));
  saveFileSystem(ctx, { ...row, policy });
  return { FileSystemId: row.fileSystemId, Policy: policy };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystemPolicy.html */
export function describeFileSystemPolicy(
  input: DescribeFileSystemPolicyRequest,
  ctx: Context,
): FileSystemPolicyDescription {
  const { fileSystemId, policy } = findFileSystem(ctx, input.FileSystemId);
  if (policy === undefined) throw policyNotFound();
  return { FileSystemId: fileSystemId, Policy: policy };
}

/**
 * https://docs.aws.amazon.com/efs/latest/ug/API_DeleteFileSystemPolicy.html: deleting a missing policy
 * succeeds.
 */
export function deleteFileSystemPolicy(input: DeleteFileSystemPolicyRequest, ctx: Context): object {
  const row = findFileSystem(ctx, input.FileSystemId);
  requireState(row, "available", "updating");
  const { policy, ...rest } = row;
  saveFileSystem(ctx, rest);
  return {};
}
