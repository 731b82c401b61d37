// Ten policies of twenty statements, the most that a user can have attached, in the two forms that cost most.

const POLICIES = 10;
const STATEMENTS = 20;

/**
 * Each statement is about the objects of a different bucket, with a condition. Only the last allows the
 * request.
 */
export const byResource = (bucket) =>
  documents((policy, place) => ({
    Effect: place % 4 === 0 ? "Deny" : "Allow",
    Action: ["s3:GetObject", "s3:PutObject"],
    Resource: isLast(policy, place)
      ? `arn:aws:s3:::${bucket}/*`
      : [`arn:aws:s3:::bucket-${policy}-${place}`, `arn:aws:s3:::bucket-${policy}-${place}/*`],
    Condition: { Bool: { "aws:SecureTransport": "true" } },
  }));

/** Each statement about all objects, with a condition that does not hold but in the last. */
export const byCondition = () =>
  documents((policy, place) => ({
    Effect: place % 4 === 0 ? "Deny" : "Allow",
    Action: ["s3:GetObject", "s3:Put*"],
    Resource: "*",
    Condition: isLast(policy, place)
      ? { Bool: { "aws:SecureTransport": "true" } }
      : { StringEquals: { "aws:PrincipalTag/team": `team-${place}` } },
  }));

const isLast = (policy, place) => policy === POLICIES - 1 && place === STATEMENTS - 1;

function documents(statement) {
  return Array.from({ length: POLICIES }, (_, policy) => ({
    name: `p${policy}`,
    document: JSON.stringify({
      Version: "2012-10-17",
      Statement: Array.from({ length: STATEMENTS }, (_, place) => statement(policy, place)),
    }),
  }));
}
