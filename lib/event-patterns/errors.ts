/**
 * An invalid event pattern. The message is AWS's reason, without the prefix that services add, and usually the
 * place in the pattern. Many were recorded from AWS. The others follow AWS's rule engine and its JSON parser,
 * whose source is public; they are not verified on AWS.
 */
export class EventPatternError extends Error {
  override readonly name = "EventPatternError";
}
