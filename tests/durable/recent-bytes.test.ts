import { expect, test } from "vitest";
import { blobId } from "../../lib/durable/blob-id.js";
import { RecentBytes } from "../../lib/durable/recent-bytes.js";

const MEBIBYTE = 1024 * 1024;

test("bytes are kept up to 8 MiB; those that were added first give way", () => {
  const recent = new RecentBytes();
  const ids = Array.from({ length: 10 }, (_, i) => blobId(`${i}`.repeat(64), MEBIBYTE));
  for (const id of ids) recent.add(id, new Uint8Array(MEBIBYTE));

  expect(ids.map((id) => recent.get(id)?.length)).toEqual([
    undefined,
    undefined,
    ...Array.from({ length: 8 }, () => MEBIBYTE),
  ]);
});
