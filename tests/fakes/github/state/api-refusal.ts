/** An answer other than success, in GitHub's shape. */
export class ApiRefusal extends Error {
  readonly status: number;
  readonly errors: readonly unknown[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: {
      readonly errors?: readonly unknown[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'ApiRefusal';
    this.status = status;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}
