import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { isOwnArn, parseStateMachineArn, qualifiedArnOf, stateMachineArn, versionNumber } from "../arns.js";
import { quotaExceeded } from "../errors/requests.js";
import { aliasExists, nothingToUpdateInAlias } from "../errors/state-machines.js";
import type {
  CreateStateMachineAliasInput,
  CreateStateMachineAliasOutput,
  DeleteStateMachineAliasInput,
  DeleteStateMachineAliasOutput,
  DescribeStateMachineAliasInput,
  DescribeStateMachineAliasOutput,
  ListStateMachineAliasesInput,
  ListStateMachineAliasesOutput,
  UpdateStateMachineAliasInput,
  UpdateStateMachineAliasOutput,
} from "../generated/types.js";
import { describeAlias } from "../machines/descriptions.js";
import { aliasOf, requireActive, stateMachineNamed } from "../machines/lookup.js";
import { checkRouting } from "../machines/routing.js";
import { pageRows } from "../paging.js";
import { ALIASES, type AliasRow, aliasKey } from "../state/aliases.js";

const MOST_ALIASES = 100;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */
export function createStateMachineAlias(
  { name, description, routingConfiguration }: CreateStateMachineAliasInput,
  ctx: Context,
): CreateStateMachineAliasOutput {
  const { stateMachine, routes } = checkRouting(ctx, routingConfiguration);
  const machineArn = stateMachineArn(ctx, stateMachine);
  requireActive(stateMachineNamed(ctx, stateMachine, machineArn), machineArn);
  const stateMachineAliasArn = qualifiedArnOf(ctx, stateMachine, name);
  const before = ctx.table(ALIASES).get(aliasKey(stateMachine, name));
  if (before) {
    const same = isDeepStrictEqual([before.description, before.routes], [description, routes]);
    if (!same) throw aliasExists();
    return { stateMachineAliasArn, creationDate: before.creationDate };
  }
  if ([...withPrefix(ctx.table(ALIASES), keyPrefix(stateMachine))].length >= MOST_ALIASES)
    throw quotaExceeded(`The state machine has ${MOST_ALIASES} aliases, which is the limit.`);
  const creationDate = ctx.date();
  ctx.table(ALIASES).put(aliasKey(stateMachine, name), {
    stateMachine,
    name,
    description,
    routes,
    creationDate,
    updateDate: creationDate,
  });
  return { stateMachineAliasArn, creationDate };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html */
export function describeStateMachineAlias(
  { stateMachineAliasArn }: DescribeStateMachineAliasInput,
  ctx: Context,
): DescribeStateMachineAliasOutput {
  return describeAlias(ctx, aliasOf(ctx, stateMachineAliasArn));
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html */
export function updateStateMachineAlias(
  { stateMachineAliasArn, description, routingConfiguration }: UpdateStateMachineAliasInput,
  ctx: Context,
): UpdateStateMachineAliasOutput {
  const before = aliasOf(ctx, stateMachineAliasArn);
  if (description === undefined && !routingConfiguration) throw nothingToUpdateInAlias();
  const updated: AliasRow = {
    ...before,
    description: description ?? before.description,
    routes: routingConfiguration ? checkRouting(ctx, routingConfiguration).routes : before.routes,
    updateDate: ctx.date(),
  };
  ctx.table(ALIASES).put(aliasKey(before.stateMachine, before.name), updated);
  return { updateDate: updated.updateDate };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html */
export function deleteStateMachineAlias(
  { stateMachineAliasArn: arn }: DeleteStateMachineAliasInput,
  ctx: Context,
): DeleteStateMachineAliasOutput {
  const { name, qualifier = "" } = parseStateMachineArn(arn);
  if (isOwnArn(ctx, arn)) ctx.table(ALIASES).delete(aliasKey(name, qualifier));
  return {};
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html */
export function listStateMachineAliases(
  { stateMachineArn: arn, ...request }: ListStateMachineAliasesInput,
  ctx: Context,
): ListStateMachineAliasesOutput {
  const { name, qualifier } = parseStateMachineArn(arn);
  stateMachineNamed(ctx, name, arn);
  const version = versionNumber(qualifier);
  const { items, next } = pageRows(request, ["ListStateMachineAliases", arn], ctx.table(ALIASES), {
    prefix: keyPrefix(name),
    // The ARN of a version lists the aliases that route to it.
    wanted: ({ routes }) => version === undefined || routes.some((route) => route.version === version),
  });
  const stateMachineAliases = items.map((row) => {
    const { stateMachineAliasArn, creationDate } = describeAlias(ctx, row);
    return { stateMachineAliasArn, creationDate };
  });
  return { stateMachineAliases, nextToken: next };
}
