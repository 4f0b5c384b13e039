/** What became of reading a text file; `reason` is for people, such as `ENOENT`. */
export type ReadText =
  | { readonly text: string }
  | { readonly text?: undefined; readonly reason: string };

/** What reading the configuration needs of the world. */
export interface ConfigPorts {
  readText(path: string): ReadText;
  /** Folder that relative paths begin at. */
  readonly workingFolder: string;
  readonly hostName: string;
}
