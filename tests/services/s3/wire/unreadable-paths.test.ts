import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, send } from "./raw.js";

const open = await createAwsSim();
const verified = await createAwsSim({
  verifySignatures: { accessKeyId: "AKIAVALID", secretAccessKey: "secret" },
});
afterAll(() => Promise.all([open.close(), verified.close()]));

test.each<[string, Record<string, string>]>([
  ["OPTIONS /bkt/%ff", { Origin: "http://localhost", "Access-Control-Request-Method": "GET" }],
  ["OPTIONS /%ff", { Origin: "https://app.example" }],
  ["POST /%ff", { "Content-Type": "multipart/form-data; boundary=x" }],
  ["POST /bkt/%c3%28", { "Content-Type": "application/x-www-form-urlencoded" }],
  ["GET /%", {}],
])("%s is InvalidURI, whether signatures are verified or not", async (line, headers) => {
  for (const { url } of [open, verified]) {
    expect(errorOf(await send(url, line, headers))).toMatchObject({ status: 400, Code: "InvalidURI" });
  }
});
