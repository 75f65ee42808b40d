import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A sequencer that runs files with one of these parts in their path last, in this order. */
export function quickFirst(last: readonly string[]): typeof BaseSequencer {
  // The first test that fails ends the run of a mutant, so the quick ones come first and whole runs last.
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]) {
      const rank = ({ moduleId }: TestSpecification) => last.findIndex((part) => moduleId.includes(part))
      return files.toSorted((a, b) => rank(a) - rank(b))
    }
  }
}
