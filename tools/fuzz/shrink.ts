import type { Request } from "./requests.js";

/** Attempts after which a request is small enough. */
const ATTEMPTS = 300;

/** The smallest failing request found: headers, parameters and parts of the body are removed in turn. */
export async function shrunk(
  request: Request,
  fails: (smaller: Request) => Promise<boolean>,
): Promise<Request> {
  let smallest = request;
  let attempts = 0;
  for (let progress = true; progress && attempts < ATTEMPTS; ) {
    progress = false;
    for (const smaller of candidates(smallest)) {
      if (++attempts > ATTEMPTS) break;
      if (!(await fails(smaller))) continue;
      smallest = smaller;
      progress = true;
      break;
    }
  }
  return smallest;
}

function* candidates(request: Request): Generator<Request> {
  const { headers, target, body } = request;
  for (const header of headers) yield { ...request, headers: headers.filter((other) => other !== header) };
  const mark = target.indexOf("?");
  if (mark >= 0) {
    const parameters = target.slice(mark + 1).split("&");
    for (const [i] of parameters.entries()) {
      const kept = parameters.filter((_, j) => j !== i);
      yield { ...request, target: target.slice(0, mark) + (kept.length > 0 ? `?${kept.join("&")}` : "") };
    }
  }
  for (let size = body.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < body.length; at += size) {
      yield { ...request, body: Buffer.concat([body.subarray(0, at), body.subarray(at + size)]) };
    }
  }
}
