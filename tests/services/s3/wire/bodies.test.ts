import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { errorOf, headOf, RawConnection, send } from "./raw.js";

const sim = await createAwsSim();
const s3 = new S3(sim.clientConfig());
beforeAll(() => s3.createBucket({ Bucket: "bodies" }));
afterAll(() => sim.close());

const LARGE = 600_000;

async function old(Key: string): Promise<void> {
  await s3.putObject({ Bucket: "bodies", Key, Body: "old" });
}

describe("how a body is announced", () => {
  test.each([
    ["a bucket that does not exist", "PUT /no-such-bucket/key", "5", "NoSuchBucket"],
    ["a large body for one", "PUT /no-such-bucket/key", "1000000", "NoSuchBucket"],
    ["a method that S3 does not have", "PATCH /bodies/key", "5", "MethodNotAllowed"],
  ])("no 100 Continue before a rejection: %s", async (_, line, length, code) => {
    const connection = await RawConnection.open(sim.url);
    connection.write(headOf(line, { Expect: "100-continue", "Content-Length": length }));
    const answer = await connection.answer();
    expect(errorOf(answer)).toMatchObject({ Code: code });
    // Whether the client sends its body now is unknown.
    expect(answer.headers.connection).toBe("close");
    await connection.closed();
  });

  test("Expect: 100-continue", async () => {
    const connection = await RawConnection.open(sim.url);
    connection.write(headOf("PUT /bodies/expected", { Expect: "100-continue", "Content-Length": "5" }));
    expect(await connection.until("\r\n\r\n")).toBe("HTTP/1.1 100 Continue");
    connection.write("hello");
    expect((await connection.answer()).status).toBe(200);
    expect(sim.s3.text("bodies", "expected")).toBe("hello");
    connection.destroy();
  });

  test("no length: 411 MissingContentLength", async () => {
    expect(errorOf(await send(sim.url, "PUT /bodies/key", { "Content-Length": "" }))).toEqual({
      status: 411,
      Code: "MissingContentLength",
      Message: "You must provide the Content-Length HTTP header.",
    });
  });

  test("chunks of HTTP: 501, unless they are chunks of AWS", async () => {
    const chunked = { "Content-Length": "", "Transfer-Encoding": "chunked" };
    expect(errorOf(await send(sim.url, "PUT /bodies/key", chunked, "5\r\nhello\r\n0\r\n\r\n"))).toEqual({
      status: 501,
      Code: "NotImplemented",
      Message: "A header you provided implies functionality that is not implemented",
      Header: "Transfer-Encoding",
    });
    const framed = "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
    const headers = {
      ...chunked,
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-decoded-content-length": "5",
      "x-amz-trailer": "x-amz-checksum-crc32",
      "Content-Encoding": "aws-chunked",
    };
    const frames = `${framed.length.toString(16)}\r\n${framed}\r\n0\r\n\r\n`;
    expect((await send(sim.url, "PUT /bodies/framed", headers, frames)).status).toBe(200);
    expect(sim.s3.text("bodies", "framed")).toBe("hello");
    expect((await s3.headObject({ Bucket: "bodies", Key: "framed" })).ContentEncoding).toBeUndefined();
  });

  test("a stream of the SDK with a known length", async () => {
    const Body = Readable.from(Array.from({ length: 5 }, (_, i) => Buffer.alloc(100_000, String(i))));
    await s3.putObject({ Bucket: "bodies", Key: "streamed", Body, ContentLength: 500_000 });
    const content = sim.s3.text("bodies", "streamed");
    expect([content?.length, content?.at(0), content?.at(-1)]).toEqual([500_000, "0", "4"]);
  });
});

