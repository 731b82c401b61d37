import { emailGrant, invalidGrantee, invalidGroup, unreadableGrant } from "../errors/protection.js";
import type { Grant, Permission } from "../generated/types.js";
import { isCanonicalId, isGroup, toGroup, toUser } from "./grants.js";

/** The request members for `x-amz-grant-*`. */
export interface GrantMembers {
  readonly GrantFullControl?: string;
  readonly GrantRead?: string;
  readonly GrantReadACP?: string;
  readonly GrantWrite?: string;
  readonly GrantWriteACP?: string;
}

const HEADERS: readonly (readonly [keyof GrantMembers, header: string, Permission])[] = [
  ["GrantFullControl", "x-amz-grant-full-control", "FULL_CONTROL"],
  ["GrantRead", "x-amz-grant-read", "READ"],
  ["GrantReadACP", "x-amz-grant-read-acp", "READ_ACP"],
  ["GrantWrite", "x-amz-grant-write", "WRITE"],
  ["GrantWriteACP", "x-amz-grant-write-acp", "WRITE_ACP"],
];

/**
 * The grants in the headers of a request: `id="…", uri="…"`.
 *
 * @throws InvalidArgument for an invalid grant, MethodNotAllowed for one to an e-mail address
 */
export function grantsFromHeaders(input: GrantMembers, resource: "BUCKET" | "OBJECT"): readonly Grant[] {
  const grants: Grant[] = [];
  for (const [member, header, permission] of HEADERS) {
    for (const grant of input[member]?.split(",") ?? []) {
      grants.push(readGrant(grant.trim(), header, permission, resource));
    }
  }
  return grants;
}

function readGrant(
  text: string,
  header: string,
  permission: Permission,
  resource: "BUCKET" | "OBJECT",
): Grant {
  const [, kind, value = ""] = /^(\w+)\s*=\s*"?([^"]*)"?$/.exec(text) ?? [];
  switch (kind) {
    case "id":
      if (!isCanonicalId(value)) throw invalidGrantee("id", value);
      return toUser(value, permission);
    case "uri":
      if (!isGroup(value)) throw invalidGroup("uri", value);
      return toGroup(value, permission);
    case "emailAddress":
      throw emailGrant(resource);
    default:
      throw unreadableGrant(header, text);
  }
}
