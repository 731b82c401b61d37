import { isReference } from "../parts/references.js";
import { isRow } from "./types.js";

/** A reference to another resource. */
export interface Relation {
  readonly member: string;
  /** As written in the resource. */
  readonly text: string;
  /** The search term for the resource. */
  readonly name: string;
}

const DEEPEST = 6;
const MOST = 30;
/** Images of ECR: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api:v1`. */
const IMAGE = /^\d{12}\.dkr\.ecr\.[^/]+\/([^:@]+)[:@].+$/;
/** Members with the name of a resource, which is neither an id nor an ARN. */
const NAMES = new Set(["awslogs-group", "logGroupName", "bucket", "Bucket", "repositoryName", "clusterName"]);

/** The references of a resource, without duplicates. */
export function relationsOf(resource: unknown): Relation[] {
  const found = new Map<string, Relation>();
  collect(resource, "", 0, found);
  return [...found.values()].slice(0, MOST);
}

function collect(value: unknown, member: string, depth: number, found: Map<string, Relation>): void {
  if (typeof value === "string") {
    const name = IMAGE.exec(value)?.[1] ?? (isReference(value) || NAMES.has(member) ? value : undefined);
    if (name !== undefined && !found.has(value)) found.set(value, { member, text: value, name });
  } else if (depth < DEEPEST && Array.isArray(value)) {
    for (const item of value) collect(item, member, depth + 1, found);
  } else if (depth < DEEPEST && isRow(value)) {
    // AWS represents attributes as pairs of a name and a value.
    const named = typeof value.name === "string" ? value.name : "value";
    for (const [name, inner] of Object.entries(value))
      collect(inner, name === "value" ? named : name, depth + 1, found);
  }
}
