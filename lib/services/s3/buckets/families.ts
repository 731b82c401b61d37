import { Pager } from "../../../shared/pager.js";
import { own } from "../../../values/own.js";
import { malformedContinuationToken, noSuchConfiguration } from "../errors/buckets.js";
import { invalidRequest } from "../errors/requests.js";
import type { Family } from "../state/bucket-configuration.js";

const pager = new Pager({ token: "ContinuationToken", size: 100, invalidToken: malformedContinuationToken });
const MAX_CONFIGURATIONS = 1000;

/**
 * The configuration of this id.
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

/** The family with one more configuration, or with another of that id, in the order of the ids. */
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
 * The family without a configuration.
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

/** A page of a family's listing, with the members that all four listings have. */
export interface FamilyPage<Configuration> {
  readonly items: readonly Configuration[] | undefined;
  readonly paging: {
    readonly IsTruncated: boolean;
    readonly ContinuationToken?: string;
    readonly NextContinuationToken?: string;
  };
}

/** Reads a page of a family: a hundred configurations in the order of their ids. */
export function familyPage<Configuration extends { readonly Id: string }>(
  listing: string,
  family: Family<Configuration> = {},
  token: string | undefined,
): FamilyPage<Configuration> {
  const members = Object.values(family).sort((a, b) => (a.Id < b.Id ? -1 : 1));
  // An empty token is none.
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
