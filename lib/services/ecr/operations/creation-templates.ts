import type { Context } from "../../../runtime/context.js";
import { findTemplate, templateOf, templatePrefix } from "../creation-templates.js";
import { templateExists } from "../errors/registry.js";
import type {
  CreateRepositoryCreationTemplateRequest,
  CreateRepositoryCreationTemplateResponse,
  DeleteRepositoryCreationTemplateRequest,
  DeleteRepositoryCreationTemplateResponse,
  DescribeRepositoryCreationTemplatesRequest,
  DescribeRepositoryCreationTemplatesResponse,
  UpdateRepositoryCreationTemplateRequest,
  UpdateRepositoryCreationTemplateResponse,
} from "../generated/types.js";
import { pager, rejectPaging } from "../paging.js";
import { CREATION_TEMPLATES, type SimulatedTemplate } from "../state/registry.js";

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html */
export function createRepositoryCreationTemplate(
  input: CreateRepositoryCreationTemplateRequest,
  ctx: Context,
): CreateRepositoryCreationTemplateResponse {
  if (ctx.table(CREATION_TEMPLATES).has(templatePrefix(input.prefix)))
    throw templateExists(input.prefix, ctx);
  return {
    registryId: ctx.account,
    repositoryCreationTemplate: saved(ctx, templateOf(ctx, input, ctx.date())),
  };
}

/**
 * Prefixes without a template are skipped.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositoryCreationTemplates.html
 */
export function describeRepositoryCreationTemplates(
  input: DescribeRepositoryCreationTemplatesRequest,
  ctx: Context,
): DescribeRepositoryCreationTemplatesResponse {
  const { account: registryId } = ctx;
  const templates = ctx.table(CREATION_TEMPLATES);
  if (input.prefixes?.length) {
    rejectPaging(input, "prefixes");
    const found = input.prefixes.flatMap((prefix) => templates.get(templatePrefix(prefix)) ?? []);
    return { registryId, repositoryCreationTemplates: found };
  }
  const { items, next } = pager.rows(input, "DescribeRepositoryCreationTemplates", templates);
  return { registryId, repositoryCreationTemplates: items, nextToken: next };
}

/**
 * Omitted members keep their values.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UpdateRepositoryCreationTemplate.html
 */
export function updateRepositoryCreationTemplate(
  input: UpdateRepositoryCreationTemplateRequest,
  ctx: Context,
): UpdateRepositoryCreationTemplateResponse {
  const before = findTemplate(ctx, input.prefix);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  // Filters belong to the mutability of the same request.
  const filters = input.imageTagMutability && { imageTagMutabilityExclusionFilters: undefined };
  const changed = templateOf(ctx, { ...before, ...filters, ...given }, before.createdAt);
  return { registryId: ctx.account, repositoryCreationTemplate: saved(ctx, changed) };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepositoryCreationTemplate.html */
export function deleteRepositoryCreationTemplate(
  input: DeleteRepositoryCreationTemplateRequest,
  ctx: Context,
): DeleteRepositoryCreationTemplateResponse {
  const repositoryCreationTemplate = findTemplate(ctx, input.prefix);
  ctx.table(CREATION_TEMPLATES).delete(repositoryCreationTemplate.prefix);
  return { registryId: ctx.account, repositoryCreationTemplate };
}

function saved(ctx: Context, template: SimulatedTemplate): SimulatedTemplate {
  ctx.table(CREATION_TEMPLATES).put(template.prefix, template);
  return template;
}
