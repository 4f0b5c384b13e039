import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from './install-packages.ts';
import { pinnedPackages } from './pinned-packages.ts';

const registry = 'https://registry.npmjs.org';

/**
 * DuckDB, unpacked for this job alone. On a runner of one's own the tarballs stay in the folder of
 * tools, where any job may write: their hashes are checked each time.
 * @throws Error that says why it is not there; the engine makes `package-missing` of it
 */
export async function loadDuckDb(): Promise<{ readonly DuckDBInstance: unknown }> {
  const { env } = process;
  const platform = platformName();
  const packages = pinnedPackages(platform);
  if (packages === undefined) throw new Error(`no DuckDB is pinned for ${platform}`);
  const { RUNNER_TEMP, RUNNER_TOOL_CACHE } = env;
  if (!RUNNER_TEMP) throw new Error('RUNNER_TEMP is not set');
  const folder = await installPackages(packages, {
    registry: env.npm_config_registry || env.NPM_CONFIG_REGISTRY || registry,
    place: join(RUNNER_TEMP, 'galley-duckdb'),
    kept: RUNNER_TOOL_CACHE && join(RUNNER_TOOL_CACHE, 'galley-duckdb'),
  });
  const entry = join(folder, 'node_modules', '@duckdb', 'node-api', 'lib', 'index.js');
  return import(pathToFileURL(entry).href);
}

/** `linux-x64`, `linux-x64-musl`, `darwin-arm64` … */
function platformName(): string {
  const { platform, arch } = process;
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  const isMusl = platform === 'linux' && header.glibcVersionRuntime === undefined;
  return `${platform}-${arch}${isMusl ? '-musl' : ''}`;
}
