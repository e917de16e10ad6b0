/** The game's own core is in no list of mods, though icons and texts lie in it. */
export const isMod = ({ name }: { name: string }): boolean => name !== 'core';
