/** A request that the recorder has seen. */
export interface Sighting {
  readonly service: string;
  readonly operation: string;
  readonly userAgent?: string;
  /** The test file that sent the request, relative to the root of the repository. */
  readonly suite: string;
}

interface Client {
  readonly id: string;
  /** Its name in a sentence, and in the head of a column. */
  readonly name: string;
  readonly column: string;
  readonly sent: (sighting: Pick<Sighting, "userAgent" | "suite">) => boolean;
}

const named =
  (pattern: RegExp): Client["sent"] =>
  ({ userAgent = "" }) =>
    pattern.test(userAgent);

/** The clients that the suites use, in the order of the columns. */
const clients = [
  { id: "javascript", name: "AWS SDK for JavaScript v3", column: "JavaScript", sent: named(/^aws-sdk-js\//) },
  { id: "cli", name: "AWS CLI", column: "CLI", sent: named(/^aws-cli\//) },
  { id: "boto3", name: "boto3", column: "boto3", sent: named(/^Boto3\//) },
  // Terraform's provider uses the SDK for Go, whose name follows its own in the header.
  { id: "terraform", name: "Terraform", column: "Terraform", sent: named(/Terraform/) },
  { id: "go", name: "AWS SDK for Go v2", column: "Go", sent: named(/aws-sdk-go-v2\//) },
  { id: "rclone", name: "rclone", column: "rclone", sent: named(/^rclone\//) },
  {
    id: "s3cmd",
    name: "s3cmd",
    column: "s3cmd",
    // It sends no User-Agent.
    sent: ({ userAgent, suite }) => userAgent === undefined && /s3cmd|s3-tools/.test(suite),
  },
  { id: "http", name: "plain HTTP", column: "HTTP", sent: () => true },
] as const satisfies readonly Client[];

export type ClientId = (typeof clients)[number]["id"];

export const CLIENTS: readonly (Client & { readonly id: ClientId })[] = clients;

/** The client that sent a request: the first that matches, or plain HTTP. */
export function clientOf(sighting: Pick<Sighting, "userAgent" | "suite">): ClientId {
  return CLIENTS.find(({ sent }) => sent(sighting))?.id ?? "http";
}
