/** The value of a condition key: one string, or the list of a multi-valued key. */
export type ConditionValue = string | readonly string[];

/**
 * The condition keys of a request.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface ConditionValues {
  /**
   * The value of a key; `undefined` if the request does not have it.
   *
   * @param key in lower case: names of keys ignore case
   */
  value(key: string): ConditionValue | undefined;
}
