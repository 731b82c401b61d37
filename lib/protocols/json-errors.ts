import { messageMemberOf, type ServiceModel } from "../model/service-model.js";
import type { StructureShape } from "../model/shapes.js";
import type { Values } from "../model/values.js";
import type { AwsError } from "../runtime/errors.js";
import { own } from "../values/own.js";
import type { JsonWriter } from "./codecs/json-writer.js";

/**
 * The body of an error in the JSON protocols: its message under the model's name (`Message` in Cloud Map and
 * EFS, both in Lambda, `message` in ECS), and its further members.
 */
export function errorMembers(
  json: JsonWriter,
  error: AwsError,
  shape: StructureShape | undefined,
  status: number,
  fallback: string,
) {
  const name = (shape && messageMemberOf(shape)?.wireName) ?? fallback;
  // EFS sends some errors with `"Message": null`, which the CLI prints as `None`.
  const silence = own(error.members, name) === null ? { [name]: null } : {};
  const message = error.message === "" ? silence : { [name]: error.message };
  const members = shape ? json.plain(shape.bindings.body, withDerived(error, shape, status)) : error.members;
  return { ...members, ...message };
}

/** EFS repeats the code as `ErrorCode`; Lambda's `Type` is the responsible side. */
function withDerived(error: AwsError, shape: StructureShape, status: number): Values {
  const derived: Record<string, unknown> = {};
  if (shape.memberByName.has("ErrorCode")) derived.ErrorCode = error.code;
  if (shape.memberByName.has("Type")) derived.Type = status < 500 ? "User" : "Service";
  return { ...derived, ...error.members };
}

/** A service's spelling of `message`, for unmodelled errors; `message` if it has both (Lambda). */
export function usualMessageName(model: ServiceModel): string {
  const spellings = new Set<string>();
  for (const shape of Object.values(model.facts.shapes)) {
    if (shape.type !== "structure" || shape.error === undefined) continue;
    const name = Object.keys(shape.members ?? {}).find((member) => member.toLowerCase() === "message");
    if (name !== undefined) spellings.add(name);
  }
  const [only = "message"] = spellings;
  return spellings.size === 1 ? only : "message";
}
