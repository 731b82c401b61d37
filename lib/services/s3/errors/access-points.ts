import { AwsError } from "../../../runtime/errors.js";

export const noSuchAccessPoint = (AccessPointName: string) =>
  new AwsError("NoSuchAccessPoint", "The specified accesspoint does not exist", {
    status: 404,
    members: { AccessPointName },
  });

export const accessPointsAttached = () =>
  new AwsError(
    "BucketHasAccessPointsAttached",
    "The bucket you tried to delete has access points attached. Delete your access points before deleting your bucket.",
    { status: 400 },
  );
