/** The town's plan was drawn on a sheet whose middle is here: what is added to its x and y to get tiles. */
export const OX = -528;
export const OY = -320;
