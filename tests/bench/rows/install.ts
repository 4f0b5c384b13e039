import {
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { alternate, type Side } from '../alternate.ts';
import { promptLibrary } from '../data/library.ts';
import { publishedNote, publishedPeer } from '../peer.ts';
import { formatMs, type Row } from '../row.ts';
import { type Workbench, writeFiles } from '../workbench.ts';

const limitMs = 5_000;
const limitMegabytes = 15;
const limitPackages = 3;

/** Without the network: what is not in the package would make the installation fail. */
const environment = {
  npm_config_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

/** Row 10: the package packed as for publishing, and installed into an empty folder. */
export const installRow: Row = {
  number: 10,
  async run(bench) {
    const npm = npmEntry();
    const packing = bench.newFolder('packed');
    const words = [npm, 'pack', bench.packageFolder, '--json'];
    const packed = await bench.node(words, { cwd: packing, environment });
    if (packed.exitCode !== 0) throw new Error(`npm pack failed:\n${packed.stderr}`);
    const [name] = readdirSync(packing);
    let folder = '';
    const install: Side = {
      subject: 'galley',
      async run() {
        folder = bench.newFolder('installed');
        writeFileSync(join(folder, 'package.json'), '{"private": true}\n');
        const words = [npm, 'install', join(packing, `${name}`)];
        const sample = await bench.node(words, { cwd: folder, environment });
        if (sample.exitCode === 0) return sample;
        throw new Error(`npm install failed:\n${sample.stderr}`);
      },
    };
    const figures = await alternate([install], { runs: 3 });
    await useInstalled(bench, folder);
    const wallMs = figures[0]?.wallMs ?? Number.NaN;
    const megabytes = sizeOf(join(folder, 'node_modules')) / 1e6;
    const packages = packageCount(folder);
    return [
      {
        job: 'npm install galley, without DuckDB',
        figures,
        targets: [
          {
            promise: `< ${limitMegabytes} MB`,
            measured: `${megabytes.toFixed(1)} MB`,
            isMet: megabytes < limitMegabytes,
          },
          {
            promise: `≤ ${limitPackages} packages`,
            measured: `${packages}`,
            isMet: packages <= limitPackages,
          },
          {
            promise: `wall < ${formatMs(limitMs)}`,
            measured: formatMs(wallMs),
            isMet: wallMs < limitMs,
          },
        ],
        notes: [
          `the tarball has ${(statSync(join(packing, `${name}`)).size / 1e6).toFixed(1)} MB and lies on disk; nothing is fetched`,
          publishedNote(publishedPeer.install),
        ],
      },
    ];
  },
};

/** Shows that what was installed works. */
async function useInstalled(bench: Workbench, folder: string): Promise<void> {
  writeFiles(folder, promptLibrary({ documents: 20 }));
  const galley = realpathSync(join(folder, 'node_modules', 'galley', 'dist', 'galley.mjs'));
  const { exitCode, stderr } = await bench.node([galley, 'validate'], { cwd: folder });
  if (exitCode !== 0) throw new Error(`the installed galley does not work:\n${stderr}`);
}

/** The script behind the `npm` that a shell would start. */
function npmEntry(): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const beside = join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js');
    if (existsSync(beside)) return beside;
    const link = join(folder, 'npm');
    if (existsSync(link) && realpathSync(link).endsWith('.js')) return realpathSync(link);
  }
  throw new Error('npm is not on the PATH');
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

function packageCount(folder: string): number {
  const file = join(folder, 'node_modules', '.package-lock.json');
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: object };
  return Object.keys(packages).length;
}
