/** Whether a string may identify a resource: ARNs, and ids such as `eni-0a1b2c3d`. */
export function isReference(text: string): boolean {
  return /^arn:aws[a-z-]*:[^\s]+$/.test(text) || /^[a-z]{2,12}-[0-9a-f]{8}(?:[0-9a-f]{9})?$/.test(text);
}
