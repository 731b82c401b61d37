import { invalidLifecyclePolicy } from "../errors/policies.js";
import { COUNT_TYPES, type LifecycleSelection } from "./rules.js";
import { type Json, onlyMembers, readInteger, readOneOf, readTexts, requireMembers } from "./schema.js";

const MOST_WILDCARDS = 4;

/** Parses the selection of a rule. */
export function readSelection(selection: Json): LifecycleSelection {
  onlyMembers(
    selection,
    "tagStatus",
    "tagPrefixList",
    "tagPatternList",
    "storageClass",
    "countType",
    "countUnit",
    "countNumber",
  );
  requireMembers(selection, "countNumber", "countType", "tagStatus");
  const tagStatus = readOneOf(selection.tagStatus, ["tagged", "untagged", "any"]);
  const countType = readOneOf(selection.countType, COUNT_TYPES);
  const countNumber = readInteger(selection.countNumber, 1);
  const tagPrefixList = listOf(selection.tagPrefixList);
  const tagPatternList = listOf(selection.tagPatternList);
  checkUnit(selection, countType);
  checkTags(tagStatus, tagPrefixList, tagPatternList);
  return {
    tagStatus,
    countType,
    countNumber,
    ...(tagPrefixList && { tagPrefixList }),
    ...(tagPatternList && { tagPatternList }),
    ...storageClassOf(selection, countType),
  };
}

/** An empty list counts as omitted. */
function listOf(list: unknown): string[] | undefined {
  if (list === undefined) return undefined;
  const texts = readTexts(list);
  return texts.length > 0 ? texts : undefined;
}

function storageClassOf({ storageClass }: Json, countType: string): Pick<LifecycleSelection, "storageClass"> {
  const read = storageClass === undefined ? undefined : readOneOf(storageClass, ["standard", "archive"]);
  if (countType === "sinceImageTransitioned" && read !== "archive") {
    throw invalidLifecyclePolicy("Must specify storageClass archive with countType sinceImageTransitioned");
  }
  return read === undefined ? {} : { storageClass: read };
}

function checkUnit({ countUnit }: Json, countType: string): void {
  if (countType === "imageCountMoreThan") {
    if (countUnit !== undefined) {
      throw invalidLifecyclePolicy("Cannot specify countUnit with countType imageCountMoreThan");
    }
    return;
  }
  if (countUnit === undefined)
    throw invalidLifecyclePolicy(`Must specify countUnit with countType ${countType}`);
  readOneOf(countUnit, ["days"]);
}

function checkTags(
  tagStatus: string,
  prefixes: readonly string[] | undefined,
  patterns: readonly string[] | undefined,
): void {
  if (tagStatus !== "tagged") {
    const list = prefixes ? "tagPrefixList" : "tagPatternList";
    if (prefixes || patterns)
      throw invalidLifecyclePolicy(`Cannot specify ${list} with tagStatus ${tagStatus}`);
    return;
  }
  if (!prefixes && !patterns) throw invalidLifecyclePolicy("Must specify tagPrefixList or tagPatternList");
  if (prefixes && patterns) {
    throw invalidLifecyclePolicy(
      "If policy has a tagged rule, it must specify only one of tagPrefixList or tagPatternList",
    );
  }
  if (patterns?.some((pattern) => pattern.split("*").length - 1 > MOST_WILDCARDS)) {
    throw invalidLifecyclePolicy("Invalid tag pattern provided");
  }
}
