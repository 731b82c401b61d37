import type { OperationOutcome } from "../../../runtime/ports/operations.js";
import type { JsonObject } from "../json-objects.js";

type Output = Extract<OperationOutcome, { kind: "output" }>;

/** The output of an optimized integration: that of the operation, with the SDK's response metadata. */
export function withMetadata({ output, status, requestId }: Output, headers: JsonObject = {}): JsonObject {
  const all = {
    Connection: "keep-alive",
    "x-amzn-RequestId": requestId,
    "Content-Length": String(JSON.stringify(output).length),
    "Content-Type": "application/x-amz-json-1.1",
    ...headers,
  };
  return {
    ...output,
    SdkHttpMetadata: {
      AllHttpHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      HttpHeaders: all,
      HttpStatusCode: status,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
