import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { show } from "./show.js";
import { judgeReads, subjectOf } from "./subject.js";

/** `expect(sim).toHaveLogged("/ecs/export", /\d+ rows/)` */
export function toHaveLogged(
  this: MatcherContext,
  received: unknown,
  group: string,
  message: unknown,
): Judgement {
  const { logs } = subjectOf(received, "toHaveLogged");
  return judgeReads<readonly string[], undefined>(
    logs.messages(group),
    () => undefined,
    (messages) =>
      judge({
        wanted: `message ${show(message)} in ${group}`,
        kind: "messages",
        all: messages.map(line),
        matching: messages.filter((candidate) => isWanted(this, candidate, message)).map(line),
      }),
  );
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
