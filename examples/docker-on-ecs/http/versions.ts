import { badParameter } from "../errors.js";

/** The version of the Engine API that is implemented. */
export const API_VERSION = "1.44";
/** The oldest version that clients may ask for. */
export const MIN_API_VERSION = "1.24";

/**
 * Removes the version in front of a path, which may be missing.
 *
 * @throws DockerError for a version that is not supported.
 */
export function withoutVersion(path: string): string {
  const [, version, rest] = /^\/v(\d+\.\d+)(\/.*)$/.exec(path) ?? [];
  if (version === undefined || rest === undefined) return path;
  if (minorOf(version) < minorOf(MIN_API_VERSION))
    throw badParameter(
      `client version ${version} is too old. Minimum supported API version is ${MIN_API_VERSION}, please upgrade your client to a newer version`,
    );
  if (minorOf(version) > minorOf(API_VERSION))
    throw badParameter(
      `client version ${version} is too new. Maximum supported API version is ${API_VERSION}`,
    );
  return rest;
}

function minorOf(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1_000 + minor;
}
