import { conflictingSubResources } from "../errors/requests.js";

/** The methods of a sub-resource, on buckets and on objects. */
interface Methods {
  readonly bucket?: readonly string[];
  readonly object?: readonly string[];
}

const ALL = ["GET", "PUT", "DELETE"];
const READ = ["GET"];
const READ_WRITE = ["GET", "PUT"];

/**
 * All sub-resources in queries. A request with an unsupported method must never apply to the bucket or object
 * itself: `DELETE /bucket/key?acl` deletes nothing.
 */
const SUB_RESOURCES: ReadonlyMap<string, Methods> = new Map<string, Methods>([
  ["abac", { bucket: READ_WRITE }],
  ["accelerate", { bucket: READ_WRITE }],
  ["acl", { bucket: READ_WRITE, object: READ_WRITE }],
  ["analytics", { bucket: ALL }],
  ["attributes", { object: READ }],
  ["cors", { bucket: ALL }],
  ["delete", { bucket: ["POST"] }],
  ["encryption", { bucket: ALL, object: ["PUT"] }],
  ["intelligent-tiering", { bucket: ALL }],
  ["inventory", { bucket: ALL }],
  ["legal-hold", { object: READ_WRITE }],
  ["lifecycle", { bucket: ALL }],
  ["location", { bucket: READ }],
  ["logging", { bucket: READ_WRITE }],
  ["metadataConfiguration", { bucket: ["POST", "GET", "DELETE"] }],
  ["metadataInventoryTable", { bucket: ["PUT"] }],
  ["metadataJournalTable", { bucket: ["PUT"] }],
  ["metadataTable", { bucket: ["POST", "GET", "DELETE"] }],
  ["metrics", { bucket: ALL }],
  ["notification", { bucket: READ_WRITE }],
  ["object-lock", { bucket: READ_WRITE }],
  ["ownershipControls", { bucket: ALL }],
  ["policy", { bucket: ALL }],
  ["policyStatus", { bucket: READ }],
  ["publicAccessBlock", { bucket: ALL }],
  ["renameObject", { object: ["PUT"] }],
  ["replication", { bucket: ALL }],
  ["requestPayment", { bucket: READ_WRITE }],
  ["restore", { object: ["POST"] }],
  ["retention", { object: READ_WRITE }],
  ["select", { object: ["POST"] }],
  ["session", { bucket: READ }],
  ["tagging", { bucket: ALL, object: ALL }],
  ["torrent", { object: READ }],
  ["uploadId", { object: ["GET", "PUT", "POST", "DELETE"] }],
  ["uploads", { bucket: READ, object: ["POST"] }],
  ["versioning", { bucket: READ_WRITE }],
  ["versions", { bucket: READ }],
  ["website", { bucket: ALL }],
]);

/** Whether a query parameter is the name of a sub-resource. */
export function isSubResource(parameter: string): boolean {
  return SUB_RESOURCES.has(parameter);
}

/**
 * The sub-resource in a query; `undefined` if there is none.
 *
 * @throws InvalidArgument for several
 */
export function subResourceOf(query: string): string | undefined {
  if (query === "") return undefined;
  let found: string | undefined;
  for (const parameter of query.split("&")) {
    const name = nameOf(parameter);
    if (!SUB_RESOURCES.has(name)) continue;
    if (found !== undefined && found !== name) throw conflictingSubResources(allIn(query));
    found = name;
  }
  return found;
}

function allIn(query: string): string[] {
  const names = new Set(query.split("&").map(nameOf));
  return [...names].filter(isSubResource);
}

/** Whether a query has one or several sub-resources. */
export function namesSubResource(query: string): boolean {
  return query !== "" && query.split("&").some((parameter) => SUB_RESOURCES.has(nameOf(parameter)));
}

function nameOf(parameter: string): string {
  const equals = parameter.indexOf("=");
  return equals < 0 ? parameter : parameter.slice(0, equals);
}

/** Whether a sub-resource of a bucket or an object supports a method. None supports HEAD. */
export function hasMethod(name: string, of: "bucket" | "object", method: string): boolean {
  return SUB_RESOURCES.get(name)?.[of]?.includes(method) === true;
}