describe("what a body promises", () => {
  test.each([5, LARGE])(
    "another SHA-256, of %d bytes: XAmzContentSHA256Mismatch, and the connection lives",
    async (size) => {
      await old("digest");
      const body = "x".repeat(size);
      const declared = "0".repeat(64);
      const connection = await RawConnection.open(sim.url);
      connection.write(
        headOf("PUT /bodies/digest", { "Content-Length": String(size), "x-amz-content-sha256": declared }),
      );
      connection.write(body);
      expect(errorOf(await connection.answer())).toEqual({
        status: 400,
        Code: "XAmzContentSHA256Mismatch",
        Message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
        ClientComputedContentSHA256: declared,
        S3ComputedContentSHA256: createHash("sha256").update(body).digest("hex"),
      });
      connection.write(headOf("GET /bodies/digest", {}));
      expect(await connection.answer()).toMatchObject({ status: 200, body: "old" });
      connection.destroy();
    },
  );

  test.each([5, LARGE])(
    "invalid frames of %d bytes are rejected early, and the connection continues",
    async (size) => {
      await old("frames");
      const connection = await RawConnection.open(sim.url);
      const headers = {
        "Content-Length": String(size),
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": String(size),
      };
      connection.write(headOf("PUT /bodies/frames", headers));
      connection.write("x".repeat(size));
      expect(errorOf(await connection.answer())).toMatchObject({ status: 400, Code: "IncompleteBody" });
      connection.write(headOf("GET /bodies/frames", {}));
      expect(await connection.answer()).toMatchObject({ status: 200, body: "old" });
      connection.destroy();
    },
  );
});

describe("a body that breaks off", () => {
  test.each([
    ["a small one", 1000],
    ["one that is streamed", LARGE],
  ])("%s leaves the old object as it was", async (_, size) => {
    await old("broken");
    sim.resetHistory();
    const connection = await RawConnection.open(sim.url);
    connection.write(headOf("PUT /bodies/broken", { "Content-Length": String(size) }));
    connection.write("x".repeat(size / 2));
    connection.destroy();
    await expect.poll(() => sim.requests.last()).toMatchObject({ operation: "PutObject", status: 0 });
    expect(sim.requests.last()?.exception).toBeUndefined();
    expect(sim.s3.text("bodies", "broken")).toBe("old");
    // Nothing waits for it any more.
    await sim.clock.advance("1s");
  });

  test("frames in chunks of HTTP, without a length", async () => {
    await old("broken");
    sim.resetHistory();
    const connection = await RawConnection.open(sim.url);
    const headers = {
      "Transfer-Encoding": "chunked",
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-decoded-content-length": String(LARGE),
      "x-amz-trailer": "x-amz-checksum-crc32",
    };
    connection.write(headOf("PUT /bodies/broken", headers));
    connection.write(`1000\r\n${LARGE.toString(16)}\r\n${"x".repeat(4000)}`);
    connection.destroy();
    await expect.poll(() => sim.requests.last()).toMatchObject({ operation: "PutObject", status: 0 });
    expect(sim.s3.text("bodies", "broken")).toBe("old");
    await sim.clock.advance("1s");
  });

  test("frames that end before what was promised", async () => {
    await old("broken");
    const headers = {
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-decoded-content-length": "10",
    };
    for (const frames of [
      "5\r\nhello\r\n0\r\n\r\n",
      "a\r\nhello",
      "5\r\nhello\r\n",
      "-5\r\nhello\r\n0\r\n\r\n",
    ]) {
      const answer = await send(sim.url, "PUT /bodies/broken", headers, frames);
      expect([frames, errorOf(answer)]).toEqual([
        frames,
        expect.objectContaining({ status: 400, Code: "IncompleteBody" }),
      ]);
    }
    expect(sim.s3.text("bodies", "broken")).toBe("old");
  });

  test("a form", async () => {
    await old("broken");
    sim.resetHistory();
    const connection = await RawConnection.open(sim.url);
    const headers = { "Content-Type": "multipart/form-data; boundary=b", "Content-Length": String(LARGE) };
    connection.write(headOf("POST /bodies", headers));
    const field = '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nbroken\r\n';
    connection.write(`${field}--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n${"x".repeat(5000)}`);
    connection.destroy();
    await expect.poll(() => sim.requests.last()).toMatchObject({ operation: "PostObject", status: 0 });
    expect(sim.requests.last()?.exception).toBeUndefined();
    expect(sim.s3.text("bodies", "broken")).toBe("old");
    await sim.clock.advance("1s");
  });

  test("frames that break off", async () => {
    await old("broken");
    sim.resetHistory();
    const connection = await RawConnection.open(sim.url);
    const headers = {
      "Content-Length": String(LARGE),
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-decoded-content-length": String(LARGE - 100),
    };
    connection.write(headOf("PUT /bodies/broken", headers));
    connection.write(`80000\r\n${"x".repeat(1000)}`);
    connection.destroy();
    await expect.poll(() => sim.requests.last()).toMatchObject({ operation: "PutObject", status: 0 });
    expect(sim.s3.text("bodies", "broken")).toBe("old");
  });
});
