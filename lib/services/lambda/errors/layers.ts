import { invalidParameter, resourceNotFound } from "./base.js";

export const layerVersionTooLow = () => invalidParameter("Layer Version Cannot be less than 1");

export const layerVersionMissing = (arn: string) => resourceNotFound(`Layer version ${arn} does not exist.`);
