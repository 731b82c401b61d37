/**
 * Prefix of the application ids of handlers. The rest is the cause; SDKs warn about ids longer than 50
 * characters.
 */
const PREFIX = "aws-sim-";

/**
 * The application id by which clients of a handler identify it in the header `User-Agent`. Every AWS SDK
 * sends one: https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html
 */
export function appIdOf(cause: string): string {
  return `${PREFIX}${cause}`;
}

/** The cause in a `User-Agent`; `undefined` for clients that do not belong to handlers. */
export function causeIn(userAgent: string): string | undefined {
  return APP_ID.exec(userAgent)?.[1];
}

const APP_ID = /(?:^| )app\/aws-sim-([\w-]+)(?= |$)/;
