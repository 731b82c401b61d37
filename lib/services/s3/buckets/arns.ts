/** The name of the bucket that an ARN names; `undefined` when it is no bucket's ARN. */
export function bucketOfArn(arn: string): string | undefined {
  return /^arn:aws(?:-[a-z-]+)?:s3:::([^/*]+)$/.exec(arn)?.[1];
}
