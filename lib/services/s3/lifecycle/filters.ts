import { own } from "../../../values/own.js";
import { invalidRequest, malformedXml } from "../errors/requests.js";
import type { LifecycleRule, Tag } from "../generated/types.js";
import type { ObjectVersion } from "../state/objects.js";

/** The objects that a rule applies to, independent of its notation. */
export interface RuleFilter {
  readonly prefix: string;
  readonly tags: readonly Tag[];
  /** Exclusive lower limit of the size, in bytes. */
  readonly largerThan?: number;
  /** Exclusive upper limit of the size, in bytes. */
  readonly smallerThan?: number;
}

export function filterOf({ Filter = {}, Prefix }: LifecycleRule): RuleFilter {
  const { And, Tag, ...own } = Filter;
  const { Tags = Tag ? [Tag] : [], ...all } = And ?? { ...own, Tags: undefined };
  return {
    prefix: all.Prefix ?? Prefix ?? "",
    tags: Tags,
    ...(all.ObjectSizeGreaterThan !== undefined && { largerThan: all.ObjectSizeGreaterThan }),
    ...(all.ObjectSizeLessThan !== undefined && { smallerThan: all.ObjectSizeLessThan }),
  };
}

/**
 * Checks that a rule selects objects in exactly one way.
 *
 * @throws MalformedXML, InvalidRequest
 */
export function checkFilter(rule: LifecycleRule): void {
  const { Filter, Prefix } = rule;
  if ((Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  if (Filter && countOf(Filter) > 1) throw malformedXml();
  const { And } = Filter ?? {};
  if (And && countOf({ ...And, Tags: undefined }) + (And.Tags ?? []).length < 2) throw malformedXml();
  const { tags, largerThan, smallerThan } = filterOf(rule);
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw invalidRequest("Duplicate Tag Keys are not allowed.");
  }
  if (largerThan !== undefined && smallerThan !== undefined && smallerThan <= largerThan) {
    throw invalidRequest("'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.");
  }
}

function countOf(members: object): number {
  return Object.values(members).filter((member) => member !== undefined).length;
}

/** Whether a filter matches an object. */
export function takes(filter: RuleFilter, object: ObjectVersion): boolean {
  const { size } = object.content;
  return (
    object.key.startsWith(filter.prefix) &&
    filter.tags.every(({ Key, Value }) => own(object.tags, Key) === Value) &&
    (filter.largerThan === undefined || size > filter.largerThan) &&
    (filter.smallerThan === undefined || size < filter.smallerThan)
  );
}

/** A filter in S3's messages: `(prefix=logs/)`. */
export function filterText(rule: LifecycleRule): string {
  return `(prefix=${filterOf(rule).prefix})`;
}
