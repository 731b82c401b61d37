import type { Context } from "../../../runtime/context.js";
import type { PlainAnswer, RequestHead, UnmodelledCall } from "../../../wire/hooks.js";
import { streamingBody } from "../../../wire/streaming-body.js";
import { admitAnonymous } from "../access/anonymous.js";
import { findBucket } from "../buckets/find.js";
import { emptyKey, fileTooLarge, fileTooSmall, missingField, missingFile } from "../errors/uploads.js";
import { putObject } from "../operations/objects.js";
import { targetOf } from "../wire/targets.js";
import { uploaded } from "./answer.js";
import { FormFields } from "./fields.js";
import { type FormFile, readForm } from "./multipart.js";
import { inForm } from "./origin.js";
import { checkConditions, type SizeRange } from "./policy.js";
import { putInputOf } from "./put-input.js";
import { signerOf } from "./signer.js";

/**
 * Handles a browser upload: a form whose field `file` becomes an object.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export async function upload(
  request: RequestHead,
  { body, signatures, execute }: UnmodelledCall,
  anonymous: Context,
): Promise<PlainAnswer> {
  const { bucket } = targetOf(request.path);
  const form = await readForm(body(), request.headers["content-type"] ?? "");
  const fields = new FormFields(form.fields);
  const { file } = form;
  if (!file) throw missingFile();
  const template = fields.get("key");
  if (template === undefined) throw missingField("key");
  const key = withFileName(template, file);
  if (key === "") throw emptyKey();
  const { ctx, policy } = signerOf(fields, signatures, () => {
    const account = admitAnonymous("PostObject", request, anonymous, signatures.verified, key);
    return account === undefined ? anonymous : anonymous.elsewhere({ account });
  });
  if (policy) checkConditions(policy, fields.with({ key, bucket }));
  findBucket(ctx, { Bucket: bucket });
  const input = await putInputOf(bucket, key, fields);
  const content = policy?.size ? within(policy.size, file.content) : file.content;
  const output = await execute(putObject, inForm({ ...input, Body: streamingBody(content) }, fields), ctx);
  return uploaded(request, fields, { bucket, key, output });
}

/** Replaces `${filename}` in the key by the name of the file, without the folders that a browser may add. */
function withFileName(key: string, { name }: FormFile): string {
  return name === undefined ? key : key.replace(/\$\{filename\}/g, () => name.replace(/^.*[/\\]/s, ""));
}

/** Passes content within the size range of a policy. Excess bytes are counted to the end. */
async function* within(
  { min, max }: SizeRange,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of content) {
    size += piece.length;
    if (size <= max) yield piece;
  }
  if (size > max) throw fileTooLarge(size, max);
  if (size < min) throw fileTooSmall(size, min);
}
