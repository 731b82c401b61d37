import { type AuthorizationTable, anywhere, on } from "../../authorization/table.js";
import { accessPointArn } from "./access-points.js";
import type { S3ControlOperations } from "./generated/types.js";

const onAccount = (action: string) =>
  on<object>(
    () => "*",
    () => ({ action }),
  );
const onAccessPoint = on<{ readonly Name: string }>(({ Name }, ctx) => accessPointArn(ctx, Name));
const onResource = on<{ readonly ResourceArn: string }>(({ ResourceArn }) => ResourceArn);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const authorization = {
  createAccessPoint: onAccessPoint,
  deleteAccessPoint: onAccessPoint,
  deleteAccessPointPolicy: onAccessPoint,
  deletePublicAccessBlock: onAccount("s3:PutAccountPublicAccessBlock"),
  getAccessPoint: anywhere,
  getAccessPointPolicy: onAccessPoint,
  getAccessPointPolicyStatus: onAccessPoint,
  getPublicAccessBlock: onAccount("s3:GetAccountPublicAccessBlock"),
  listAccessPoints: anywhere,
  listTagsForResource: onResource,
  putAccessPointPolicy: onAccessPoint,
  putPublicAccessBlock: onAccount("s3:PutAccountPublicAccessBlock"),
  tagResource: onResource,
  untagResource: onResource,
} satisfies AuthorizationTable<S3ControlOperations>;
