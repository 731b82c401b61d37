import type { PutObjectRequest } from "../generated/types.js";
import { FormFields } from "./fields.js";

/** Marks an input that was created from a form. Requests cannot contain it. */
const FORM = Symbol("an object in a form");

/** The input of PutObject for an object that came in a form: conditions are about its fields, and its event is another. */
export function inForm(input: PutObjectRequest, fields: FormFields): PutObjectRequest {
  return Object.assign(input, { [FORM]: fields });
}

/** The form fields of an input; `undefined` for a request with headers. */
export function formOf(input: object): FormFields | undefined {
  const fields = FORM in input ? input[FORM] : undefined;
  return fields instanceof FormFields ? fields : undefined;
}
