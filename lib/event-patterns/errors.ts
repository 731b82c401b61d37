/** An invalid event pattern. The message is AWS's reason, without the prefix that services add. */
export class EventPatternError extends Error {
  override readonly name = "EventPatternError";
}
