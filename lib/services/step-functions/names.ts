import { invalidName } from "./errors/requests.js";

/** White space, brackets, wildcards, special characters, and control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS forbids them.
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/**
 * Validates the name of a state machine, activity or execution; the model limits its length
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html).
 *
 * @throws InvalidName
 */
export function checkName(name: string): void {
  if (FORBIDDEN.test(name)) throw invalidName(name);
}
