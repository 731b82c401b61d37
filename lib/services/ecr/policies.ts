import { missingPrincipal } from "../../authorization/missing-principals.js";
import { statementsOfResourcePolicy } from "../../policies/kinds/resource.js";
import type { Context } from "../../runtime/context.js";
import { invalidRegistryPolicy, invalidRepositoryPolicy, principalNotFound } from "./errors/policies.js";

/** @throws InvalidParameterException */
export function checkRepositoryPolicy(ctx: Context, text: string): void {
  check(ctx, text, invalidRepositoryPolicy);
}

/** @throws InvalidParameterException */
export function checkRegistryPolicy(ctx: Context, text: string): void {
  check(ctx, text, invalidRegistryPolicy);
}

function check(ctx: Context, text: string, invalid: () => Error): void {
  const statements = statementsOfResourcePolicy(text);
  if (!statements) throw invalid();
  if (missingPrincipal(ctx, statements) !== undefined) throw principalNotFound();
}
