import { judge, type MatcherContext, type MatcherResult } from "./matcher.js";
import { show } from "./show.js";
import { subjectOf } from "./subject.js";

/** `expect(sim).toHaveLogged("/ecs/export", /\d+ rows/)` */
export function toHaveLogged(
  this: MatcherContext,
  received: unknown,
  group: string,
  message: unknown,
): MatcherResult {
  const { logs } = subjectOf(received, "toHaveLogged");
  const messages = logs.messages(group);
  return judge({
    wanted: `message ${show(message)} in ${group}`,
    kind: "messages",
    all: messages.map(line),
    matching: messages.filter((candidate) => isWanted(this, candidate, message)).map(line),
  });
}

/** A text is a part of the message; an expression matches it; anything else is compared by the runner. */
function isWanted(context: MatcherContext, message: string, wanted: unknown): boolean {
  if (typeof wanted === "string") return message.includes(wanted);
  return isExpression(wanted) ? message.search(wanted) >= 0 : context.equals(message, wanted);
}

/** Jest runs tests in a realm with a RegExp of its own. */
function isExpression(value: unknown): value is RegExp {
  return Object.prototype.toString.call(value) === "[object RegExp]";
}

function line(message: string): string {
  return message.trimEnd();
}
