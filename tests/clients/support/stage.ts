import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { HostProxy } from "./host-proxy.js";
import { Stack, type Variables } from "./terraform.js";
import { TerraformProvider } from "./terraform-provider.js";

/** A simulator without delays, and the stacks that are put up on it. */
export class Stage implements AsyncDisposable {
  private readonly stacks: Stack[] = [];
  private readonly providers: TerraformProvider[] = [];

  private proxy: HostProxy | undefined;

  private constructor(readonly sim: AwsSim) {}

  static async set(): Promise<Stage> {
    return new Stage(await createAwsSim({ region: "eu-west-1", delays: 0, requestLogLimit: 100_000 }));
  }

  /** As {@link set}, for stacks whose provider puts something before the host of the endpoint. */
  static async setBehindProxy(): Promise<Stage> {
    const stage = await Stage.set();
    stage.proxy = await HostProxy.start(stage.sim);
    return stage;
  }

  /** Opens a stack of AWS's resources, with a state in its folder. */
  async open(name: string): Promise<Stack> {
    const stack = await this.copy(name);
    const provider = await TerraformProvider.start(stack.folder, stack.env);
    this.providers.push(provider);
    const attached = stack.with(provider.env);
    await attached.init();
    return attached;
  }

  /** Opens a stack that needs no provider, with these settings of its backend. */
  async openRemote(name: string, backend: Variables): Promise<Stack> {
    const stack = await this.copy(name);
    await stack.init(backend);
    return stack;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.providers.map((provider) => provider.stop()));
    await Promise.all(this.stacks.map((stack) => stack.remove()));
    await this.proxy?.[Symbol.asyncDispose]();
    await this.sim.close();
  }

  private async copy(name: string): Promise<Stack> {
    const stack = await Stack.copy(name, {
      ...this.sim.env(),
      ...this.proxy?.env,
      // Of this machine's owner.
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      TF_VAR_region: this.sim.region,
    });
    this.stacks.push(stack);
    return stack;
  }
}
