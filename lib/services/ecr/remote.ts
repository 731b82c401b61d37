import { membersOf, type RemoteCall, RemoteError, type RemoteRoutes, scopeOf } from "../../runtime/remote.js";
import type { EcrControl, PushedImage } from "./control.js";
import type { ImageScanFinding } from "./generated/types.js";
import type { ScanOutcome } from "./scans/outcomes.js";

const SCAN_STATUSES = ["COMPLETE", "FAILED", "UNSUPPORTED_IMAGE", "FINDINGS_UNAVAILABLE"] as const;

/** `/_sim/ecr`: what tests in other processes may do with ECR. Slashes in repository names are written `%2F`. */
export function ecrRoutes(ecr: EcrControl): RemoteRoutes {
  return {
    "POST /repositories/{repository}/images": (call) => push(ecr, call),
    "GET /repositories/{repository}/images": (call) => ({
      images: ecr.images(call.params.repository, scopeOf(call)),
    }),
    "GET /repositories/{repository}/layers/{digest}": (call) => layer(ecr, call),
    "POST /repositories/{repository}/scan-outcome": ({ params: { repository = "" }, body }) => {
      ecr.onScan(repository, scanOutcome(body));
    },
    "POST /repositories/{repository}/apply-lifecycle-policy": (call) => ({
      imageIds: ecr.applyLifecyclePolicy(call.params.repository ?? "", scopeOf(call)),
    }),
    "PATCH /settings": ({ body }) => changeSettings(ecr, body),
  };
}

function push(ecr: EcrControl, call: RemoteCall): PushedImage {
  const { tag, content } = membersOf(call.body ?? {}, "tag", "content");
  const { repository = "" } = call.params;
  return ecr.pushImage(repository, optionalText(tag, "tag"), {
    ...scopeOf(call),
    content: optionalText(content, "content"),
  });
}

function layer(ecr: EcrControl, call: RemoteCall): Uint8Array {
  const { repository = "", digest = "" } = call.params;
  const bytes = ecr.layer(repository, digest, scopeOf(call));
  if (bytes) return bytes;
  throw new RemoteError(404, `The repository "${repository}" has no layer ${digest}. Upload it first.`);
}

function scanOutcome(body: unknown): ScanOutcome {
  const { status, description, findings = [] } = membersOf(body, "status", "description", "findings");
  const known = SCAN_STATUSES.find((candidate) => candidate === status);
  if (status !== undefined && !known) {
    throw new RemoteError(400, `"status" is one of ${SCAN_STATUSES.join(", ")}.`);
  }
  if (!Array.isArray(findings)) throw new RemoteError(400, '"findings" is a list of ImageScanFinding.');
  const text = optionalText(description, "description");
  return {
    ...(known && { status: known }),
    ...(text !== undefined && { description: text }),
    findings: findings.map(
      (finding): ImageScanFinding =>
        membersOf(finding, "name", "description", "uri", "severity", "attributes"),
    ),
  };
}

function changeSettings(ecr: EcrControl, body: unknown): void {
  // The setters check what they are given.
  Object.assign(ecr, membersOf(body, "strictPutImage", "pullCheck", "layerCheck", "longTokens"));
}

function optionalText(value: unknown, name: string): string | undefined {
  if (value === undefined || typeof value === "string") return value;
  throw new RemoteError(400, `Give "${name}" as a text.`);
}
