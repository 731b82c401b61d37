import { ECSClient } from "@aws-sdk/client-ecs";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { createAwsSim } from "aws-sim";

export const sim = await createAwsSim();
export const s3 = new S3Client(sim.clientConfig());
export const command = new GetObjectCommand({ Bucket: "exports", Key: "rows.csv" });
export const yours = { accessKeyId: "AKIAAPP", secretAccessKey: "app-secret" };
export { ECSClient, getSignedUrl };
