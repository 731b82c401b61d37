import { type AuthorizationTable, anywhere, on, passRole, tagged } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { EcrOperations } from "./generated/types.js";

interface OfRepository {
  readonly registryId?: string;
  readonly repositoryName: string;
}

const repositoryArn = (ctx: Context, { registryId = ctx.account, repositoryName }: OfRepository): string =>
  ctx.elsewhere({ account: registryId }).arn(`repository/${repositoryName}`);

const onRepository = on<OfRepository>((input, ctx) => repositoryArn(ctx, input));
const onResource = on<{ readonly resourceArn: string }>(({ resourceArn }) => resourceArn);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export const authorization = {
  batchCheckLayerAvailability: onRepository,
  batchDeleteImage: onRepository,
  batchGetImage: onRepository,
  completeLayerUpload: onRepository,
  createPullThroughCacheRule: anywhere,
  createRepository: tagged(onRepository, "ecr:TagResource"),
  createRepositoryCreationTemplate: (input) => [{}, ...passRole([input.customRoleArn], "ecr.amazonaws.com")],
  deleteLifecyclePolicy: onRepository,
  deletePullThroughCacheRule: anywhere,
  deleteRegistryPolicy: anywhere,
  deleteRepository: onRepository,
  deleteRepositoryCreationTemplate: anywhere,
  deleteRepositoryPolicy: onRepository,
  describeImageScanFindings: onRepository,
  describeImages: onRepository,
  describePullThroughCacheRules: anywhere,
  describeRegistry: anywhere,
  describeRepositories: on(({ registryId, repositoryNames = ["*"] }, ctx) =>
    repositoryNames.map((repositoryName) =>
      repositoryArn(ctx, { repositoryName, ...(registryId !== undefined && { registryId }) }),
    ),
  ),
  describeRepositoryCreationTemplates: anywhere,
  getAccountSetting: anywhere,
  getAuthorizationToken: anywhere,
  getDownloadUrlForLayer: onRepository,
  getLifecyclePolicy: onRepository,
  getLifecyclePolicyPreview: onRepository,
  getRegistryPolicy: anywhere,
  getRegistryScanningConfiguration: anywhere,
  getRepositoryPolicy: onRepository,
  initiateLayerUpload: onRepository,
  listImages: onRepository,
  listTagsForResource: onResource,
  putAccountSetting: anywhere,
  putImage: onRepository,
  putImageScanningConfiguration: onRepository,
  putImageTagMutability: onRepository,
  putLifecyclePolicy: onRepository,
  putRegistryPolicy: anywhere,
  putRegistryScanningConfiguration: anywhere,
  putReplicationConfiguration: anywhere,
  setRepositoryPolicy: onRepository,
  startImageScan: onRepository,
  startLifecyclePolicyPreview: onRepository,
  tagResource: onResource,
  untagResource: onResource,
  updatePullThroughCacheRule: anywhere,
  updateRepositoryCreationTemplate: (input) => [{}, ...passRole([input.customRoleArn], "ecr.amazonaws.com")],
  uploadLayerPart: onRepository,
  validatePullThroughCacheRule: anywhere,
} satisfies AuthorizationTable<EcrOperations>;
