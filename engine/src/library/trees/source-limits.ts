/** Files above this are not read unless a caller asks for more: 64 MiB, the cap of data files. */
export const defaultMaxSourceBytes = 64 * 1024 * 1024;

/** A project folder with more files than this is refused. */
export const maxSourceFiles = 500_000;
