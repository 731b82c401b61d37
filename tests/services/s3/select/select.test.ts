import { gzipSync } from "node:zlib";
import type { InputSerialization, SelectObjectContentCommandInput } from "@aws-sdk/client-s3";
import { beforeEach, describe, expect, test } from "vitest";
import { s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "data";

interface Selected {
  readonly text: string;
  readonly kinds: readonly string[];
  readonly stats: object | undefined;
}

async function run(
  Expression: string,
  change: Partial<SelectObjectContentCommandInput> = {},
): Promise<Selected> {
  const { Payload } = await world.s3.selectObjectContent({
    Bucket,
    Key: "people.csv",
    Expression,
    ExpressionType: "SQL",
    InputSerialization: { CSV: { FileHeaderInfo: "USE" } },
    OutputSerialization: { JSON: {} },
    ...change,
  });
  let text = "";
  let stats: object | undefined;
  const kinds: string[] = [];
  for await (const event of Payload ?? []) {
    kinds.push(...Object.keys(event));
    if (event.Records?.Payload) text += Buffer.from(event.Records.Payload).toString();
    stats ??= event.Stats?.Details;
  }
  return { text, kinds, stats };
}

/** The values of the first column of the result. */
async function values(
  Expression: string,
  change: Partial<SelectObjectContentCommandInput> = {},
): Promise<unknown[]> {
  const { text } = await run(Expression, change);
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => Object.values(JSON.parse(line) as object)[0]);
}

const PEOPLE = 'name,age,city\nAda,36,London\n"Bo, Jr.",7,"New ""York"""\nCy,,Oslo\n';

beforeEach(async () => {
  await world.s3.createBucket({ Bucket });
  await world.put(Bucket, "people.csv", PEOPLE);
});

