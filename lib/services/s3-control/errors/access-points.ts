import { AwsError } from "../../../runtime/errors.js";
import { invalidRequest } from "./requests.js";

export const noSuchAccessPoint = (AccessPointName: string) =>
  new AwsError("NoSuchAccessPoint", "The specified accesspoint does not exist", {
    status: 404,
    members: { AccessPointName },
  });

export const noSuchAccessPointPolicy = (AccessPointName: string) =>
  new AwsError("NoSuchAccessPointPolicy", "The specified accesspoint policy does not exist", {
    status: 404,
    members: { AccessPointName },
  });

export const accessPointExists = () =>
  new AwsError(
    "AccessPointAlreadyOwnedByYou",
    "Your previous request to create the named accesspoint succeeded and you already own it.",
    { status: 409 },
  );

export const tooManyAccessPoints = () =>
  new AwsError("TooManyAccessPoints", "You have attempted to create more access points than allowed.", {
    status: 400,
  });

export const noBucketForAccessPoint = () =>
  invalidRequest("Amazon S3 AccessPoint can only be created for existing bucket");

/** S3's error for a policy that names a user or role that does not exist. */
export const principalMissing = (arn: string) =>
  new AwsError("MalformedPolicy", "Invalid principal in policy", {
    status: 400,
    members: { Detail: `"AWS" : ${JSON.stringify(arn)}` },
  });

/** S3's text for a public policy that Block Public Access rejects. */
export const publicPolicyBlocked = (caller: string, arn: string) =>
  new AwsError(
    "AccessDenied",
    `User: ${caller} is not authorized to perform: s3:PutAccessPointPolicy on resource: "${arn}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
    { status: 403 },
  );
