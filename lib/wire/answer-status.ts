/** Where an output carries its status. A symbol, so that no protocol takes it for a member. */
const STATUS = Symbol("status of the answer");

/**
 * An output whose answer has another status than the model says, which knows
 * one status only: 206 for a part of an object, 202 for a restore that begins.
 */
export function withStatus<Output extends object>(status: number, output: Output): Output {
  return { ...output, [STATUS]: status };
}

/** The status that {@link withStatus} gave an output. */
export function chosenStatus(output: object): number | undefined {
  const status: unknown = STATUS in output ? output[STATUS] : undefined;
  return typeof status === "number" ? status : undefined;
}
