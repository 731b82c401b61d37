/** Parses policies for buckets. Implemented by S3. */
export interface BucketPolicies {
  /**
   * Validates the policy of an access point.
   *
   * @throws MalformedPolicy
   */
  ofAccessPoint(arn: string, document: string): { readonly isPublic: boolean };
}
