import type { Context } from "../runtime/context.js";
import { tagsIn } from "./request-values.js";
import type { Need } from "./requirement.js";

/**
 * The requirements of an operation, from its input. @throws the service's error for a missing resource
 * without which no decision is possible.
 */
export type OperationRule<Input> = (input: Input, ctx: Context) => Need | readonly Need[];

/**
 * The requirements of a service's operations, by their SDK method names. Each simulated operation has an
 * entry.
 */
export type AuthorizationTable<Operations extends { [Name in keyof Operations]: [unknown, unknown] }> = {
  readonly [Name in keyof Operations]?: OperationRule<Operations[Name][0]>;
};

/** A table of any operations. */
export type AnyAuthorizationTable = Readonly<Record<string, OperationRule<never>>>;

/** The action with the operation's name on `*`: for operations without one specific resource. */
export const anywhere: OperationRule<object> = () => ({});

/** The action with the operation's name on resources. All of them must be allowed. */
export function on<Input>(
  resources: (input: Input, ctx: Context) => string | readonly string[],
  more?: (input: Input, ctx: Context) => Omit<Need, "resource">,
): OperationRule<Input> {
  return (input, ctx) => {
    const found = resources(input, ctx);
    const rest = more?.(input, ctx);
    if (typeof found === "string") return { resource: found, ...rest };
    return found.map((resource) => ({ resource, ...rest }));
  };
}

/** The requirements of several rules. */
export function all<Input>(...rules: readonly OperationRule<Input>[]): OperationRule<Input> {
  return (input, ctx) => rules.flatMap((rule) => rule(input, ctx));
}

/**
 * The rule of an operation that creates a resource, which requires one more action if the request has tags.
 *
 * @param more how the need differs from the first of the rule. Default: the same resource
 */
export function tagged<Input extends object>(
  rule: OperationRule<Input>,
  action: string,
  more?: (input: Input, ctx: Context) => Omit<Need, "action">,
): OperationRule<Input> {
  return (input, ctx) => {
    const needs = [rule(input, ctx)].flat();
    if (!tagsIn(input)?.size) return needs;
    return [...needs, { ...needs[0], action, ...more?.(input, ctx) }];
  };
}

/** The permission to pass roles to a service, for each role in an input. */
export function passRole(roles: readonly (string | undefined)[], service: string): readonly Need[] {
  return roles.flatMap((role) =>
    role === undefined || role === ""
      ? []
      : { action: "iam:PassRole", resource: role, keys: new Map([["iam:passedtoservice", service]]) },
  );
}
