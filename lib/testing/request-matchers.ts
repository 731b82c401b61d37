import type { ConnectedRequest } from "../connect/traffic.js";
import type { RequestFilter, RequestRecord } from "../control/requests.js";
import { type Judgement, judge, type MatcherContext } from "./matcher.js";
import { hasAll } from "./partial.js";
import { show } from "./show.js";
import { judgeReads, subjectOf } from "./subject.js";

/** The expected requests: AWS's name of the operation (`RunTask`), or members of their records. */
export type WantedRequest = NonNullable<RequestFilter["operation"]> | RequestFilter;

type SeenRequest = RequestRecord | ConnectedRequest;

/** `expect(sim).toHaveReceivedRequest("RunTask")` */
export function toHaveReceivedRequest(
  this: MatcherContext,
  received: unknown,
  wanted: WantedRequest,
): Judgement {
  return judgeRequests(this, "toHaveReceivedRequest", received, wanted, {});
}

/**
 * `expect(sim).toHaveReceivedRequestWith("RunTask", { cluster: "batch" })`: with an input that contains these
 * members.
 */
export function toHaveReceivedRequestWith(
  this: MatcherContext,
  received: unknown,
  wanted: WantedRequest,
  input: object,
): Judgement {
  return judgeRequests(this, "toHaveReceivedRequestWith", received, wanted, { input });
}

/** `expect(sim).toHaveReceivedRequestTimes("RunTask", 2)` */
export function toHaveReceivedRequestTimes(
  this: MatcherContext,
  received: unknown,
  wanted: WantedRequest,
  times: number,
): Judgement {
  return judgeRequests(this, "toHaveReceivedRequestTimes", received, wanted, { times });
}

function judgeRequests(
  context: MatcherContext,
  matcher: string,
  received: unknown,
  wanted: WantedRequest,
  { input, times }: { input?: object; times?: number },
): Judgement {
  const { requests } = subjectOf(received, matcher);
  const filter = typeof wanted === "string" ? { operation: wanted } : wanted;
  const name = typeof wanted === "string" ? wanted : show(wanted);
  return judgeReads<readonly SeenRequest[], readonly SeenRequest[]>(
    requests.filter(filter),
    () => requests.filter(),
    (named, all) => {
      const matching =
        input === undefined ? named : named.filter((request) => hasAll(context, request.input, input));
      return judge({
        wanted: `request ${name}${input === undefined ? "" : ` with ${show(input)}`}`,
        kind: "requests",
        // Requests of this operation with another input are more helpful than all others.
        all: (input !== undefined && named.length > 0 ? named : all).map(line),
        matching: matching.map(line),
        ...(times !== undefined && { times }),
      });
    },
  );
}

function line({ service, operation, status, errorCode, input, method, path }: SeenRequest) {
  const name = operation === undefined ? `${method} ${path}` : operation;
  const answer = errorCode === undefined ? String(status) : `${status} ${errorCode}`;
  return `${service} ${name} → ${answer}${input === undefined ? "" : ` ${show(input)}`}`;
}
