/** The account and region whose rows are meant. */
export interface Partition {
  readonly account: string;
  readonly region: string;
}
