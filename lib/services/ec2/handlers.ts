import type { Context } from "../../runtime/context.js";
import type { AnyHandler } from "../../runtime/handler.js";
import { makeDefaultNetwork } from "./default-network.js";
import { dryRun } from "./errors.js";

/**
 * What holds for every operation: the default network is there, and a request
 * with `DryRun` fails in the end, so that nothing comes of it.
 */
export function prepared<Operations extends Readonly<Record<string, AnyHandler>>>(
  operations: Operations,
): Readonly<Record<string, AnyHandler>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, handler]): [string, AnyHandler] => [
      name,
      (input: never, ctx: Context) => {
        makeDefaultNetwork(ctx);
        const output = handler(input, ctx);
        if (asksForDryRun(input)) throw dryRun();
        return output;
      },
    ]),
  );
}

function asksForDryRun(input: { readonly DryRun?: boolean }): boolean {
  return input.DryRun === true;
}
