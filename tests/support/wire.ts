import { request } from "undici";

/** One raw request of an awsJson service, and all of the answer that tests look at. */
export async function post(
  url: string,
  operation: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
) {
  const answer = await request(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AmazonEC2ContainerServiceV20141113.${operation}`,
      ...headers,
    },
    body,
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
