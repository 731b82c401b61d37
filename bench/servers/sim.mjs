// The simulator, with one running task.
import { createAwsSim } from "../../dist/esm/index.js";
import { answerUsage } from "./answer-usage.mjs";

const sim = await createAwsSim({ delays: 0, seed: 1 });
answerUsage(sim.port);
