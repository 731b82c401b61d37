import type { Random } from "./random.js";
import type { Request } from "./requests.js";
import { strangeString } from "./strange.js";

type Mutation = (request: Request, random: Random) => Request;

const METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];

/** Headers that the simulator reads, for any operation. */
const HEADERS: readonly (readonly [string, string])[] = [
  ["origin", "http://localhost"],
  ["access-control-request-method", "PUT"],
  ["content-type", "multipart/form-data; boundary=x"],
  ["content-type", "application/x-www-form-urlencoded"],
  ["content-encoding", "aws-chunked"],
  ["x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"],
  ["x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"],
  ["x-amz-decoded-content-length", "1"],
  ["x-amz-trailer", "x-amz-checksum-crc32"],
  ["x-amz-copy-source", "bkt/key"],
  ["x-amz-tagging", "a=b"],
  ["x-amz-acl", "public-read"],
  ["x-amz-meta-a", "=?UTF-8?B?w6k=?="],
  ["range", "bytes=0-0"],
  ["if-match", '"a"'],
  ["if-none-match", "*"],
  ["if-modified-since", "Thu, 01 Jan 2031 00:00:00 GMT"],
  ["expect", "100-continue"],
  ["host", "bkt.localhost"],
  ["host", "bkt.s3.us-east-1.amazonaws.com"],
  ["x-amz-target", "constructor.__proto__"],
  ["authorization", "AWS AKIA:x"],
  ["authorization", "AWS4-HMAC-SHA256 Credential=a/b/c/d/e"],
  ["x-amz-security-token", "x"],
  ["x-amz-date", "now"],
];

const QUERIES = [
  "uploads",
  "uploadId=x&partNumber=1",
  "versionId=null",
  "list-type=2",
  "X-Amz-Algorithm=AWS4-HMAC-SHA256",
  "X-Amz-Credential=a%2Fb%2Fus-east-1%2Fs3%2Faws4_request",
  "X-Amz-Expires=1e3&X-Amz-Date=20300101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=0",
  "AWSAccessKeyId=a&Expires=1&Signature=b",
  "Action=CreateUser&Version=2010-05-08",
  "response-content-type=a%0Ab",
  "encoding-type=url",
  "prefix=%ff",
  "__proto__=1",
  "a=%",
];

const MUTATIONS: readonly Mutation[] = [
  (request, random) => ({ ...request, method: random.pick(METHODS) }),
  (request, random) => ({ ...request, target: changedTarget(request.target, random) }),
  (request, random) => ({
    ...request,
    target: request.target + (request.target.includes("?") ? "&" : "?") + random.pick(QUERIES),
  }),
  (request, random) => {
    const added = random.pick(HEADERS);
    return { ...request, headers: [...without(request, added[0]), added] };
  },
  (request, random) => {
    const [name] = random.pick(request.headers.length > 0 ? request.headers : HEADERS);
    const kept = without(request, name);
    return {
      ...request,
      headers: random.chance(0.5) ? kept : [...kept, [name, headerText(strangeString(random))]],
    };
  },
  (request, random) => ({ ...request, body: changedBytes(request.body, random) }),
  (request, random) => ({ ...request, body: Buffer.from(strangeString(random)) }),
];

/** Changes one to three things about a request. */
export function mutated(request: Request, random: Random): Request {
  let changed = request;
  for (let i = random.below(3); i >= 0; i--) changed = random.pick(MUTATIONS)(changed, random);
  return changed;
}

function without({ headers }: Request, name: string): Request["headers"] {
  return headers.filter(([other]) => other !== name);
}

function changedTarget(target: string, random: Random): string {
  const at = random.below(target.length + 1);
  const inserted = random.pick([
    "%ff",
    "%",
    "%00",
    "//",
    "/..",
    "..",
    "?",
    "&",
    "=",
    "+",
    "%2F",
    "%c3%28",
    "é",
    "#",
  ]);
  const changed =
    target.slice(0, at) + inserted + target.slice(random.chance(0.5) ? at : at + random.below(4));
  return changed.startsWith("/") ? changed : `/${changed}`;
}

/** What a header can hold; the rest is for framing. */
function headerText(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, "").trim();
}

function changedBytes(body: Buffer, random: Random): Buffer {
  const at = random.below(body.length + 1);
  const bytes = Buffer.from(
    random.pick([
      [0xff],
      [0xc3, 0x28],
      [0],
      [0x22],
      [0x7b],
      [0x5b],
      [0x3c],
      [0x26],
      [0x25],
      [0xed, 0xa0, 0x80],
    ]),
  );
  const rest = body.subarray(random.chance(0.5) ? at : Math.min(body.length, at + random.below(20)));
  return Buffer.concat([body.subarray(0, at), bytes, rest]);
}
