import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoted, wordsOf } from "../../../../lib/services/ecs/processes/words.js";

describe("the words of a command", () => {
  test.each([
    ["", []],
    ["  ls   -l  ", ["ls", "-l"]],
    ["sh -c 'a \"b\" \\c'", ["sh", "-c", 'a "b" \\c']],
    ['echo "a \\"b\\" \\$c \\d" e\\ f', ["echo", 'a "b" $c \\d', "e f"]],
    ["a'b'\"c\"d ''", ["abcd", ""]],
    ["echo | $HOME *", ["echo", "|", "$HOME", "*"]],
    ["open 'quote", ["open", "quote"]],
  ])("%j", (command, words) => {
    expect(wordsOf(command)).toEqual(words);
  });

  const word = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\0"));

  test("quoted words are read back as they were", () => {
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(wordsOf(words.map(quoted).join(" "))).toEqual(words);
      }),
    );
  });

  test("a shell reads them back as well", () => {
    const print = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (words) => {
        const line = [process.execPath, "--eval", print, "--", ...words].map(quoted).join(" ");
        const { stdout } = spawnSync("/bin/sh", ["-c", `exec ${line}`], { encoding: "utf8" });
        expect(JSON.parse(stdout)).toEqual(words);
      }),
      { numRuns: 5 },
    );
  }, 60_000);
});
