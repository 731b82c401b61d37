import { defineTable } from "../../../runtime/store/store.js";

/** A bucket whose requests are logged. */
export interface LoggedBucket {
  /** A delivery is scheduled, and includes all records until then. */
  readonly pending: boolean;
}

/** If it is empty, requests have no extra cost. */
export const LOGGED_BUCKETS = defineTable<LoggedBucket>({
  name: "s3.logged-buckets",
  key: "bucket",
  scope: "global",
});

/** A line of an access log that is not delivered yet. */
export interface AccessRecord {
  readonly time: Date;
  readonly line: string;
}

/** By bucket of the request, in the order of requests. */
export const ACCESS_RECORDS = defineTable<AccessRecord>({
  name: "s3.access-records",
  key: ["bucket", "number"],
  scope: "global",
});

/** Time of the next report of an inventory, in milliseconds since the epoch. */
export const INVENTORY_REPORTS = defineTable<number>({
  name: "s3.inventory-reports",
  key: ["bucket", "id"],
  scope: "global",
});
