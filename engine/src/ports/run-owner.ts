/** The process that makes a run, as other processes can tell it. */
export interface RunOwner {
  readonly pid: number;
  /** Name of the machine. */
  readonly host: string;
  /** Milliseconds since the Unix epoch at which the process began: numbers of processes are used again. */
  readonly startedAtMs: number;
  /** True while a process of this machine has the number. */
  isRunning(pid: number): boolean;
}
