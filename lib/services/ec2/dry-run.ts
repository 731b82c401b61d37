import { dryRun } from "./errors.js";

/** Lets an operation with `DryRun` fail in the end, so that it changes nothing. @throws DryRunOperation */
export function rejectDryRun(input: { readonly DryRun?: boolean }): void {
  if (input.DryRun === true) throw dryRun();
}
