import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from './install-packages.ts';
import { pinnedPackages } from './pinned-packages.ts';

const registry = 'https://registry.npmjs.org';

/**
 * DuckDB from the folder of tools, fetched there by the first job of a runner that queries.
 * @throws Error that says why it is not there; the engine makes `package-missing` of it
 */
export async function loadDuckDb(): Promise<{ readonly DuckDBInstance: unknown }> {
  const { env } = process;
  const platform = platformName();
  const packages = pinnedPackages(platform);
  if (packages === undefined) throw new Error(`no DuckDB is pinned for ${platform}`);
  const tools = env.RUNNER_TOOL_CACHE || env.RUNNER_TEMP;
  if (!tools) throw new Error('neither RUNNER_TOOL_CACHE nor RUNNER_TEMP is set');
  const folder = await installPackages(packages, {
    registry: env.npm_config_registry || env.NPM_CONFIG_REGISTRY || registry,
    place: join(tools, 'galley-duckdb'),
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
