import type { Context } from "../../../runtime/context.js";
import { invalidParameter } from "../errors/requests.js";
import type {
  GetFunctionRecursionConfigRequest,
  GetFunctionRecursionConfigResponse,
  GetRuntimeManagementConfigRequest,
  GetRuntimeManagementConfigResponse,
  PutFunctionRecursionConfigRequest,
  PutFunctionRecursionConfigResponse,
  PutRuntimeManagementConfigRequest,
  PutRuntimeManagementConfigResponse,
} from "../generated/types.js";
import { existingFunction, existingVersion } from "../lookup.js";
import { functionArn, referenceOf, unqualifiedName } from "../references.js";
import { FUNCTIONS, qualifiedKey, RUNTIME_MANAGEMENT } from "../state.js";

export function getFunctionRecursionConfig(
  input: GetFunctionRecursionConfigRequest,
  ctx: Context,
): GetFunctionRecursionConfigResponse {
  const { recursiveLoop } = existingFunction(ctx, { name: unqualifiedName(ctx, input.FunctionName) });
  return { RecursiveLoop: recursiveLoop };
}

export function putFunctionRecursionConfig(
  input: PutFunctionRecursionConfigRequest,
  ctx: Context,
): PutFunctionRecursionConfigResponse {
  const row = existingFunction(ctx, { name: unqualifiedName(ctx, input.FunctionName) });
  ctx.table(FUNCTIONS).put(row.name, { ...row, recursiveLoop: input.RecursiveLoop });
  return { RecursiveLoop: input.RecursiveLoop };
}

export function getRuntimeManagementConfig(
  input: GetRuntimeManagementConfigRequest,
  ctx: Context,
): GetRuntimeManagementConfigResponse {
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  const { name, version } = existingVersion(ctx, reference);
  const row = ctx.table(RUNTIME_MANAGEMENT).get(qualifiedKey(name, version));
  return {
    UpdateRuntimeOn: row?.updateRuntimeOn ?? "Auto",
    RuntimeVersionArn: row?.runtimeVersionArn,
    FunctionArn: functionArn(ctx, reference),
  };
}

export function putRuntimeManagementConfig(
  input: PutRuntimeManagementConfigRequest,
  ctx: Context,
): PutRuntimeManagementConfigResponse {
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  const { name, version } = existingVersion(ctx, reference);
  const isManual = input.UpdateRuntimeOn === "Manual";
  if (isManual !== (input.RuntimeVersionArn !== undefined)) {
    throw invalidParameter(
      isManual
        ? "RuntimeVersionArn is required when UpdateRuntimeOn is set to Manual."
        : "RuntimeVersionArn is only allowed when UpdateRuntimeOn is set to Manual.",
    );
  }
  ctx.table(RUNTIME_MANAGEMENT).put(qualifiedKey(name, version), {
    updateRuntimeOn: input.UpdateRuntimeOn,
    runtimeVersionArn: input.RuntimeVersionArn,
  });
  return {
    UpdateRuntimeOn: input.UpdateRuntimeOn,
    RuntimeVersionArn: input.RuntimeVersionArn,
    FunctionArn: functionArn(ctx, reference),
  };
}
