import { defineTable } from "../../../runtime/store/store.js";

/** An elastic IP address. */
export interface AddressRow {
  readonly allocationId: string;
  readonly publicIp: string;
  /** The name in its reverse DNS record. */
  readonly domainName?: string;
  readonly association?: AddressAssociationRow;
}

/** The association of an elastic IP address. */
export interface AddressAssociationRow {
  readonly associationId: string;
  readonly networkInterfaceId: string;
  readonly privateIp: string;
  /** Created by a NAT gateway: requests cannot end it. */
  readonly isManaged: boolean;
}

/** Elastic IP addresses by allocation id. */
export const ADDRESSES = defineTable<AddressRow>({ name: "ec2.addresses", key: "allocationId" });
