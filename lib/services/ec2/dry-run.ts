import { dryRun } from "./errors.js";

/** Makes an operation with `DryRun` fail at its end, so that it changes nothing. @throws DryRunOperation */
export function rejectDryRun(input: { readonly DryRun?: boolean }): void {
  if (input.DryRun === true) throw dryRun();
}