describe("SelectObjectContent", () => {
  test("streams records, statistics and an end", async () => {
    const { text, kinds, stats } = await run(
      "SELECT s.name, s.city AS place FROM S3Object s WHERE s.city <> 'Oslo'",
    );
    expect(text).toBe('{"name":"Ada","place":"London"}\n{"name":"Bo, Jr.","place":"New \\"York\\""}\n');
    expect(kinds).toEqual(["Records", "Stats", "End"]);
    expect(stats).toEqual({
      BytesScanned: PEOPLE.length,
      BytesProcessed: PEOPLE.length,
      BytesReturned: text.length,
    });
  });

  test("reports progress where that is asked for, and no records of nothing", async () => {
    await world.put(Bucket, "empty", "");
    const { kinds, text } = await run("SELECT * FROM S3Object", {
      Key: "empty",
      RequestProgress: { Enabled: true },
    });
    expect({ kinds, text }).toEqual({ kinds: ["Progress", "Stats", "End"], text: "" });
  });

  test("writes CSV, with quotes where they are needed or always", async () => {
    const all = "SELECT * FROM S3Object LIMIT 2";
    const csv = (change: object) => run(all, { OutputSerialization: { CSV: change } });
    expect((await csv({})).text).toBe('Ada,36,London\n"Bo, Jr.",7,"New ""York"""\n');
    expect((await csv({ QuoteFields: "ALWAYS", FieldDelimiter: ";", RecordDelimiter: "|" })).text).toBe(
      '"Ada";"36";"London"|"Bo, Jr.";"7";"New ""York"""|',
    );
  });

  test.each<[InputSerialization["CSV"], string, string]>([
    [{}, "SELECT _1, s._3 FROM S3Object s LIMIT 1", '{"_1":"name","_3":"city"}\n'],
    [
      { FileHeaderInfo: "IGNORE" },
      "SELECT * FROM S3Object LIMIT 1",
      '{"_1":"Ada","_2":"36","_3":"London"}\n',
    ],
    [{ FileHeaderInfo: "NONE" }, "SELECT COUNT(*) FROM S3Object", '{"_1":4}\n'],
    [{ FileHeaderInfo: "USE" }, "SELECT COUNT(*) FROM S3Object", '{"_1":3}\n'],
  ])("reads CSV with %j", async (CSV, expression, expected) => {
    expect((await run(expression, { InputSerialization: { CSV } })).text).toBe(expected);
  });

  test("reads other delimiters, quotes and comments", async () => {
    await world.put(Bucket, "odd", "# comment\n'a;b';c|'it''s';d|");
    const CSV = { FieldDelimiter: ";", RecordDelimiter: "|", QuoteCharacter: "'", QuoteEscapeCharacter: "'" };
    const { text } = await run("SELECT * FROM S3Object", { Key: "odd", InputSerialization: { CSV } });
    expect(text).toBe('{"_1":"# comment\\n\'a","_2":"b\'","_3":"c"}\n{"_1":"it\'s","_2":"d"}\n');
    await world.put(Bucket, "commented", "# comment\na,b\r\n");
    const commented = { CSV: { Comments: "#" } };
    expect(
      (await run("SELECT * FROM S3Object", { Key: "commented", InputSerialization: commented })).text,
    ).toBe('{"_1":"a","_2":"b"}\n');
  });

  test("reads compressed objects, and counts both sizes", async () => {
    const zipped = gzipSync(PEOPLE);
    await world.s3.putObject({ Bucket, Key: "zipped", Body: zipped });
    const InputSerialization = { CSV: {}, CompressionType: "GZIP" } as const;
    const { stats } = await run("SELECT _1 FROM S3Object", { Key: "zipped", InputSerialization });
    expect(stats).toMatchObject({ BytesScanned: zipped.length, BytesProcessed: PEOPLE.length });
    await expect(run("SELECT * FROM S3Object", { InputSerialization })).rejects.toMatchObject({
      name: "TruncatedInput",
    });
  });

  test("reads the records that begin in a scan range", async () => {
    const names = (ScanRange: { Start?: number; End?: number }) =>
      values("SELECT s._1 FROM S3Object s", { InputSerialization: { CSV: {} }, ScanRange });
    expect(await names({ Start: 0, End: 1 })).toEqual(["name"]);
    expect(await names({ Start: 14, End: 20 })).toEqual(["Ada"]);
    expect(await names({ Start: 15 })).toEqual(["Bo, Jr.", "Cy"]);
    expect(await names({ End: 10 })).toEqual(["Cy"]);
    await expect(names({ Start: 9, End: 3 })).rejects.toMatchObject({ name: "InvalidScanRange" });
  });

  test("reads lines and documents of JSON, with paths to the rows", async () => {
    await world.put(Bucket, "lines", '{"a":1,"b":{"c":[1,2]}}\n{"a":null}\n');
    await world.put(Bucket, "document", '{"staff":[{"name":"Ada","x":1},{"name":"Bo"}]}');
    await world.put(Bucket, "list", '[{"a1":"b1"}]');
    const json = (Key: string, Type: "LINES" | "DOCUMENT", expression: string) =>
      run(expression, { Key, InputSerialization: { JSON: { Type } } }).then(({ text }) => text);
    expect(await json("lines", "LINES", "SELECT * FROM S3Object")).toBe(
      '{"a":1,"b":{"c":[1,2]}}\n{"a":null}\n',
    );
    expect(await json("lines", "LINES", "SELECT s.b.c[1] AS second, s.z FROM S3Object s")).toBe(
      '{"second":2}\n{}\n',
    );
    expect(await json("lines", "LINES", "SELECT s.a FROM S3Object s WHERE s.b IS MISSING")).toBe(
      '{"a":null}\n',
    );
    expect(await json("document", "DOCUMENT", "SELECT s.name FROM S3Object[*].staff[*] s")).toBe(
      '{"name":"Ada"}\n{"name":"Bo"}\n',
    );
    expect(await json("list", "DOCUMENT", "SELECT * FROM S3Object")).toBe('{"_1":[{"a1":"b1"}]}\n');
    expect(await json("list", "DOCUMENT", "select * from s3object[*].staff[*] s")).toBe("{}\n");
  });

  test.each<[string, unknown]>([
    ["1 + 2 * 3 - -4", 11],
    ["7 / 2", 3],
    ["7 % 4", 3],
    ["7.5 / 2", 3.75],
    ["'a' || 'b' || 1", "ab1"],
    ["NOT (1 = 2 OR 3 > 4)", true],
    ["2 BETWEEN 1 AND 3 AND 5 NOT IN (1, 2)", true],
    ["'100%' LIKE '1_0\\%' ESCAPE '\\'", true],
    ["'abc' LIKE 'a%' AND 'abc' NOT LIKE '%b'", true],
    ["NULL = NULL", null],
    ["CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END", "b"],
    ["CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END", "b"],
    ["CAST('12' AS INT) + CAST('0.5' AS DECIMAL(10, 2))", 12.5],
    ["CAST(1 AS BOOL)", true],
    ["COALESCE(NULL, 3)", 3],
    ["NULLIF(3, 3)", null],
    ["CHAR_LENGTH('añ😀')", 3],
    ["UPPER(LOWER('Ab'))", "AB"],
    ["SUBSTRING('123456789', 5)", "56789"],
    ["SUBSTRING('123456789' FROM 0 FOR 2)", "1"],
    ["TRIM('  a ')", "a"],
    ["TRIM(LEADING 'x' FROM 'xxax')", "ax"],
    ["TO_STRING(TO_TIMESTAMP('1969-07-20T20:18Z'), 'MMMM d, y h:m a')", "July 20, 1969 8:18 PM"],
    ["TO_STRING(`2007-04-05T14:30:05+01:00`, 'y-MM-dd''T''H:m:ssX')", "2007-04-05T14:30:05+01"],
    ["EXTRACT(YEAR FROM `2010-01-01T`)", 2010],
    ["EXTRACT(HOUR FROM `2007-04-05T14:30+01:00`)", 14],
    ["DATE_DIFF(month, `2010-01-31T`, `2010-03-01T`)", 1],
    ["DATE_ADD(month, 1, `2010-01-31T`)", "2010-02-28T00:00:00Z"],
    ["UTCNOW()", "2026-01-02T03:04:05Z"],
  ])("evaluates %s", async (expression, expected) => {
    expect(await values(`SELECT ${expression} FROM S3Object LIMIT 1`)).toEqual([expected]);
  });

  test("aggregates what is known", async () => {
    const age = "CAST(NULLIF(s.age, '') AS INT)";
    const { text } = await run(
      `SELECT COUNT(*) AS n, COUNT(${age}) AS known, SUM(${age}) AS total, AVG(${age}) AS mean, MIN(${age}) AS youngest, ` +
        `MAX(s.name) AS last FROM S3Object s`,
    );
    expect(JSON.parse(text)).toEqual({ n: 3, known: 2, total: 43, mean: 21.5, youngest: 7, last: "Cy" });
  });

  test.each([
    ["SELECT * FROM S3Object WHERE", "ParseUnexpectedToken"],
    ["SELECT FROM S3Object", "ParseEmptySelect"],
    ["SELECT *", "ParseSelectMissingFrom"],
    ["SELECT *, s.name FROM S3Object s", "ParseAsteriskIsNotAloneInSelectList"],
    ["SELECT * FROM table", "InvalidDataSource"],
    ["SELECT * FROM S3Object.a", "ParseInvalidPathComponent"],
    ["SELECT * FROM S3Object GROUP BY name", "ParseUnsupportedSyntax"],
    ["SELECT * FROM S3Object LIMIT -1", "EvaluatorNegativeLimit"],
    ["SELECT * FROM S3Object LIMIT x", "ParseExpectedNumber"],
    ["SELECT SUM(*) FROM S3Object", "ParseUnsupportedCallWithStar"],
    ["SELECT COUNT(*), name FROM S3Object", "UnsupportedSqlStructure"],
    ["SELECT none(1) FROM S3Object", "UnsupportedFunction"],
    ["SELECT CAST(s.name AS INT) FROM S3Object s", "CastFailed"],
    ["SELECT CAST(s.name AS THING) FROM S3Object s", "InvalidDataType"],
    ["SELECT s.none FROM S3Object s", "EvaluatorBindingDoesNotExist"],
    ['SELECT s."NAME" FROM S3Object s', "MissingHeaders"],
    ["SELECT s._9 FROM S3Object s", "InvalidColumnIndex"],
    ["SELECT 'open FROM S3Object", "LexerInvalidLiteral"],
    ["SELECT ? FROM S3Object", "LexerInvalidChar"],
    [`SELECT ${"(".repeat(300)}1 FROM S3Object`, "MaxOperatorsExceeded"],
  ])("rejects %s with %s", async (expression, name) => {
    await expect(run(expression)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
  });

  test.each<[Partial<SelectObjectContentCommandInput>, string]>([
    [{ Key: "none" }, "NoSuchKey"],
    [{ ExpressionType: "PartiQL" as "SQL" }, "InvalidExpressionType"],
    [{ InputSerialization: {} }, "MissingRequiredParameter"],
    [{ InputSerialization: { CSV: {}, JSON: {} } }, "ObjectSerializationConflict"],
    [{ InputSerialization: { JSON: { Type: "LINES" } } }, "JSONParsingError"],
    [{ InputSerialization: { CSV: {}, CompressionType: "LZ4" as "GZIP" } }, "InvalidCompressionFormat"],
    [{ InputSerialization: { Parquet: {} } }, "NotImplemented"],
  ])("rejects the request %j with %s", async (change, name) => {
    await expect(run("SELECT * FROM S3Object", change)).rejects.toMatchObject({ name });
  });
});
