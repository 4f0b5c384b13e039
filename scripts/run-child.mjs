// Runs a program in this one's place: its streams, its exit code, and every signal handed on, so that a
// program that is asked to stop does stop.
import { spawn } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @returns {Promise<number>} the program's exit code; ends by the signal that ended the program */
export function runChild(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' });
    const handOn = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, handOn);
    child.once('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.once('exit', (code, signal) => {
      for (const one of signals) process.off(one, handOn);
      if (signal) process.kill(process.pid, signal);
      resolve(code ?? 1);
    });
  });
}
