import { Pager } from "../../../shared/pager.js";
import { own } from "../../../values/own.js";
import { malformedContinuationToken, noSuchConfiguration } from "../errors/buckets.js";
import { invalidRequest } from "../errors/requests.js";
import type { Family } from "../state/bucket-configuration.js";

const pager = new Pager({ token: "ContinuationToken", size: 100, invalidToken: malformedContinuationToken });
const MAX_CONFIGURATIONS = 1000;

/**
 * The configuration with an id.
 *
 * @throws NoSuchConfiguration
 */
export function memberOf<Configuration>(
  family: Family<Configuration> | undefined,
  id: string,
): Configuration {
  const found = family && own(family, id);
  if (found === undefined) throw noSuchConfiguration();
  return found;
}

/** Adds or replaces a configuration of a family, in the order of ids. */
export function withMember<Configuration>(
  family: Family<Configuration> = {},
  id: string,
  configuration: Configuration,
): Family<Configuration> {
  const entries = [...Object.entries(family).filter(([name]) => name !== id), [id, configuration] as const];
  if (entries.length > MAX_CONFIGURATIONS) {
    throw invalidRequest("You are attempting to create more configurations than the allowed limit.");
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Removes a configuration of a family.
 *
 * @throws NoSuchConfiguration
 */
export function withoutMember<Configuration>(
  family: Family<Configuration> | undefined,
  id: string,
): Family<Configuration> {
  memberOf(family, id);
  return Object.fromEntries(Object.entries(family ?? {}).filter(([name]) => name !== id));
}

/** A page of a family's listing, with the members common to all four listings. */
export interface FamilyPage<Configuration> {
  readonly items: readonly Configuration[] | undefined;
  readonly paging: {
    readonly IsTruncated: boolean;
    readonly ContinuationToken?: string;
    readonly NextContinuationToken?: string;
  };
}

/** A page of a family: a hundred configurations in the order of ids. */
export function familyPage<Configuration extends { readonly Id: string }>(
  listing: string,
  family: Family<Configuration> = {},
  token: string | undefined,
): FamilyPage<Configuration> {
  const members = Object.values(family).sort((a, b) => (a.Id < b.Id ? -1 : 1));
  // An empty token counts as omitted.
  const request = { ContinuationToken: token || undefined };
  const { items, next } = pager.list(request, listing, members, ({ Id }) => Id);
  return {
    items: items.length === 0 ? undefined : items,
    paging: {
      IsTruncated: next !== undefined,
      ...(token !== undefined && { ContinuationToken: token }),
      ...(next !== undefined && { NextContinuationToken: next }),
    },
  };
}
