import { S3ServiceException } from "@aws-sdk/client-s3";

/** A rejected request as a client receives it: status, code, message and the error's own elements. */
export async function refusal(sent: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await sent;
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    const { $metadata, $fault, $response, $retryable, $service, name, Code, RequestId, HostId, ...elements } =
      {
        ...error,
      } as Record<string, unknown>;
    return {
      ...elements,
      status: error.$metadata.httpStatusCode,
      code: name,
      message: error.message,
    };
  }
  throw new Error("The request was not refused.");
}
