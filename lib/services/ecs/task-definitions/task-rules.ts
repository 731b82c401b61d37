import { parseArn } from "../../../shared/arn.js";
import type { Rule } from "./draft.js";

const MOST_BYTES = 65_536;
const MOST_CONTAINERS = 10;

/** Rules for whole task definitions that apply to all launch types. */
export const TASK_RULES: readonly Rule[] = [
  ({ family }) => (/^[\w-]*$/.test(family) ? undefined : "Family contains invalid characters."),
  ({ family }) => (family.length <= 255 ? undefined : "Family should not be longer than 255 characters."),

  function isNotTooLong(draft) {
    const bytes = Buffer.byteLength(JSON.stringify(draft));
    return bytes > MOST_BYTES
      ? `Actual length: '${bytes}'. Max allowed length is '${MOST_BYTES}' bytes.`
      : undefined;
  },

  ({ containerDefinitions }) =>
    containerDefinitions.length > MOST_CONTAINERS
      ? `Container list can have at most ${MOST_CONTAINERS} items.`
      : undefined,

  ({ taskRoleArn, executionRoleArn }) =>
    [taskRoleArn, executionRoleArn].every((role) => !role || isRole(role)) ? undefined : "Role is not valid",

  function ephemeralStorageIsInRange({ ephemeralStorage }) {
    if (!ephemeralStorage) return undefined;
    if (ephemeralStorage.sizeInGiB < 21) return "EphemeralStorage size should be at least 21.";
    return ephemeralStorage.sizeInGiB > 200 ? "EphemeralStorage size should be at most 200." : undefined;
  },
];

/** A role is given by its ARN or by its name. */
function isRole(role: string): boolean {
  if (!role.startsWith("arn:")) return /^[\w+=,.@/-]+$/.test(role);
  const arn = parseArn(role);
  return arn?.service === "iam" && arn.resource.startsWith("role/");
}
