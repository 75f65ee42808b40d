import fc from 'fast-check'

/** How one call to GitHub goes. Times in milliseconds. */
export interface Chance {
  what: 'works' | 'answer-lost' | 'call-lost' | 'acts-late' | 'hangs' | 'refused'
  /** Until the call acts, and from then until its answer comes. */
  toAct: number
  toAnswer: number
  /** For how long a call that was given up still takes to act. */
  late: number
  /** How many states back a read looks. */
  lag: number
  /** After how many milliseconds a refusal asks for another try; undefined if none helps. */
  asked: number | undefined
}

/** How a send to one system goes. */
export interface Sending {
  what: 'sent' | 'refused' | 'told-without-answer' | 'lost'
  toReach: number
  toAnswer: number
}

/** One run of the action. */
export interface Actor {
  starts: number
  run: { id: string; attempt: number; job: string }
  timeout: number
  retries: number
  resendWhenUncertain: boolean
  /** Which of the key's systems the step names; one empty ID if it names none. */
  systems: string[]
  /** What the notification says. */
  text: string
  chances: Chance[]
  sendings: Sending[]
  /** The step at which the process is gone. */
  crash: number | undefined
  /** When its job is cancelled, counted from its start. */
  cancel: number | undefined
  jitter: number
}

/** Everything that was drawn for one story. */
export interface Schedule {
  actors: Actor[]
  /** By how much GitHub's clock is off. */
  clock: number
  /** Whether something is in the record's place from the beginning that is none. */
  isDamaged: boolean
  /** A run that follows with `after-key`, under a key of its own. */
  follower: Actor
}

const short = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 6 }).map((n) => n * 50) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 4_000 }) },
)

const chance: fc.Arbitrary<Chance> = fc.record({
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constant('works' as const) },
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        ...([
          'answer-lost',
          'answer-lost',
          'answer-lost',
          'call-lost',
          'acts-late',
          'hangs',
          'refused',
        ] as const),
      ),
    },
  ),
  toAct: short,
  toAnswer: short,
  late: fc.integer({ min: 1, max: 30_000 }),
  lag: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
  ),
  asked: fc.constantFrom(undefined, undefined, 0, 0, 6_000, 30_000, 600_000),
})

const calm: fc.Arbitrary<Chance> = fc.record({
  what: fc.constant('works' as const),
  toAct: fc.integer({ min: 0, max: 6 }).map((n) => n * 20),
  toAnswer: fc.integer({ min: 0, max: 6 }).map((n) => n * 20),
  late: fc.constant(0),
  lag: fc.constant(0),
  asked: fc.constant(undefined),
})

const sending: fc.Arbitrary<Sending> = fc.record({
  what: fc.oneof(
    { weight: 3, arbitrary: fc.constant('sent' as const) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('refused' as const, 'told-without-answer' as const, 'lost' as const),
    },
  ),
  toReach: short,
  toAnswer: short,
})

// Enough for one to wait for all the others and still to send.
const CALM_TIMEOUT = 60_000

const SYSTEMS = ['a', 'b', 'c']

const someSystems = fc.oneof(
  { weight: 8, arbitrary: fc.subarray(SYSTEMS, { minLength: 1 }) },
  // The same ones in another notation, and the one that need not be named.
  {
    weight: 1,
    arbitrary: fc.subarray(
      SYSTEMS.map((id) => id.toUpperCase()),
      { minLength: 1 },
    ),
  },
  { weight: 1, arbitrary: fc.constant<string[]>(['']) },
)

/** The system that an ID means: without an ID, it is the first. */
export function realSystem(systemId: string): string {
  return systemId === '' ? 'a' : systemId.toLowerCase()
}

function actor(systems: fc.Arbitrary<string[]>): fc.Arbitrary<Actor> {
  return fc.record({
    starts: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 10 }).map((n) => n * 50) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
    ),
    // Few enough that some are the same: the jobs of a matrix.
    run: fc.record({
      id: fc.constantFrom('7', '8'),
      attempt: fc.integer({ min: 1, max: 2 }),
      job: fc.constantFrom('announce', 'announce', 'other'),
    }),
    timeout: fc.constantFrom(2_000, 8_000, 20_000),
    retries: fc.integer({ min: 0, max: 3 }),
    resendWhenUncertain: fc.oneof(
      { weight: 7, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
    systems,
    text: fc.oneof(
      { weight: 9, arbitrary: fc.constant('one') },
      { weight: 1, arbitrary: fc.constant('two') },
    ),
    chances: fc.array(chance, { maxLength: 14 }),
    sendings: fc.array(sending, { minLength: 3, maxLength: 3 }),
    crash: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined, freq: 2 }),
    cancel: fc.option(fc.integer({ min: 0, max: 8_000 }), { nil: undefined, freq: 4 }),
    jitter: fc.double({ min: 0, max: 0.99, noNaN: true }),
  })
}

// Mostly the same systems for everybody, at times others.
const crew = someSystems.chain((systems) =>
  fc.array(
    actor(fc.oneof({ weight: 4, arbitrary: fc.constant(systems) }, { weight: 1, arbitrary: someSystems })),
    { minLength: 1, maxLength: 4 },
  ),
)

/** Runs to which nothing happens but each other. */
const calmCrew = crew.chain((actors) =>
  fc.tuple(...actors.map(() => fc.array(calm, { maxLength: 14 }))).map((chances) =>
    actors.map(
      (one, index): Actor => ({
        ...one,
        run: { ...one.run, attempt: 1 },
        timeout: CALM_TIMEOUT,
        chances: chances[index] ?? [],
        sendings: one.sendings.map(({ what, ...rest }) => ({
          ...rest,
          what: what === 'sent' ? what : 'refused',
        })),
        crash: undefined,
        cancel: undefined,
      }),
    ),
  ),
)

/** A story of one to four runs with one key. */
export const schedule: fc.Arbitrary<Schedule> = fc.record({
  follower: actor(someSystems),
  actors: fc.oneof({ weight: 4, arbitrary: crew }, { weight: 1, arbitrary: calmCrew }),
  clock: fc.integer({ min: -100_000, max: 100_000 }),
  isDamaged: fc.oneof(
    { weight: 30, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
})

/** Whether some steps name their system and others do not: they may mean the same one. */
export function isMixed({ actors }: Schedule): boolean {
  return new Set(actors.map(({ systems }) => systems[0] === '')).size > 1
}

/** Whether nothing goes wrong in it, so that nothing may be left uncertain. */
export function isCalm({ actors, isDamaged }: Schedule): boolean {
  return (
    !isDamaged &&
    actors.every(
      ({ chances, sendings, crash, cancel, timeout, run }) =>
        timeout >= CALM_TIMEOUT &&
        // An earlier attempt of a run is taken for dead, even if it is not.
        run.attempt === 1 &&
        crash === undefined &&
        cancel === undefined &&
        chances.every(({ what, lag }) => what === 'works' && lag === 0) &&
        sendings.every(({ what }) => what === 'sent' || what === 'refused'),
    )
  )
}
