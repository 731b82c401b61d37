import { invalidArgument, invalidRequest } from "../errors/requests.js";
import type { LifecycleRule, Transition } from "../generated/types.js";
import { filterText } from "./filters.js";

const DAY = 86_400_000;

/** Minimum days in a storage class before the next transition. */
const STAYS: readonly { readonly from: string; readonly to: readonly string[]; readonly days: number }[] = [
  { from: "STANDARD_IA", to: ["GLACIER", "DEEP_ARCHIVE", "GLACIER_IR"], days: 30 },
  { from: "ONEZONE_IA", to: ["GLACIER", "DEEP_ARCHIVE"], days: 30 },
  { from: "GLACIER_IR", to: ["GLACIER", "DEEP_ARCHIVE"], days: 90 },
  { from: "GLACIER", to: ["DEEP_ARCHIVE"], days: 90 },
];

/**
 * Checks that a rule's dates are whole days, and that it does not mix days and dates.
 *
 * @throws InvalidArgument, InvalidRequest
 */
export function checkDates(rule: LifecycleRule): void {
  const { Expiration = {}, Transitions = [] } = rule;
  const actions = [Expiration, ...Transitions];
  for (const { Date: date } of actions) {
    if (date && date.getTime() % DAY !== 0) {
      throw invalidArgument("'Date' must be at midnight GMT", "Date", date.toISOString());
    }
  }
  if (actions.some(({ Date: date }) => date) && actions.some(({ Days }) => Days !== undefined)) {
    throw invalidRequest(
      "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for filter " +
        `'${filterText(rule)}'`,
    );
  }
}

/**
 * Checks that the storage classes allow the order of a rule's actions.
 *
 * @throws InvalidArgument
 */
export function checkSpacing(rule: LifecycleRule): void {
  const { Expiration = {}, Transitions = [] } = rule;
  for (const transition of Transitions) {
    checkExpirationAfter(rule, transition, Expiration.Days);
    for (const later of Transitions) checkStay(rule, transition, later);
  }
}

function checkExpirationAfter(
  rule: LifecycleRule,
  { Days }: Transition,
  expiration: number | undefined,
): void {
  if (Days === undefined || expiration === undefined || expiration > Days) return;
  const message =
    `'Days' in the Expiration action for filter '${filterText(rule)}' must be greater than 'Days' in the ` +
    "Transition action";
  throw invalidArgument(message, "Days", String(expiration));
}

function checkStay(rule: LifecycleRule, earlier: Transition, later: Transition): void {
  const stay = STAYS.find(
    ({ from, to }) => from === earlier.StorageClass && to.includes(`${later.StorageClass}`),
  );
  if (!stay || earlier.Days === undefined || later.Days === undefined) return;
  if (later.Days >= earlier.Days + stay.days) return;
  const filter = `filter '${filterText(rule)}'`;
  const message =
    `'Days' in the 'Transition' action for StorageClass '${later.StorageClass}' for ${filter} must be ` +
    `${stay.days} days more than '${filter}' in the 'Transition' action for StorageClass '${earlier.StorageClass}'`;
  throw invalidArgument(message, "Days", String(later.Days));
}
