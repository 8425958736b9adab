import type { Text } from '../../i18n/index.ts';
import { Store } from '../store.ts';
import { failed, type Finding, type Say } from './finding.ts';

export type StepName = keyof Text['doctor']['steps'];

export interface Step {
  name: StepName;
  state: 'waiting' | 'running' | Finding['state'];
  found?: Say;
  remedy?: Say;
}

export interface Check {
  name: StepName;
  run(): Promise<Finding>;
  /** Takes long, and goes on beside the others. */
  inBackground?: boolean;
}

/** Runs one check after another, and keeps what they found. */
export class Doctor {
  readonly steps = new Store<readonly Step[]>([]);
  readonly isRunning = new Store(false);
  #run = 0;

  async run(checks: readonly Check[]): Promise<void> {
    const run = ++this.#run;
    this.steps.set(checks.map(({ name }) => ({ name, state: 'waiting' })));
    this.isRunning.set(true);
    const background = checks.filter(({ inBackground }) => inBackground).map((check) => this.#check(check, run));
    for (const check of checks) if (!check.inBackground && run === this.#run) await this.#check(check, run);
    await Promise.all(background);
    if (run === this.#run) this.isRunning.set(false);
  }

  /** Forgets the run that goes on; what it still finds is not shown. */
  stop(): void {
    this.#run++;
    this.isRunning.set(false);
  }

  async #check(check: Check, run: number): Promise<void> {
    const put = (step: Omit<Step, 'name'>) => {
      if (run === this.#run) this.steps.set(this.steps.value.map((one) => (one.name === check.name ? { name: one.name, ...step } : one)));
    };
    put({ state: 'running' });
    put(await check.run().catch((error: unknown) => failed(() => (error instanceof Error ? error.message : String(error)), (t) => t.unexpectedRemedy)));
  }
}

/** What one pastes into a bug report. */
export function reportOf(steps: readonly Step[], t: Text['doctor'], about: readonly string[]): string {
  const lines = steps.map(({ name, state, found, remedy }) => [`[${state}] ${t.steps[name]}`, found && `  ${found(t)}`, remedy && `  ${remedy(t)}`].filter(Boolean).join('\n'));
  return [t.title, ...about, '', ...lines].join('\n');
}
