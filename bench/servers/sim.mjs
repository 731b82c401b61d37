// The simulator, with one running task.
import { createAwsSim } from "../../dist/esm/index.js";
import { answerCpu } from "./answer-cpu.mjs";

const sim = await createAwsSim({ delays: 0, seed: 1 });
answerCpu(sim.port);
