import { defineTable } from "../../../runtime/store/store.js";

/** An elastic IP address. */
export interface AddressRow {
  readonly allocationId: string;
  readonly publicIp: string;
  /** The name that its reverse DNS record leads to. */
  readonly domainName?: string;
  readonly association?: AddressAssociationRow;
}

/** What an elastic IP address is associated with. */
export interface AddressAssociationRow {
  readonly associationId: string;
  readonly networkInterfaceId: string;
  readonly privateIp: string;
  /** Made by a NAT gateway: requests cannot end it. */
  readonly isManaged: boolean;
}

/** Elastic IP addresses by allocation id. */
export const ADDRESSES = defineTable<AddressRow>({ name: "ec2.addresses", key: "allocationId" });
