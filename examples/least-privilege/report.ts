import type { S3 } from "@aws-sdk/client-s3";

/** Adds up the orders of a day and writes the report: what the role of this application needs is not obvious. */
export async function writeReport(s3: S3, day: string): Promise<number> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: "orders", Prefix: `${day}/` });
  let total = 0;
  for (const { Key } of Contents) {
    const { Body } = await s3.getObject({ Bucket: "orders", Key });
    total += Number(await Body?.transformToString());
  }
  await s3.putObject({
    Bucket: "reports",
    Key: `${day}.json`,
    Body: JSON.stringify({ day, total }),
    Tagging: "kind=report",
  });
  return total;
}
