import type { Context } from "../../../runtime/context.js";
import { checkCodeSigning } from "../code-signing.js";
import type {
  DeleteFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigRequest,
  GetFunctionCodeSigningConfigResponse,
  PutFunctionCodeSigningConfigRequest,
  PutFunctionCodeSigningConfigResponse,
} from "../generated/types.js";
import { existingFunction, latestOf } from "../lookup.js";
import { referenceOf } from "../references.js";
import { FUNCTIONS, type FunctionRow } from "../state.js";

/** Without a configuration AWS omits `CodeSigningConfigArn`, although its model requires it. */
export function getFunctionCodeSigningConfig(
  input: GetFunctionCodeSigningConfigRequest,
  ctx: Context,
): Partial<GetFunctionCodeSigningConfigResponse> {
  const { name, codeSigningConfigArn } = named(ctx, input);
  return { CodeSigningConfigArn: codeSigningConfigArn, FunctionName: name };
}

export function putFunctionCodeSigningConfig(
  input: PutFunctionCodeSigningConfigRequest,
  ctx: Context,
): PutFunctionCodeSigningConfigResponse {
  const row = named(ctx, input);
  const codeSigningConfigArn = input.CodeSigningConfigArn;
  checkCodeSigning(ctx, codeSigningConfigArn, latestOf(ctx, row.name).settings);
  ctx.table(FUNCTIONS).put(row.name, { ...row, codeSigningConfigArn });
  return { CodeSigningConfigArn: codeSigningConfigArn, FunctionName: row.name };
}

/** Also succeeds for a function without a configuration. */
export function deleteFunctionCodeSigningConfig(
  input: DeleteFunctionCodeSigningConfigRequest,
  ctx: Context,
): object {
  const { codeSigningConfigArn: _, ...row } = named(ctx, input);
  ctx.table(FUNCTIONS).put(row.name, row);
  return {};
}

function named(ctx: Context, { FunctionName }: GetFunctionCodeSigningConfigRequest): FunctionRow {
  return existingFunction(ctx, { name: referenceOf(ctx, FunctionName).name });
}
