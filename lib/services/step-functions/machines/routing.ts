import type { Context } from "../../../runtime/context.js";
import { isOwnArn, parseStateMachineArn, versionNumber } from "../arns.js";
import { referencedResourceNotFound } from "../errors/requests.js";
import {
  notVersions,
  versionsNotDistinct,
  versionsOfSeveralMachines,
  weightsNotWhole,
} from "../errors/state-machines.js";
import type { RoutingConfigurationListItem } from "../generated/types.js";
import type { Route } from "../state/aliases.js";
import { VERSIONS, versionKey } from "../state/versions.js";

/** The routing of an alias, and the name of the state machine. */
export interface Routing {
  readonly stateMachine: string;
  readonly routes: readonly Route[];
}

/** Validates the routing of an alias. @throws ValidationException, ResourceNotFound */
export function checkRouting(ctx: Context, items: readonly RoutingConfigurationListItem[]): Routing {
  const arns = items.map(({ stateMachineVersionArn }) => stateMachineVersionArn);
  const weights = items.map(({ weight }) => weight);
  const routes = items.map(({ stateMachineVersionArn, weight }) => {
    const { name, qualifier } = parseStateMachineArn(stateMachineVersionArn);
    const version = versionNumber(qualifier);
    if (version === undefined) throw notVersions(arns);
    return { stateMachine: name, version, weight };
  });
  if (new Set(arns).size < arns.length) throw versionsNotDistinct(arns);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) throw weightsNotWhole(weights);
  const [stateMachine = "", ...others] = new Set(routes.map((route) => route.stateMachine));
  if (others.length > 0) throw versionsOfSeveralMachines(arns);
  for (const { version } of routes)
    if (!ctx.table(VERSIONS).has(versionKey(stateMachine, version))) throw referencedResourceNotFound();
  if (!arns.every((arn) => isOwnArn(ctx, arn))) throw referencedResourceNotFound();
  return { stateMachine, routes: routes.map(({ version, weight }) => ({ version, weight })) };
}
