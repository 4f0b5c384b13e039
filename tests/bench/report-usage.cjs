// Preloaded into a measured process: when it ends, writes what it used to the file BENCH_USAGE_FILE.
const { readFileSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

const ticksPerSecond = 100;

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuS: (userCPUTime + systemCPUTime) / 1e6, peakBytes: maxRSS * 1024 };
    if (process.platform === 'linux') {
      // maxRSS also counts the process that started this one, from before exec; VmHWM does not
      const status = readFileSync('/proc/self/status', 'utf8');
      usage.peakBytes = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
      // fields 16 and 17: CPU time of children that have been waited for, such as git
      const stat = readFileSync('/proc/self/stat', 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      usage.cpuS += (Number(fields[13]) + Number(fields[14])) / ticksPerSecond;
    }
    writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify(usage));
  });
}
