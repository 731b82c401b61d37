import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";

const AGAIN = "Copy the file again, or export the state again.";

let directory: TemporaryDirectory;
/** The lines of a good file: the header, a bucket's rows, the bytes of an object in two lines, its rows, the end. */
let lines: readonly string[];

beforeAll(async () => {
  directory = new TemporaryDirectory();
  const file = join(directory.path, "good.jsonl");
  await using sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: 1 });
  sim.s3.createBucket("bucket");
  sim.s3.putObject("bucket", "key", "x".repeat(200 * 1024));
  await sim.export(file);
  lines = readFileSync(file, "utf8").trimEnd().split("\n");
});
afterAll(() => directory[Symbol.dispose]());

/** The number of the first line with some text. */
function lineWith(text: string): number {
  return lines.findIndex((line) => line.includes(text)) + 1;
}

/** The lines with one replaced; `undefined` removes it. */
function withLine(number: number, line: string | undefined): string {
  const changed: (string | undefined)[] = [...lines];
  changed[number - 1] = line;
  return changed.filter((each) => each !== undefined).join("\n");
}

/** The lines with other members in the header. */
function withHeader(members: object): string {
  return withLine(1, JSON.stringify({ ...JSON.parse(lines[0] ?? ""), ...members }));
}

const NO_EXPORT = 'it was not written by "aws-sim export" or sim.export(). Use a file that was.';

describe("a file that cannot be used is rejected with what to do (S04)", () => {
  test.each<[string, () => string, () => string]>([
    ["an empty file", () => "", () => NO_EXPORT],
    ["text", () => "Dear reader,\n", () => NO_EXPORT],
    ["other JSON", () => '{"Version":"2012-10-17"}\n', () => NO_EXPORT],
    ["a list", () => "[]\n", () => NO_EXPORT],
    [
      "another format",
      () => withHeader({ format: 2, version: "9.1.0" }),
      () =>
        "it has format 2, and this version of aws-sim reads format 1. Use version 9.1.0 of aws-sim, which wrote it, or export the state again.",
    ],
    [
      "an unknown table",
      () => withHeader({ version: "9.1.0", tables: { "braket.jobs": 1 } }),
      () =>
        "it has version 1 of the table braket.jobs, and this version of aws-sim does not have the table. Use version 9.1.0 of aws-sim, which wrote it, or export the state again.",
    ],
    [
      "a newer version of a table",
      () => withHeader({ version: "9.1.0", tables: { "s3.objects": 9 } }),
      () =>
        "it has version 9 of the table s3.objects, and this version of aws-sim has version 1, and cannot convert it. Use version 9.1.0 of aws-sim, which wrote it, or export the state again.",
    ],
    ["a header without a time", () => withHeader({ now: "today" }), () => `line 1 is damaged. ${AGAIN}`],
    [
      "a file that ends between two lines",
      () => lines.slice(0, -1).join("\n"),
      () => `it ends after line ${lines.length - 1}, before its end. ${AGAIN}`,
    ],
    [
      "a file that ends within a line",
      () => lines.join("\n").slice(0, -3),
      () => `line ${lines.length} is damaged, it is not a JSON object. ${AGAIN}`,
    ],
    [
      "a file that lacks a row",
      () => withLine(lineWith('"s3.buckets"') + 1, undefined),
      () => `line ${lines.length - 1} is damaged, it promises`,
    ],
    ["a file that lacks bytes", () => withLine(lineWith('"bytes"'), undefined), () => "it lacks the blob"],
    [
      "bytes that were changed",
      () => {
        const number = lineWith('"bytes"');
        return withLine(number, lines[number - 1]?.replace('"bytes":"eHh4', '"bytes":"eHh5'));
      },
      () => "are others",
    ],
    [
      "a row of a table that the header lacks",
      () => withHeader({ tables: {} }),
      () => "line 2 is damaged, the first line lacks its table",
    ],
    [
      "a line of another kind",
      () => withLine(2, '{"comment":"mine"}'),
      () => `line 2 is damaged, it has neither a row nor bytes nor the end. ${AGAIN}`,
    ],
    [
      "lines behind the end",
      () => [...lines, lines.at(-1)].join("\n"),
      () => `line ${lines.length + 1} is damaged, it is behind the end. ${AGAIN}`,
    ],
  ])("%s", async (_, content, reason) => {
    const file = join(directory.path, "bad.jsonl");
    writeFileSync(file, content());
    const started = createAwsSim({ seedFrom: file });
    await expect(started).rejects.toThrow(`The state in ${file} cannot be used: `);
    await expect(started).rejects.toThrow(reason());
  });

  test("a file that does not exist", async () => {
    const file = join(directory.path, "none.jsonl");
    await expect(createAwsSim({ seedFrom: file })).rejects.toThrow(
      `The state in ${file} cannot be used: ENOENT: no such file or directory`,
    );
  });

  test("reset, when the file is deleted, leaves an empty simulator that works", async () => {
    using own = new TemporaryDirectory();
    const file = join(own.path, "state.jsonl");
    writeFileSync(file, lines.join("\n"));
    await using sim = await createAwsSim({ seedFrom: file });
    writeFileSync(file, "");
    expect(() => sim.reset()).toThrow(NO_EXPORT);
    expect(sim.s3.buckets()).toEqual([]);
    sim.s3.createBucket("later");
  });

  test("an export that cannot be written leaves the file that was there", async () => {
    using own = new TemporaryDirectory();
    await using sim = await createAwsSim();
    const file = join(own.path, "none", "state.jsonl");
    await expect(sim.export(file)).rejects.toThrow(
      `The state cannot be written to ${file}: ENOENT: no such file or directory`,
    );
    mkdirSync(join(own.path, "folder"));
    await expect(sim.export(join(own.path, "folder"))).rejects.toThrow("EISDIR");
    expect(readdirSync(own.path)).toEqual(["folder"]);
  });
});

describe.skipIf(!hasSqlite)("a data directory of a file that cannot be used (S04)", () => {
  test("has no state afterwards, and can be used with a good file", async () => {
    using own = new TemporaryDirectory();
    const [file, dataDir] = [join(own.path, "state.jsonl"), join(own.path, "data")];
    writeFileSync(file, lines.slice(0, -1).join("\n"));
    await expect(createAwsSim({ dataDir, seedFrom: file })).rejects.toThrow("before its end");
    expect(existsSync(join(dataDir, "state.sqlite"))).toBe(false);
    writeFileSync(file, lines.join("\n"));
    await using sim = await createAwsSim({ dataDir, seedFrom: file });
    expect(sim.s3.bytes("bucket", "key")).toHaveLength(200 * 1024);
    expect(readdirSync(dataDir).filter((name) => name.startsWith("import"))).toEqual([]);
  });
});
