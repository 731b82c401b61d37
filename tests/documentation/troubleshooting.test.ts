import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "../architecture/source.js";
import { explains, messagesIn } from "./messages.js";

/** Messages of AWS, Node and clients, which the page explains too. */
const OF_OTHERS =
  /^(ECONN|socket hang up|getaddrinfo|self-signed|SignatureDoesNotMatch|InvalidSignature|UnrecognizedClient|RequestTimeTooSkewed|Signature expired|ClientException|ValidationException|InternalFailure|NotImplemented|AccessDenied|amazonaws\.com|States\.TaskFailed|\{)/;

/** Where errors are of the simulator itself: a person meets them as InternalFailure alone, which the page explains. */
const INTERNAL =
  /^lib\/(runtime\/(state-definitions|store|execute)|durable\/state-file\/exported-blobs|dispatch\/(loaded-service|find-operation|errors)|model\/(compile|catalogue)|protocols|shared|clock\/scheduler|control\/(handler-clients|definition)|services\/step-functions\/(interpreter|expressions|integrations|definition|machines|running\/machines)|services\/event-bridge\/rules|services\/lambda\/invoke\/payload)/;
/** Messages that only another message contains, or that a client has from Node. */
const PARTS =
  /^(line |it |rows |the (bytes|first line|file system)|Rows are|The blob|socket hang up|Request aborted|The client aborted|This simulator (calls|makes) no|\{ key, cert \})/;

const lib = new URL("../../lib/", import.meta.url);
const files = readdirSync(lib, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts") && !name.includes("generated"))
  .sort()
  .map((name) => ({ path: `lib/${name}`, text: readFileSync(new URL(name, lib), "utf8") }));
// Messages of several lines are strings that are added.
const sources = files.map(({ text }) => text.replace(/["'`] \+\s+["'`]/g, "")).join("\n");

const page = readFileSync(new URL("../../docs/troubleshooting.md", import.meta.url), "utf8");
const explained = [...page.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell = ""]) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, message = ""]) => message),
);

describe("what the page explains", () => {
  const messages = explained.filter(
    (message) => !OF_OTHERS.test(message) && /^\W*\w+ .*|…/.test(message) && !message.includes("; "),
  );
  test("is many messages", () => {
    expect(messages.length).toBeGreaterThan(100);
  });

  test.each(messages)("exists: %s", (message) => {
    const parts = message.split("…").map((part) => part.replace(/^["'.: ]+|["' ]+$/g, ""));
    const lost = parts.filter((part) => part.length > 5 && !sources.includes(part));
    expect(lost).toEqual([]);
  });
});

describe("what the library throws", () => {
  const thrown = messagesIn(files.map((file) => parse(file))).filter(
    ({ file, text }) => !INTERNAL.test(file) && !PARTS.test(text),
  );
  test("is on the page, each message", () => {
    expect(thrown.length).toBeGreaterThan(180);
    const lost = thrown.filter(({ text }) => !explained.some((pattern) => explains(pattern, text)));
    expect(lost.map(({ file, text }) => `${file}: ${text}`)).toEqual([]);
  });

  test("is found with what is put in at run time as dots", () => {
    const text = 'throw new HttpError(404, `There is no "$' + "{name}\". ` + 'Make it.', { cause });";
    expect(messagesIn([parse({ path: "lib/a.ts", text })])).toEqual([
      { file: "lib/a.ts", text: 'There is no "…". Make it.' },
    ]);
    expect(messagesIn([parse({ path: "lib/a.ts", text: "throw new AwsError('NoSuchKey');" })])).toEqual([]);
  });

  test.each([
    ["There is no …", "There is no flag.", true],
    ["There is no …", "Now there is no flag.", false],
    ["… must be …, not", '"a" must be a string, not 1.', true],
    ["… must be …, not", "It must not be.", false],
  ])("%s explains %s: %s", (pattern, message, expected) => {
    expect(explains(pattern, message)).toBe(expected);
  });
});
