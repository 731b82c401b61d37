import type { Context } from "../../../runtime/context.js";
import { CODE_SIGNING_CONFIGS, type CodeSigningRow } from "../code-signing.js";
import { codeSigningConfigInUse, codeSigningConfigNotFound } from "../errors/code.js";
import type {
  CodeSigningConfig,
  CreateCodeSigningConfigRequest,
  CreateCodeSigningConfigResponse,
  DeleteCodeSigningConfigRequest,
  DeleteCodeSigningConfigResponse,
  GetCodeSigningConfigRequest,
  GetCodeSigningConfigResponse,
  ListCodeSigningConfigsRequest,
  ListCodeSigningConfigsResponse,
  ListFunctionsByCodeSigningConfigRequest,
  ListFunctionsByCodeSigningConfigResponse,
  UpdateCodeSigningConfigRequest,
  UpdateCodeSigningConfigResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { functionArn } from "../references.js";
import { FUNCTIONS, type FunctionRow } from "../state.js";
import { tagging } from "../tags.js";
import { moment } from "../text.js";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateCodeSigningConfig.html */
export function createCodeSigningConfig(
  input: CreateCodeSigningConfigRequest,
  ctx: Context,
): CreateCodeSigningConfigResponse {
  tagging.checked(input.Tags);
  const CodeSigningConfigId = `csc-${ctx.ids.hex(17)}`;
  return save(
    ctx,
    {
      CodeSigningConfigId,
      CodeSigningConfigArn: ctx.arn(`code-signing-config:${CodeSigningConfigId}`),
      Description: input.Description ?? "",
      AllowedPublishers: input.AllowedPublishers,
      CodeSigningPolicies: {
        UntrustedArtifactOnDeployment: input.CodeSigningPolicies?.UntrustedArtifactOnDeployment ?? "Warn",
      },
      LastModified: moment(ctx.date()),
    },
    input.Tags ?? {},
  );
}

export function getCodeSigningConfig(
  input: GetCodeSigningConfigRequest,
  ctx: Context,
): GetCodeSigningConfigResponse {
  return { CodeSigningConfig: stored(ctx, input.CodeSigningConfigArn).config };
}

export function updateCodeSigningConfig(
  input: UpdateCodeSigningConfigRequest,
  ctx: Context,
): UpdateCodeSigningConfigResponse {
  const { config, tags } = stored(ctx, input.CodeSigningConfigArn);
  return save(
    ctx,
    {
      ...config,
      Description: input.Description ?? config.Description,
      AllowedPublishers: input.AllowedPublishers ?? config.AllowedPublishers,
      CodeSigningPolicies: input.CodeSigningPolicies ?? config.CodeSigningPolicies,
      LastModified: moment(ctx.date()),
    },
    tags,
  );
}

/** A configuration in use by functions cannot be deleted. */
export function deleteCodeSigningConfig(
  { CodeSigningConfigArn: arn }: DeleteCodeSigningConfigRequest,
  ctx: Context,
): DeleteCodeSigningConfigResponse {
  stored(ctx, arn);
  const [user] = functionsWith(ctx, arn);
  if (user) throw codeSigningConfigInUse(arn);
  ctx.table(CODE_SIGNING_CONFIGS).delete(arn);
  return {};
}

export function listCodeSigningConfigs(
  input: ListCodeSigningConfigsRequest,
  ctx: Context,
): ListCodeSigningConfigsResponse {
  const page = pager.rows(input, "ListCodeSigningConfigs", ctx.table(CODE_SIGNING_CONFIGS));
  return { CodeSigningConfigs: page.items.map(({ config }) => config), NextMarker: page.next };
}

export function listFunctionsByCodeSigningConfig(
  input: ListFunctionsByCodeSigningConfigRequest,
  ctx: Context,
): ListFunctionsByCodeSigningConfigResponse {
  const arn = input.CodeSigningConfigArn;
  stored(ctx, arn);
  const page = pager.rows(input, `ListFunctionsByCodeSigningConfig ${arn}`, ctx.table(FUNCTIONS), {
    wanted: ({ codeSigningConfigArn }) => codeSigningConfigArn === arn,
  });
  return { FunctionArns: page.items.map(({ name }) => functionArn(ctx, { name })), NextMarker: page.next };
}

function* functionsWith(ctx: Context, arn: string, after?: string): Generator<FunctionRow> {
  for (const row of ctx.table(FUNCTIONS).values({ after })) if (row.codeSigningConfigArn === arn) yield row;
}

function stored(ctx: Context, arn: string): CodeSigningRow {
  const row = ctx.table(CODE_SIGNING_CONFIGS).get(arn);
  if (!row) throw codeSigningConfigNotFound(arn);
  return row;
}

function save(ctx: Context, config: CodeSigningConfig, tags: CodeSigningRow["tags"]) {
  ctx.table(CODE_SIGNING_CONFIGS).put(config.CodeSigningConfigArn, { config, tags });
  return { CodeSigningConfig: config };
}
