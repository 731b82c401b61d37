import { type LinearRegExp, linearRegExp } from "../../../text/linear-regexp.js";
import { showing } from "./columns.js";
import type { QueryScanner } from "./scanner.js";
import type { Command } from "./stage.js";
import { toText } from "./values.js";

/** `parse @message "user=*, id=*" as user, id` and `parse @message /user=(?<user>\S+)/` */
export function parse(scanner: QueryScanner): Command {
  const field = scanner.name() ?? "@message";
  const expression = readGlob(scanner) ?? scanner.regex();
  if (!expression) throw scanner.unexpected("expecting a pattern");
  const names = readNames(scanner) ?? expression.groupNames;
  if (names.length === 0) throw scanner.unexpected("expecting 'as'");
  return (stage) => {
    for (const record of stage.records) {
      const value = record.get(field);
      const groups = value === undefined ? undefined : expression.groups(toText(value));
      if (!groups) continue;
      names.forEach((name, i) => {
        record.set(name, groups.named.get(name) ?? groups.numbered[i]);
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

function readGlob(scanner: QueryScanner): LinearRegExp | undefined {
  const start = scanner.here;
  const glob = scanner.string();
  if (glob === undefined) return undefined;
  return scanner.compiled(JSON.stringify(glob), start, () => linearRegExp(globSource(glob), ["s"]));
}

/** Each `*` matches as little as possible; the last one matches the rest if nothing follows it. */
function globSource(glob: string): string {
  const parts = glob
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+"));
  const source = parts.join("(.*?)");
  return glob.endsWith("*") ? `${source}$` : source;
}
