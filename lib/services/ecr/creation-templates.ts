import type { Context } from "../../runtime/context.js";
import { templateNotFound } from "./errors/registry.js";
import type { CreateRepositoryCreationTemplateRequest, RCTAppliedFor } from "./generated/types.js";
import { readLifecyclePolicy } from "./lifecycle/document.js";
import { putLifecyclePolicy } from "./operations/lifecycle-policies.js";
import { setRepositoryPolicy } from "./operations/policies.js";
import { createRepository } from "./operations/repositories.js";
import { checkRepositoryPolicy } from "./policies.js";
import { checkedEncryption, checkedMutability } from "./repositories.js";
import { CREATION_TEMPLATES, type SimulatedTemplate } from "./state/registry.js";
import { tagging } from "./tags.js";

/** The template for repositories that no other one matches. */
const ROOT = "ROOT";

/** ECR ignores a slash at the end of a prefix. */
export function templatePrefix(prefix: string): string {
  return prefix.replace(/\/$/, "");
}

/** @throws TemplateNotFoundException */
export function findTemplate(ctx: Context, prefix: string): SimulatedTemplate {
  const template = ctx.table(CREATION_TEMPLATES).get(templatePrefix(prefix));
  if (!template) throw templateNotFound(prefix, ctx);
  return template;
}

/**
 * A template with these settings, validated as those of a repository.
 *
 * @throws InvalidParameterException, and errors of the policies
 */
export function templateOf(
  ctx: Context,
  request: CreateRepositoryCreationTemplateRequest,
  createdAt: Date,
): SimulatedTemplate {
  const { repositoryPolicy, lifecyclePolicy, resourceTags } = request;
  const { imageTagMutability = "MUTABLE", imageTagMutabilityExclusionFilters, ...rest } = request;
  if (repositoryPolicy) checkRepositoryPolicy(ctx, repositoryPolicy);
  if (lifecyclePolicy) readLifecyclePolicy(lifecyclePolicy);
  const { encryptionConfiguration = { encryptionType: "AES256" } } = request;
  // AWS's managed key is determined when a repository is created.
  checkedEncryption(ctx, encryptionConfiguration);
  return {
    ...rest,
    prefix: templatePrefix(request.prefix),
    ...checkedMutability(imageTagMutability, imageTagMutabilityExclusionFilters),
    encryptionConfiguration,
    ...(resourceTags && { resourceTags: tagging.checked(resourceTags) }),
    createdAt,
    updatedAt: ctx.date(),
  };
}

/** Creates a repository on behalf of ECR: by the template for its name, or with the defaults. */
export function createRepositoryFor(at: Context, repositoryName: string, occasion: RCTAppliedFor): void {
  const template = templateFor(at, repositoryName, occasion);
  if (!template) return void createRepository({ repositoryName }, at);
  const { imageTagMutability, imageTagMutabilityExclusionFilters, encryptionConfiguration } = template;
  const { resourceTags: tags, repositoryPolicy: policyText, lifecyclePolicy } = template;
  createRepository(
    {
      repositoryName,
      imageTagMutability,
      imageTagMutabilityExclusionFilters,
      encryptionConfiguration,
      tags,
    },
    at,
  );
  if (policyText) setRepositoryPolicy({ repositoryName, policyText }, at);
  if (lifecyclePolicy) putLifecyclePolicy({ repositoryName, lifecyclePolicyText: lifecyclePolicy }, at);
}

/** The template with the longest matching prefix, else ROOT. */
function templateFor(
  at: Context,
  repositoryName: string,
  occasion: RCTAppliedFor,
): SimulatedTemplate | undefined {
  const templates = at.table(CREATION_TEMPLATES);
  const parts = repositoryName.split("/").slice(0, -1);
  const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join("/")).reverse();
  return [...prefixes, ROOT]
    .map((prefix) => templates.get(prefix))
    .find((template) => template?.appliedFor.includes(occasion));
}
