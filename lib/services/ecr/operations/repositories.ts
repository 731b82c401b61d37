import type { Context } from "../../../runtime/context.js";
import { repositoryAlreadyExists, repositoryNotEmpty } from "../errors/repositories.js";
import type {
  CreateRepositoryRequest,
  CreateRepositoryResponse,
  DeleteRepositoryRequest,
  DeleteRepositoryResponse,
  DescribeRepositoriesRequest,
  DescribeRepositoriesResponse,
  PutImageScanningConfigurationRequest,
  PutImageScanningConfigurationResponse,
  PutImageTagMutabilityRequest,
  PutImageTagMutabilityResponse,
} from "../generated/types.js";
import { pager, rejectPaging } from "../paging.js";
import { registryOf } from "../registry.js";
import {
  changeRepository,
  checkedEncryption,
  checkedMutability,
  findRepository,
  hasImages,
  registryHost,
  removeRepository,
} from "../repositories.js";
import { REPOSITORIES, type SimulatedRepository } from "../state/repositories.js";
import { tagging } from "../tags.js";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function createRepository(input: CreateRepositoryRequest, ctx: Context): CreateRepositoryResponse {
  const at = registryOf(ctx, input);
  const { repositoryName, imageTagMutability = "MUTABLE", imageTagMutabilityExclusionFilters } = input;
  if (at.table(REPOSITORIES).has(repositoryName)) throw repositoryAlreadyExists(repositoryName, at);
  const repository: SimulatedRepository = {
    repositoryArn: at.arn(`repository/${repositoryName}`),
    registryId: at.account,
    repositoryName,
    repositoryUri: `${registryHost(at)}/${repositoryName}`,
    createdAt: at.date(),
    ...checkedMutability(imageTagMutability, imageTagMutabilityExclusionFilters),
    imageScanningConfiguration: { scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false },
    encryptionConfiguration: checkedEncryption(
      at,
      input.encryptionConfiguration ?? { encryptionType: "AES256" },
    ),
  };
  at.table(REPOSITORIES).put(repositoryName, { repository, tags: tagging.checked(input.tags) });
  return { repository };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export function describeRepositories(
  input: DescribeRepositoriesRequest,
  ctx: Context,
): DescribeRepositoriesResponse {
  const { registryId, repositoryNames } = input;
  if (repositoryNames) {
    rejectPaging(input, "repositoryNames");
    const found = repositoryNames.map((repositoryName) =>
      findRepository(ctx, { registryId, repositoryName }),
    );
    return { repositories: found.map(({ repository }) => repository) };
  }
  const repositories = registryOf(ctx, input).table(REPOSITORIES);
  const { items, next } = pager.rows(input, "DescribeRepositories", repositories);
  return { repositories: items.map(({ repository }) => repository), nextToken: next };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export function deleteRepository(input: DeleteRepositoryRequest, ctx: Context): DeleteRepositoryResponse {
  const { at, name, repository } = findRepository(ctx, input);
  if (input.force !== true && hasImages(at, name)) throw repositoryNotEmpty(name, at);
  removeRepository(at, name);
  return { repository };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageTagMutability.html */
export function putImageTagMutability(
  input: PutImageTagMutabilityRequest,
  ctx: Context,
): PutImageTagMutabilityResponse {
  const found = findRepository(ctx, input);
  const mutability = checkedMutability(input.imageTagMutability, input.imageTagMutabilityExclusionFilters);
  changeRepository(found, mutability);
  return { registryId: found.at.account, repositoryName: found.name, ...mutability };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html */
export function putImageScanningConfiguration(
  input: PutImageScanningConfigurationRequest,
  ctx: Context,
): PutImageScanningConfigurationResponse {
  const found = findRepository(ctx, input);
  const imageScanningConfiguration = { scanOnPush: input.imageScanningConfiguration.scanOnPush ?? false };
  changeRepository(found, { imageScanningConfiguration });
  return { registryId: found.at.account, repositoryName: found.name, imageScanningConfiguration };
}
