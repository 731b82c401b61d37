import { showing } from "./columns.js";
import type { QueryScanner } from "./scanner.js";
import type { Command } from "./stage.js";
import { toText } from "./values.js";

/** `parse @message "user=*, id=*" as user, id` and `parse @message /user=(?<user>\S+)/` */
export function parse(scanner: QueryScanner): Command {
  const field = scanner.name() ?? "@message";
  const glob = scanner.string();
  const expression = glob === undefined ? scanner.regex() : globExpression(glob);
  if (!expression) throw scanner.unexpected("expecting a pattern");
  const names = readNames(scanner) ?? groupNames(expression);
  if (names.length === 0) throw scanner.unexpected("expecting 'as'");
  return (stage) => {
    for (const record of stage.records) {
      const value = record.get(field);
      const match = value === undefined ? null : expression.exec(toText(value));
      if (!match) continue;
      names.forEach((name, i) => {
        record.set(name, match.groups?.[name] ?? match[i + 1]);
      });
    }
    return showing(stage, names);
  };
}

function readNames(scanner: QueryScanner): string[] | undefined {
  if (!scanner.keyword("as")) return undefined;
  const names: string[] = [];
  do {
    const name = scanner.name();
    if (name === undefined) throw scanner.unexpected("expecting a name");
    names.push(name);
  } while (scanner.sign(","));
  return names;
}

function groupNames({ source }: RegExp): string[] {
  return [...source.matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name = ""]) => name);
}

/** Each `*` takes as little as it can; the last one takes the rest when nothing follows it. */
function globExpression(glob: string): RegExp {
  const parts = glob
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  const source = parts.join("([^]*?)");
  return new RegExp(glob.endsWith("*") ? `${source}$` : source);
}
