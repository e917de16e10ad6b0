/** The command was not used as it is meant to be: exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** It was used right but there is nothing to read or to draw: exit code 1. */
export class NothingThere extends Error {
  override readonly name = 'NothingThere';
}
