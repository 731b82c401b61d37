import { own } from "../../../values/own.js";
/** Encodes the keys, prefixes and markers of a response as requested. */
export type KeyWriter = (text: string) => string;

/** @param encoding `url` so that keys survive XML 1.0 whatever characters they have. */
export function keyWriter(encoding: "url" | undefined): KeyWriter {
  return encoding === "url" ? encodeKey : asItIs;
}

function asItIs(text: string): string {
  return text;
}

/** Form encoding (a space is "+") except for "/": `test_file(3).png` becomes `test_file%283%29.png`. */
function encodeKey(text: string): string {
  if (/^[\w./*-]*$/.test(text)) return text;
  const encoded = encodeURIComponent(wellFormed(text));
  return encoded.replace(/%2F|%20|[!'()~]/g, (found) => own(REWRITTEN, found) ?? found);
}

const REWRITTEN: Readonly<Record<string, string>> = {
  "%2F": "/",
  "%20": "+",
  "!": "%21",
  "'": "%27",
  "(": "%28",
  ")": "%29",
  "~": "%7E",
};

/** Replaces lone surrogates, which no client can send but which would make the encoder throw. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
