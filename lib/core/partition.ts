/** The account and region whose rows are meant. */
export interface Partition {
  readonly account: string;
  readonly region: string;
}

/** An account and region that a test means; those of the simulator where it says nothing. */
export type Place = Partial<Partition>;
