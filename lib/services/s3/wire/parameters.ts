import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument, notAnInteger } from "../errors/requests.js";

/** Integer query parameters, except those of parts. */
const INTEGERS = new Set(["max-keys", "max-uploads", "max-parts", "max-buckets", "part-number-marker"]);

/** S3's errors for headers and query parameters of the wrong type. */
export function unreadable(name: string, value: string): AwsError {
  if (INTEGERS.has(name)) return notAnInteger(name, value);
  if (name === "partNumber") {
    const message = "Part number must be an integer between 1 and 10000, inclusive";
    return invalidArgument(message, name, value);
  }
  return invalidArgument(`The ${name} you specified is not valid`, name, value);
}
