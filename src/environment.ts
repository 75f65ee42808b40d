/** The environment of a process: names to texts. */
export type Environment = Readonly<Record<string, string | undefined>>
