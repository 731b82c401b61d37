import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { matchesText } from "./partial.js";
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
        matching: messages.filter((candidate) => matchesText(this, candidate, message)).map(line),
      }),
  );
}

function line(message: string): string {
  return message.trimEnd();
}
