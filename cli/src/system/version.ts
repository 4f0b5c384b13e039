import manifest from '../../package.json' with { type: 'json' };

/** Version of the `galley` package, as its manifest says. */
export const version: string = manifest.version;
