import { keysOf, type Need } from "../../authorization/requirement.js";
import { type AuthorizationTable, all, anywhere, on, passRole, tagged } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { LambdaOperations } from "./generated/types.js";
import { layerArn, layerNameOf } from "./layers.js";
import { parseReference } from "./references.js";

interface OfFunction {
  readonly FunctionName: string;
}

interface OfQualified extends OfFunction {
  readonly Qualifier?: string;
}

/** The ARN of a function, with its qualifier if it has one. An ARN of another account is not changed. */
function functionArn(ctx: Context, name: string, qualifier?: string): string {
  const parsed = parseReference(name);
  if (!parsed) return ctx.arn(`function:${name}`);
  const { account = ctx.account, region = ctx.region } = parsed;
  const suffix = qualifier ?? parsed.qualifier;
  const resource = `function:${parsed.name}${suffix === undefined ? "" : `:${suffix}`}`;
  return ctx.elsewhere({ account, region }).arn(resource);
}

const unqualified = (ctx: Context, name: string) =>
  functionArn(ctx, name.replace(/^(arn:(?:[^:]*:){5}[^:]+):.+$/, "$1"));

const onFunction = on<OfFunction>(({ FunctionName }, ctx) => unqualified(ctx, FunctionName));
const onQualified = on<OfQualified>(({ FunctionName, Qualifier }, ctx) =>
  functionArn(ctx, FunctionName, Qualifier),
);
const invokes = on<OfQualified>(
  ({ FunctionName, Qualifier }, ctx) => functionArn(ctx, FunctionName, Qualifier),
  () => ({ action: "lambda:InvokeFunction" }),
);
const onCodeSigningConfig = on<{ readonly CodeSigningConfigArn: string }>(
  ({ CodeSigningConfigArn }) => CodeSigningConfigArn,
);
const onLayer = on<{ readonly LayerName: string }>(({ LayerName }, ctx) =>
  layerArn(ctx, layerNameOf(LayerName)),
);
const onLayerVersion = on<{ readonly LayerName: string; readonly VersionNumber: number }>(
  ({ LayerName, VersionNumber }, ctx) =>
    LayerName.startsWith("arn:")
      ? `${LayerName.split(":").slice(0, 7).join(":")}:${VersionNumber}`
      : `${layerArn(ctx, LayerName)}:${VersionNumber}`,
);
const onMapping = on<{ readonly UUID: string }>(({ UUID }, ctx) => ctx.arn(`event-source-mapping:${UUID}`));
const onResource = on<{ readonly Resource: string }>(({ Resource }) => Resource);

interface Configured {
  readonly Role?: string;
  readonly Layers?: readonly string[];
  readonly VpcConfig?: {
    readonly SubnetIds?: readonly string[];
    readonly SecurityGroupIds?: readonly string[];
  };
}

/** The configured function, the role passed to Lambda, and the layers that it reads. */
const configures = on<OfFunction & Configured>(
  ({ FunctionName }, ctx) => unqualified(ctx, FunctionName),
  ({ Layers, VpcConfig }) => ({
    keys: keysOf({
      "lambda:Layer": Layers,
      "lambda:SubnetIds": VpcConfig?.SubnetIds,
      "lambda:SecurityGroupIds": VpcConfig?.SecurityGroupIds,
    }),
  }),
);

const passesRole = ({ Role, Layers = [] }: Configured): readonly Need[] => [
  ...passRole([Role], "lambda.amazonaws.com"),
  ...Layers.map((layer) => ({ action: "lambda:GetLayerVersion", resource: layer })),
];

const onPermission = on<OfFunction & { readonly Principal?: string; readonly FunctionUrlAuthType?: string }>(
  ({ FunctionName }, ctx) => unqualified(ctx, FunctionName),
  ({ Principal, FunctionUrlAuthType }) => ({
    keys: keysOf({ "lambda:Principal": Principal, "lambda:FunctionUrlAuthType": FunctionUrlAuthType }),
  }),
);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const authorization = {
  addLayerVersionPermission: onLayerVersion,
  addPermission: onPermission,
  createAlias: onFunction,
  createCodeSigningConfig: anywhere,
  createEventSourceMapping: on(
    () => "*",
    ({ FunctionName }, ctx) => ({ keys: keysOf({ "lambda:FunctionArn": functionArn(ctx, FunctionName) }) }),
  ),
  createFunction: tagged(all<OfFunction & Configured>(configures, passesRole), "lambda:TagResource"),
  createFunctionUrlConfig: onQualified,
  deleteAlias: onFunction,
  deleteCodeSigningConfig: onCodeSigningConfig,
  deleteEventSourceMapping: onMapping,
  deleteFunction: onQualified,
  deleteFunctionCodeSigningConfig: onFunction,
  deleteFunctionConcurrency: onFunction,
  deleteFunctionEventInvokeConfig: onFunction,
  deleteFunctionUrlConfig: onQualified,
  deleteLayerVersion: onLayerVersion,
  deleteProvisionedConcurrencyConfig: onQualified,
  getAccountSettings: anywhere,
  getAlias: onFunction,
  getCodeSigningConfig: onCodeSigningConfig,
  getEventSourceMapping: onMapping,
  getFunction: onQualified,
  getFunctionCodeSigningConfig: onFunction,
  getFunctionConcurrency: onFunction,
  getFunctionConfiguration: onQualified,
  getFunctionEventInvokeConfig: onFunction,
  getFunctionRecursionConfig: onFunction,
  getFunctionUrlConfig: onQualified,
  getLayerVersion: onLayerVersion,
  getLayerVersionByArn: on(
    ({ Arn }) => Arn,
    () => ({ action: "lambda:GetLayerVersion" }),
  ),
  getLayerVersionPolicy: onLayerVersion,
  getPolicy: onQualified,
  getProvisionedConcurrencyConfig: onQualified,
  getRuntimeManagementConfig: onFunction,
  invoke: invokes,
  invokeAsync: invokes,
  listAliases: onFunction,
  listCodeSigningConfigs: anywhere,
  listEventSourceMappings: anywhere,
  listFunctionEventInvokeConfigs: onFunction,
  listFunctionUrlConfigs: onFunction,
  listFunctions: anywhere,
  listFunctionsByCodeSigningConfig: onCodeSigningConfig,
  listLayerVersions: anywhere,
  listLayers: anywhere,
  listProvisionedConcurrencyConfigs: onFunction,
  listTags: onResource,
  listVersionsByFunction: onFunction,
  publishLayerVersion: onLayer,
  publishVersion: onFunction,
  putFunctionCodeSigningConfig: onFunction,
  putFunctionConcurrency: onFunction,
  putFunctionEventInvokeConfig: onFunction,
  putFunctionRecursionConfig: onFunction,
  putProvisionedConcurrencyConfig: onQualified,
  putRuntimeManagementConfig: onFunction,
  removeLayerVersionPermission: onLayerVersion,
  removePermission: onPermission,
  tagResource: onResource,
  untagResource: onResource,
  updateAlias: onFunction,
  updateCodeSigningConfig: onCodeSigningConfig,
  updateEventSourceMapping: onMapping,
  updateFunctionCode: onFunction,
  updateFunctionConfiguration: all<OfFunction & Configured>(configures, passesRole),
  updateFunctionEventInvokeConfig: onFunction,
  updateFunctionUrlConfig: onQualified,
} satisfies AuthorizationTable<LambdaOperations>;
