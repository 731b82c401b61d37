import { createAwsSim } from "aws-sim";

export const sim = await createAwsSim();
